import { serve, type Served } from "../platform/serve.ts";
import { addPerson, listPeople, setPersonActive } from "./add-person.ts";
import { changePassword, setMyEmail, signOut } from "./change-password.ts";
import * as contract from "./contract.ts";
import { enterpriseAccounts, openEnterpriseAccount, resetPassword } from "./enterprise-accounts.ts";
import { addEnterprise, findEnterprises } from "./register-enterprise.ts";
import { demoAccounts } from "./demo-accounts.ts";
import { me } from "./show-me.ts";
import { signIn } from "./sign-in.ts";

export const people: Served[] = [
  serve(contract.signIn, signIn),
  serve(contract.signOut, signOut),
  serve(contract.me, me),
  serve(contract.changePassword, changePassword),
  serve(contract.setMyEmail, setMyEmail),
  serve(contract.demoAccounts, demoAccounts),
  serve(contract.listPeople, listPeople),
  serve(contract.addPerson, addPerson),
  serve(contract.setPersonActive, setPersonActive),
  serve(contract.resetPassword, resetPassword),
  serve(contract.enterpriseAccounts, enterpriseAccounts),
  serve(contract.openEnterpriseAccount, openEnterpriseAccount),
  serve(contract.findEnterprises, findEnterprises),
  serve(contract.addEnterprise, addEnterprise),
];
