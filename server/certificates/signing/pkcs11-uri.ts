import { Problem } from "../../kernel/problems.ts";

/** Where a key lies on a token: the library that speaks to it, which token, which key. */
export type TokenKey = {
  module: string;
  token: string | undefined;
  serial: string | undefined;
  object: string | undefined;
  /** CKA_ID */ id: Buffer | undefined;
};

const known = ["token", "serial", "object", "id", "type"];

/**
 * Reads `pkcs11:token=LIMS;object=seal?module-path=/usr/lib/softhsm/libsofthsm2.so` (RFC 7512). A PIN in it is refused: an address stands
 * in settings, lists and messages, where no PIN belongs.
 */
export function readTokenUri(uri: string): TokenKey {
  const [, path = "", query = ""] = /^pkcs11:([^?]*)(?:\?(.*))?$/.exec(uri) ?? [];
  const from = (part: string, by: string): Map<string, string> =>
    new Map(
      part
        .split(by)
        .filter(Boolean)
        .map((one) => [one.slice(0, one.indexOf("=")), one.slice(one.indexOf("=") + 1)]),
    );
  const [where, how] = [from(path, ";"), from(query, "&")];
  if (how.has("pin-value") || how.has("pin-source"))
    throw wrong("the PIN does not belong in the address; give it as LIMS_SIGNING_PASSPHRASE_FILE");
  const strange = [...where.keys()].find((name) => !known.includes(name));
  if (strange !== undefined) throw wrong(`${strange} is not known in a pkcs11 address`);
  const text = (name: string): string | undefined => {
    const value = where.get(name);
    return value === undefined ? undefined : decoded(value);
  };
  const module = how.get("module-path");
  if (!module) throw wrong("the pkcs11 address names no module-path");
  const id = where.get("id");
  return {
    module: decoded(module),
    token: text("token"),
    serial: text("serial"),
    object: text("object"),
    id: id === undefined ? undefined : bytesOf(id),
  };
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw wrong("the pkcs11 address is not rightly percent-encoded");
  }
}

/** `%01%a2` and plain letters, to bytes. */
function bytesOf(value: string): Buffer {
  const parts = value.match(/%[0-9a-f]{2}|[^%]/gi) ?? [];
  return Buffer.concat(
    parts.map((part) => (part.startsWith("%") ? Buffer.from(part.slice(1), "hex") : Buffer.from(part))),
  );
}

function wrong(why: string): Problem {
  return new Problem("signing-key-unusable", { why });
}
