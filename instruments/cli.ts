import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { gatewayFolder, serverAddress } from "./config.ts";
import { enrol } from "./enrol.ts";
import { decodeAll, decoder } from "./drivers/decode.ts";
import type { Decoded } from "./drivers/decode.ts";
import type { Driver } from "./drivers/driver.ts";
import { driverOf, families } from "./drivers/index.ts";
import { listPorts } from "./ports/list-ports.ts";
import { openPort } from "./ports/open-port.ts";
import { readPortAddress } from "./ports/port-address.ts";
import { untilStopped } from "./until-stopped.ts";

const usage = `npm run gateway                    read instruments and bring their readings to the server
npm run gateway -- enrol CODE      get a key from the server (LIMS_SERVER) for the code that its page showed
npm run gateway -- list            the serial ports of this machine
npm run gateway -- listen PORT     what comes on a port, as JSON Lines (/dev/ttyUSB0@9600-8N1, COM3, tcp://HOST:PORT)
npm run gateway -- replay FILE     what a recording of bytes says
    --driver NAME                  ${Object.keys(families).join(", ")}
`;

/** The technician's tools. Gives the exit code: 0, 1 when something was refused, 2 for a wrong call. */
export async function runCommand(words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    strict: false,
    options: { driver: { type: "string", default: "mt-sics" }, help: { type: "boolean", short: "h" } },
  });
  const [word, place] = positionals;
  const driver = driverOf(String(values.driver));
  if (values.help) return print(usage, 0);
  if (!driver)
    return fail(`There is no driver "${String(values.driver)}"; known are ${Object.keys(families).join(", ")}.`);
  if (word === "enrol" && place) return enrolHere(place);
  if (word === "list") return list();
  if (word === "listen" && place) return listen(place, driver);
  if (word === "replay" && place) return replay(place, driver);
  return fail(usage);
}

async function enrolHere(code: string): Promise<number> {
  const server = serverAddress();
  if (!server) return fail("LIMS_SERVER must be the address of the server.");
  const folder = gatewayFolder();
  const answer = await enrol(server, code, folder);
  if ("why" in answer) return fail(`No key: ${answer.why}`, 1);
  return print(`This is now the gateway "${answer.gatewayName}"; its key is in ${folder}.\n`, 0);
}

async function list(): Promise<number> {
  const ports = await listPorts();
  if (ports.length === 0) return print("No serial ports found.\n", 0);
  return print(
    ports
      .map((port) => [port.path, port.stablePath, port.maker, port.serialNumber].filter(Boolean).join("  "))
      .join("\n") + "\n",
    0,
  );
}

async function replay(file: string, driver: Driver): Promise<number> {
  const bytes = await readFile(file).catch((error: Error) => error);
  if (bytes instanceof Error) return fail(`${file} cannot be read: ${bytes.message}`);
  const said = decodeAll(driver, bytes);
  print(said.map(asLine).join(""), 0);
  return said.some((decoded) => decoded.said.kind === "rejected") ? 1 : 0;
}

async function listen(address: string, driver: Driver): Promise<number> {
  const settings = readPortAddress(address);
  if (!settings) return fail(`"${address}" is no port; write /dev/ttyUSB0@9600-8N1, COM3 or tcp://HOST:PORT.`);
  const decode = decoder(driver, { midstream: true });
  try {
    const reason = await new Promise<string | void>((end, fails) => {
      const opened = openPort(settings)({
        data: (bytes) => print(decode.push(bytes).map(asLine).join(""), 0),
        lost: end,
      });
      opened
        .then(async (port) => {
          process.stderr.write(`Listening on ${port.address}; Ctrl-C ends.\n`);
          await untilStopped();
          await port.close();
          end();
        })
        .catch(fails);
    });
    return reason === undefined ? 0 : fail(`The port was lost: ${reason}`, 1);
  } catch (error) {
    return fail(`${address} cannot be opened: ${error instanceof Error ? error.message : String(error)}`, 1);
  }
}

function asLine({ raw, said }: Decoded): string {
  return `${JSON.stringify({ ...said, bytes: raw.length, raw: Buffer.from(raw).toString("latin1") })}\n`;
}

function print(text: string, code: number): number {
  process.stdout.write(text);
  return code;
}

function fail(text: string, code = 2): number {
  process.stderr.write(text.endsWith("\n") ? text : `${text}\n`);
  return code;
}
