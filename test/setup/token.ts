import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { isMissing, run } from "./outside-programs.ts";

const libraries = [
  "/usr/lib/softhsm/libsofthsm2.so",
  "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
  "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
];

/** Without SoftHSM2, or where the optional package was not built, tests with a token are skipped by name; never in CI. */
export const lacksToken = isMissing("softhsm2-util") || (process.env["CI"] !== "true" && !isBuilt());

function isBuilt(): boolean {
  try {
    createRequire(import.meta.url)("pkcs11js");
    return true;
  } catch {
    return false;
  }
}

export type Token = { uri: string; pin: string; /** for the process that uses it */ env: { SOFTHSM2_CONF: string } };

/** A software token with one key named `seal`. All tokens of a test file lie in one folder: the library reads its settings once. */
export async function aToken(file: (name: string) => string, keyPem: string, name: string): Promise<Token> {
  const conf = file("softhsm2.conf");
  if (!existsSync(conf)) {
    mkdirSync(file("tokens"));
    writeFileSync(conf, `directories.tokendir = ${file("tokens")}\nobjectstore.backend = file\nlog.level = ERROR\n`);
    process.env["SOFTHSM2_CONF"] = conf;
  }
  const [pin, key] = [`pin-${name}-4711`, file(`${name}-token-key.pem`)];
  writeFileSync(key, keyPem);
  const label = `LIMS-${name}`;
  const told = async (...words: string[]): Promise<void> => {
    const said = await run("softhsm2-util", ...words);
    if (said.code !== 0) throw new Error(said.err || said.out);
  };
  await told("--init-token", "--free", "--label", label, "--so-pin", "so-pin-0815", "--pin", pin);
  await told("--import", key, "--token", label, "--label", "seal", "--id", "01", "--pin", pin);
  const library = libraries.find(existsSync) ?? libraries[0];
  return { uri: `pkcs11:token=${label};object=seal?module-path=${library}`, pin, env: { SOFTHSM2_CONF: conf } };
}
