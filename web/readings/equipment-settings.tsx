import { Input } from "antd";
import type { EquipmentSettings } from "../../server/results/equipment-contract.ts";
import { useWords } from "../words.ts";
import { equipmentWords } from "./equipment-words.ts";

export type SettingsTyped = Record<"temperature" | "hours" | "minutes" | "rpm" | "volume" | "note", string>;
export const noSettings: SettingsTyped = { temperature: "", hours: "", minutes: "", rpm: "", volume: "", note: "" };

const asked: Readonly<Record<string, readonly (keyof SettingsTyped)[]>> = {
  centrifuge: ["rpm", "minutes", "temperature", "note"],
  pipette: ["volume", "note"],
  other: ["temperature", "hours", "minutes", "rpm", "volume", "note"],
};
const heated = ["temperature", "hours", "minutes", "note"] as const;
const units: Partial<Record<keyof SettingsTyped, string>> = {
  temperature: "℃",
  rpm: "r/min",
  volume: "µL",
  hours: "h",
  minutes: "min",
};

/** What this kind of equipment is usually set to, to begin with. */
export function usualSettings(kind: string): SettingsTyped {
  if (kind === "oven") return { ...noSettings, temperature: "103", hours: "1" };
  if (kind === "incubator") return { ...noSettings, temperature: "36", hours: "48" };
  if (kind === "furnace") return { ...noSettings, temperature: "550", hours: "4" };
  if (kind === "centrifuge") return { ...noSettings, rpm: "4000", minutes: "10" };
  return noSettings;
}

/** What was typed as the server takes it; null where a figure cannot be read or nothing was said. */
export function readSettings(kind: string, typed: SettingsTyped): EquipmentSettings | null {
  const of = (field: keyof SettingsTyped) => (fieldsOf(kind).includes(field) ? typed[field].trim() : "");
  const decimal = /^-?\d+(\.\d+)?$/;
  if ([of("temperature"), of("volume")].some((text) => text !== "" && !decimal.test(text))) return null;
  if (["hours", "minutes", "rpm"].some((field) => !/^\d*$/.test(of(field as keyof SettingsTyped)))) return null;
  const minutes = Number(of("hours") || 0) * 60 + Number(of("minutes") || 0);
  const said = {
    ...(of("temperature") ? { temperature: of("temperature") } : {}),
    ...(minutes > 0 ? { minutes } : {}),
    ...(of("rpm") ? { rpm: Number(of("rpm")) } : {}),
    ...(of("volume") ? { volume: of("volume") } : {}),
    ...(of("note") ? { note: of("note") } : {}),
  };
  return Object.keys(said).length === 0 ? null : said;
}

const fieldsOf = (kind: string) => asked[kind] ?? heated;

/** The settings that this kind of equipment has. */
export function SettingsFields(props: {
  kind: string;
  typed: SettingsTyped;
  onChange: (typed: SettingsTyped) => void;
}) {
  const t = useWords(equipmentWords);
  const { kind, typed, onChange } = props;
  return (
    <div className="setting-fields">
      {fieldsOf(kind).map((field) => (
        <label key={field} className={field === "note" ? "field setting-note" : "field"}>
          <span>{t[field]}</span>
          <Input
            inputMode={field === "note" ? "text" : "decimal"}
            value={typed[field]}
            maxLength={field === "note" ? 100 : 8}
            placeholder={field === "note" ? t.noteHint : ""}
            suffix={<span className="quiet">{units[field]}</span>}
            onChange={({ target }) =>
              onChange({ ...typed, [field]: field === "note" ? target.value : target.value.normalize("NFKC").trim() })
            }
          />
        </label>
      ))}
    </div>
  );
}
