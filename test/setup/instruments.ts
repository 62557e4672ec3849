import { toDay } from "../../server/kernel/time.ts";
import type { InstrumentView } from "../../server/metrology/contract.ts";
import type { Answer, Client, Lab } from "./lab.ts";
import { told } from "./story.ts";

export type Register = {
  metrologist: Client;
  today: () => string;
  /** Records a calibration of today, or what is said otherwise. */
  certify: (number: string, more?: Record<string, unknown>) => Promise<Answer>;
  /** A balance that nobody has used. */
  register: (more?: Record<string, unknown>) => Promise<InstrumentView>;
  /** A number that was not used before in this register. */
  fresh: () => number;
};

/** The register of instruments in the hands of the metrologist. */
export async function openRegister(lab: Lab): Promise<Register> {
  const metrologist = await lab.as("demo-metrologist");
  let sheet = 0;
  const fresh = () => ++sheet;
  const today = () => toDay(lab.clock.now());
  return {
    metrologist,
    today,
    fresh,
    certify: (number, more = {}) =>
      metrologist.post(`/api/instruments/${number}/verifications`, {
        kind: "calibration",
        on: today(),
        certificateNumber: `校字第 ${fresh()} 号`,
        agency: "示范州计量检定测试所",
        conclusion: "fit",
        ...more,
      }),
    register: async (more = {}) =>
      told<InstrumentView>(
        await metrologist.post("/api/instruments", {
          name: "电子天平",
          kind: "balance",
          model: "X-2",
          maker: "示范仪器厂",
          serialNumber: `R-${fresh()}`,
          range: "0 g～200 g",
          category: "other",
          place: "天平间",
          periodMonths: 12,
          ...more,
        }),
      ),
  };
}
