import { serve, type Served } from "../platform/serve.ts";
import * as contract from "./contract.ts";
import { listMail, sendMailAgain, sendTestMail } from "./keep-outbox.ts";
import { listNotices, readNotices } from "./list-notices.ts";

export const notices: Served[] = [
  serve(contract.listNotices, listNotices),
  serve(contract.readNotices, readNotices),
  serve(contract.listMail, listMail),
  serve(contract.sendMailAgain, sendMailAgain),
  serve(contract.sendTestMail, sendTestMail),
];
