import type { Driver } from "../drivers/driver.ts";
import { astmFrame } from "../framing/astm-units.ts";
import { olympusCheck } from "../drivers/olympus.ts";

/** A figure as a simulated instrument shows it: four decimals for a balance, two for a meter. */
export type Shown = { grams: string; n: number; isStable: boolean };
type Speak = (shown: Shown) => string | Uint8Array;

const right = (text: string, width: number) => text.padStart(width);
const g2 = (grams: string) => Number(grams).toFixed(2);

/** What an instrument of this driver sends when its print key is pressed, or every so often. */
export const speakers: Readonly<Record<string, Speak>> = {
  "sartorius-sbi": ({ grams, isStable }) => `N     +${right(grams, 9)} ${isStable ? "g  " : "   "}\r\n`,
  and: ({ grams, isStable }) => `${isStable ? "ST" : "US"},+${g2(grams).padStart(8, "0")}  g\r\n`,
  ohaus: ({ grams, isStable }) => `${right(g2(grams), 11)} g${isStable ? "" : " ?"}\r\n`,
  "kern-remote": ({ grams, isStable }) => `  ${right(g2(grams), 10)} ${isStable ? "g  " : "   "}\r\n`,
  adam: ({ grams, n }) => `GROSS ${right(g2(grams), 8)} g \r\nNo. ${right(String(n).padStart(2, "0"), 10)}\r\n`,
  radwag: ({ grams, isStable }) => `S  ${isStable ? " " : "?"}  ${right(g2(grams), 9)} g  \r\n`,
  shimadzu: ({ grams, isStable }) => `${isStable ? "S" : "U"} ${right(g2(grams), 8)}g \r`,
  cas: ({ grams, isStable }) => `${isStable ? "ST" : "US"},GS,+${right(Number(grams).toFixed(3), 7)}KG\r\n`,
  "us-solid": ({ grams }) => `+${right(Number(grams).toFixed(3), 9)}g  \r\n`,
  steinberg: ({ grams, isStable }) => `S${isStable ? " " : "D"}${right(g2(grams), 10)} g \r\n`,
  line: ({ grams }) => ` ${g2(grams)} g\r\n`,
  orion: ({ grams, n }) => {
    const figures = `pH,${(4 + (Number(grams) % 6)).toFixed(2)},pH,111.2, mV,25.0,C,99.1,%,M100,#${n}`;
    return `GETMEAS         \r\n\r\n\rA215 pH,SIM1,3.04,SIM,24/11/26 09:30:40,---,CH-1,${figures}\n\r\r>`;
  },
  consort: ({ grams, n }) =>
    `${String(n).padStart(4, "0")}\t${(4 + (Number(grams) % 6)).toFixed(2)}\tpH\t23.7\t1\t13:19:57\t24/11/26\r\n`,
  metrohm: ({ grams }) => `EP1 ${g2(grams)} mL\r\nR1 ${g2(grams)} %\r\n\r\n\r\n`,
  "astm-records": (shown) => recordsOf(shown).join(""),
  contour: () =>
    Buffer.concat([
      Buffer.from([4]),
      astmFrame(1, "H|\\^&||SIM|Bayer7390^01.24|A=1|1714||||||1|202611240910\r", false),
      Buffer.from([5]),
    ]),
  spotchem: ({ grams, n }) =>
    `\u000226/11/24 09:08 ID# ${`SIM${n}`.padEnd(10)} [B. Plasma] ${`Na${right(g2(grams), 10)}`}  mmol/L             \u0003\n`,
  olympus: ({ grams }) => {
    const text = Buffer.concat([Buffer.from(`D 010 ${g2(grams)}`), Buffer.from([3])]);
    return Buffer.concat([Buffer.from([2]), text, Buffer.from([olympusCheck(text)])]);
  },
  barcode: ({ n }) => `]C1SIM${String(n).padStart(6, "0")}\r`,
};

/** The records of an analyser's message, each with its end. */
export function recordsOf({ grams, n }: Shown): string[] {
  return [
    "H|\\^&|||SIMULATOR^1.0|||||||P|1|20261124101112\r",
    `O|1|SIM${n}||^^^SO2\r`,
    `R|1|^^^SO2|${g2(grams)}|mg/kg||||F||||20261124101110\r`,
    "L|1|N\r",
  ];
}

/** What an HL7 reader sends. */
export function hl7Message({ grams, n }: Shown): string {
  return `MSH|^~\\&|SIM|LAB|||20261124091000||ORU^R01|SIM-${n}|P|2.3.1\rOBR|1|SIM${n}\rOBX|1|NM|OD^Density||${g2(grams)}|AU|||||F\r`;
}

/** What an instrument's program writes into its folder: the name and the text of a file. */
export const fileWriters: Readonly<Record<string, (shown: Shown) => { name: string; text: string }>> = {
  csv: ({ grams, n }) => ({
    name: `run-${n}.csv`,
    text: `Sample ID,Compound,Conc,Unit\r\nSIM${n},sorbic acid,${g2(grams)},mg/kg\r\nSIM${n},benzoic acid,ND,mg/kg\r\n`,
  }),
  multiskan: ({ grams, n }) => ({
    name: `plate-${n}.csv`,
    text: `WellPosition;SampleID;Abs;TestCode\r\nA1;SIM${n};${(Number(grams) % 3).toFixed(3)};FZD\r\n`,
  }),
  quantstudio: ({ grams, n }) => ({
    name: `pcr-${n}.csv`,
    text: `Block Type,96-Well Block\r\n\r\nWell,Well Position,Sample Name,Target Name,Task,CT\r\n1,A1,SIM${n},pork,UNKNOWN,${(18 + (Number(grams) % 20)).toFixed(3)}\r\n2,A2,NTC,pork,NTC,Undetermined\r\n`,
  }),
  genexpert: ({ grams, n }) => ({
    name: `gx-${n}.csv`,
    text: `GeneXpert Dx System Export File\nExport Date,2026-11-24\n\nRESULT TABLE\nSample ID,SIM${n}\nAssay,Noro\nTest Type,GI\nTest Result,${g2(grams)} copies/mL\n`,
  }),
};

/** The question at which an instrument of this driver shows what it has. */
export function isQuestion(driver: Driver, heard: string): boolean {
  const question = driver.asks?.now.say;
  return question !== undefined && heard.includes(question.trim() === "" ? question : question.trim());
}
