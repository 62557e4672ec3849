// The results table a real-time PCR instrument exports: a head of settings, then one line a well and target. Software
// differs in separator and in the names of its columns; what a line means is the same everywhere.
import { internalTarget } from "../../catalogue/rules/pcr-rule.ts";

export type PcrRole = "sample" | "blank" | "negative" | "positive";

/** One line as the table says it; the sample stays as it was written until somebody looks it up. */
export type TableWell = {
  position: string;
  target: string;
  role: PcrRole;
  sample: string | null;
  ct: string | null;
  hasCurve: boolean;
};
export type ReadTable = { wells: TableWell[]; unread: { line: number; text: string; because: string }[] };

const columns = {
  position: ["well position", "position", "pos", "孔位", "反应孔", "位置"],
  well: ["well", "孔", "孔号"],
  sample: ["sample name", "sample", "sample id", "样品名称", "样品编号", "样品", "样本名称", "样本"],
  target: ["target name", "target", "detector name", "detector", "gene", "目标", "靶标", "靶基因", "检测项目", "项目"],
  task: ["task", "content", "sample type", "type", "role", "类型", "样品类型", "任务"],
  ct: ["ct", "cт", "cq", "cp", "ct值", "cq值"],
  curve: ["curve", "amp status", "amplification", "曲线", "典型曲线", "扩增状态"],
} as const;
type Column = keyof typeof columns;

/** Reads an exported table, comma, semicolon or tab separated; lines that say no well are told apart from lines that cannot be read. */
export function readPcrTable(text: string): ReadTable {
  return readPcrRows(rowsOf(text));
}

/** The same from cells, as a workbook gives them. */
export function readPcrRows(rows: readonly (readonly string[])[]): ReadTable {
  const wells: TableWell[] = [];
  const unread: ReadTable["unread"] = [];
  let head: Map<Column, number> | null = null;
  for (const [index, cells] of rows.entries()) {
    const found = headOf(cells);
    if (found) head = found;
    else if (head && cells.some((cell) => cell.trim() !== "")) {
      const read = wellOf(head, cells);
      if (typeof read === "string") {
        if (read !== "empty")
          unread.push({ line: index + 1, text: cells.join(" ").trim().slice(0, 120), because: read });
      } else wells.push(read);
    }
  }
  return { wells, unread };
}

/** `a1`, `A01`, `A 1` are A1; the 97th is none. */
export function plainPosition(text: string): string | null {
  const found = /^([A-H])\s*0?(\d{1,2})$/.exec(text.normalize("NFKC").trim().toUpperCase());
  const column = Number.parseInt(found?.[2] ?? "", 10);
  return found && column >= 1 && column <= 12 ? `${found[1]}${column}` : null;
}

/** The internal control under any of its usual names; anything else stays as it was written. */
export function plainTarget(text: string): string {
  const said = text.trim();
  return /^(internal( control)?|ipc|iac|内标|内参|内源|内部对照|18s(\s*rrna)?)$/i.test(said) ? internalTarget : said;
}

/** A target names an item when it is its name, or the animal alone: 猪 for 猪源性成分. */
export function isTargetOf(target: string, item: string): boolean {
  const said = target.trim();
  return said === item || `${said}源性成分` === item || `${said}源性` === item.replace(/成分$/, "");
}

function headOf(cells: readonly string[]): Map<Column, number> | null {
  const at = new Map<Column, number>();
  for (const [index, cell] of cells.entries()) {
    const name = cell
      .replace(/^\uFEFF/, "")
      .replace(/\s+/g, " ")
      .trim()
      .toLowerCase();
    for (const key of Object.keys(columns) as Column[])
      if ((columns[key] as readonly string[]).includes(name) && !at.has(key)) at.set(key, index);
  }
  return (at.has("well") || at.has("position")) && at.has("ct") ? at : null;
}

function wellOf(head: Map<Column, number>, cells: readonly string[]): TableWell | string {
  const of = (key: Column) => (cells[head.get(key) ?? -1] ?? "").trim();
  const position = plainPosition(of("position") || of("well")) ?? byOrdinal(of("well"));
  if (position === null) return "position";
  const sample = of("sample");
  const target = plainTarget(of("target"));
  const given = of("ct");
  if (sample === "" && target === "" && given === "") return "empty";
  if (target === "") return "target";
  const ct = ctOf(given);
  if (ct === undefined) return "ct";
  const role = roleOf(of("task"), sample);
  if (role === null) return "role";
  if (role === "sample" && sample === "") return "sample";
  return {
    position,
    target,
    role,
    sample: role === "sample" ? sample : null,
    ct,
    hasCurve: ct !== null && !saysNoCurve(of("curve")),
  };
}

/** Undetermined is a result, an empty cell is one too; what is neither a figure nor a word for none is not read. */
function ctOf(text: string): string | null | undefined {
  if (/^(|undetermined|undet\.?|n\/?a|nan|no ?ct|no ?cq|none|-+|—|–|无|未检出)$/i.test(text)) return null;
  const figure = text.replace(",", ".");
  return /^[1-9]\d?(\.\d{1,30})?$/.test(figure) ? figure : undefined;
}

/** By the instrument's word for the well, else by the name somebody gave it. */
function roleOf(task: string, sample: string): PcrRole | null {
  const said = task.trim().toLowerCase();
  if (/^(ntc|blank|no template control|空白|空白对照)$/.test(said)) return byName(sample) ?? "blank";
  if (/^(negative|neg|nc|negative control|neg ctrl|阴性|阴性对照)$/.test(said)) return "negative";
  if (/^(positive|pos|pc|positive control|pos ctrl|阳性|阳性对照)$/.test(said)) return "positive";
  if (/^(standard|std|标准品|标准)/.test(said)) return null; // a qualitative method has no standard curve
  return byName(sample) ?? "sample";
}

function byName(sample: string): PcrRole | null {
  const said = sample.trim().toLowerCase();
  if (/^(ntc|blank|空白|空白对照)([-_ ]?\d+)?$/.test(said)) return "blank";
  if (/^(nc|neg|negative|阴性|阴性对照)([-_ ]?\d+)?$/.test(said)) return "negative";
  if (/^(pc|pos|positive|阳性|阳性对照)([-_ ]?\d+)?$/.test(said)) return "positive";
  return null;
}

function saysNoCurve(text: string): boolean {
  return /^(no|no amp|n|false|0|none|无|否|不典型|atypical|inconclusive)$/i.test(text.trim());
}

/** Wells counted along the rows, 1 to 96. */
function byOrdinal(text: string): string | null {
  if (!/^\d{1,2}$/.test(text)) return null;
  const n = Number.parseInt(text, 10) - 1;
  return n >= 0 && n < 96 ? `${"ABCDEFGH"[Math.floor(n / 12)]}${(n % 12) + 1}` : null;
}

/** The separator is the one that the line of column names has most of. */
function rowsOf(text: string): string[][] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const heads = lines.map((line) => ["\t", ",", ";"].map((by) => ({ by, cells: splitLine(line, by) })));
  const best = heads.flat().find(({ cells }) => headOf(cells));
  const by = best?.by ?? "\t";
  return lines.map((line) => splitLine(line, by));
}

function splitLine(line: string, by: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let i = 0; i < line.length; i++) {
    const c = line[i] ?? "";
    if (isQuoted && c === '"' && line[i + 1] === '"') {
      cell += '"';
      i++;
    } else if (c === '"' && (isQuoted || cell === "")) isQuoted = !isQuoted;
    else if (c === by && !isQuoted) {
      cells.push(cell);
      cell = "";
    } else cell += c;
  }
  return [...cells, cell];
}
