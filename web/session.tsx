import { createContext, useContext } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { me, signOut } from "../server/people/contract.ts";
import type { Me } from "../server/people/contract.ts";
import { call, rememberCsrf } from "./api.ts";
import { paths } from "./paths.ts";

export type Right = Me["rights"][number];

/** Filled by the sign-in gate. */
export const MeContext = createContext<Me | null>(null);
const meKey = [me.path, {}];

/** Who is signed in; only inside the gate. */
export function useMe(): Me {
  const known = useContext(MeContext);
  if (!known) throw new Error("nobody is signed in here");
  return known;
}

/** May this person do that? The server decides again; this only saves a walk. */
export function useMay(): (right: Right) => boolean {
  const { rights } = useMe();
  return (right) => rights.includes(right);
}

/** What to do with a fresh answer to "who am I". */
export function useEnter(): (entered: Me) => void {
  const queries = useQueryClient();
  return (entered) => {
    const before = queries.getQueryData<Me>(meKey);
    if (before && before.id !== entered.id) queries.clear();
    rememberCsrf(entered.csrf);
    queries.setQueryData(meKey, entered);
    void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== me.path });
  };
}

/** Signs out here and forgets everything that was on screen. */
export function useLeave(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await call(signOut);
    queries.clear();
    location.assign(paths.today());
  };
}
