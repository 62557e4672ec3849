import { demoEnterprises, demoProducts } from "./demo-cast.ts";

/** An order as reception would type it, with the figures its analyst reads off the instrument and how far it has come. */
export type DemoOrder = {
  until: "registered" | "assigned" | "submitted" | "certified";
  source: "commissioned" | "supervisory";
  client: string;
  sampled?: string;
  sheetNumber?: string;
  judgingBasis: string[];
  tests: { item: string; declaredLimit?: { kind: "max"; value: string; unit: string; source: string } }[];
  sample: Record<string, unknown>;
  /** Samples beside the first, each with what is other of them. */
  further?: readonly Record<string, unknown>[];
  combinesSamples?: true;
  /** An item that another laboratory tests, and what its report says. */
  subcontract?: { item: string; partner: string; report: string; text: string };
  figures?: readonly string[];
};

const jerky = demoProducts[0];
const stewed = demoProducts[1];
const pastry = demoProducts.find((p) => p.name === "核桃酥饼");
const contaminants = "GB 2762-2025《食品安全国家标准 食品中污染物限量》";
const declared = "Q/LXSF 0001S-2025";
const moisture = {
  item: "水分",
  declaredLimit: { kind: "max", value: "20", unit: "g/100 g", source: declared },
} as const;

/** The demonstration's orders as of a day, the oldest first: certified, ready for the bench, waiting for its check, just registered. */
export function demoOrders(today: string, addDays: (from: string, days: number) => string): DemoOrder[] {
  const ago = (days: number) => addDays(today, -days);
  const batchOf = (day: string) => day.replaceAll("-", "");
  const own = { producer: demoEnterprises.client.name, stateOnArrival: "包装完好", quantity: "3 袋" };
  const containers = [
    { kind: "test", quantity: "2 袋" },
    { kind: "reserve", quantity: "1 袋" },
  ];
  const ofJerky = (madeOn: string) => ({
    ...own,
    name: jerky?.name,
    category: jerky?.category,
    specification: jerky?.specification,
    gtin: jerky?.gtin,
    storage: jerky?.storage,
    batchNumber: `${batchOf(madeOn)}A`,
    productionDate: madeOn,
    shelfLife: "9 个月",
    containers,
  });
  // of August 2026, while GB 2762-2022 with its limit on the fresh basis was in force
  const underOldEdition = today > "2026-09-01" ? "2026-08-18" : ago(45);
  return [
    {
      until: "certified",
      source: "commissioned",
      client: demoEnterprises.client.name,
      judgingBasis: [contaminants],
      tests: [{ item: "铅" }],
      sample: {
        ...own,
        name: stewed?.name,
        category: stewed?.category,
        specification: stewed?.specification,
        gtin: stewed?.gtin,
        storage: stewed?.storage,
        batchNumber: `${batchOf(ago(6))}B`,
        productionDate: ago(6),
        shelfLife: "30 天",
        temperature: "4 ℃",
        containers,
      },
      figures: ["0.052", "0.055"],
    },
    {
      until: "assigned",
      source: "commissioned",
      client: demoEnterprises.client.name,
      judgingBasis: [contaminants, declared],
      tests: [moisture, { item: "铅" }],
      sample: ofJerky(ago(20)),
    },
    {
      until: "submitted",
      source: "supervisory",
      client: demoEnterprises.authority.name,
      sampled: demoEnterprises.sampled.name,
      sheetNumber: `示抽 ${today.slice(0, 4)}-0187`,
      judgingBasis: [],
      tests: [{ item: "铅" }],
      sample: {
        ...ofJerky(underOldEdition),
        name: "手撕牛肉干",
        gtin: undefined,
        producer: demoEnterprises.sampled.name,
        sampledOn: ago(1),
        samplingPlace: "成品库",
        samplers: "韩建军、陕学良",
        containers: [
          { kind: "test", quantity: "2 袋", sealNumber: "F-0187-1", isSealIntact: true },
          { kind: "reserve", quantity: "1 袋", sealNumber: "F-0187-2", isSealIntact: true },
        ],
      },
      figures: ["0.25", "0.26"],
    },
    {
      until: "registered",
      source: "commissioned",
      client: demoEnterprises.client.name,
      judgingBasis: [contaminants, declared],
      tests: [moisture, { item: "铅" }],
      sample: ofJerky(ago(12)),
    },
    {
      until: "assigned",
      source: "commissioned",
      client: demoEnterprises.client.name,
      judgingBasis: [
        "GB 2726-2016《食品安全国家标准 熟肉制品》",
        "GB 29921-2021《食品安全国家标准 预包装食品中致病菌限量》",
      ],
      tests: [{ item: "菌落总数" }, { item: "大肠菌群" }, { item: "沙门氏菌" }, { item: "感官" }],
      sample: {
        ...own,
        name: stewed?.name,
        category: stewed?.category,
        specification: stewed?.specification,
        gtin: stewed?.gtin,
        storage: stewed?.storage,
        batchNumber: `${batchOf(ago(3))}M`,
        productionDate: ago(3),
        shelfLife: "30 天",
        temperature: "3 ℃",
        quantity: "7 袋",
        containers: [
          { kind: "test", quantity: "5 袋" },
          { kind: "reserve", quantity: "2 袋" },
        ],
      },
    },
    {
      until: "assigned",
      source: "commissioned",
      client: demoEnterprises.client.name,
      judgingBasis: [
        "GB 7099-2015《食品安全国家标准 糕点、面包》",
        "GB 2760-2024《食品安全国家标准 食品添加剂使用标准》",
      ],
      tests: [
        { item: "酸价" },
        { item: "过氧化值" },
        { item: "防腐剂混合使用时各自用量占其最大使用量的比例之和" },
        { item: "铝的残留量" },
        { item: "水分" },
      ],
      sample: {
        ...own,
        name: pastry?.name,
        category: pastry?.category,
        specification: pastry?.specification,
        storage: pastry?.storage,
        producer: demoEnterprises.sampled.name,
        batchNumber: `${batchOf(ago(8))}P`,
        productionDate: ago(8),
        shelfLife: "90 天",
        containers,
      },
    },
    {
      until: "certified",
      source: "commissioned",
      client: demoEnterprises.client.name,
      combinesSamples: true,
      judgingBasis: [contaminants],
      tests: [{ item: "铅" }],
      sample: { ...ofJerky(ago(15)), name: "风干牛肉干（原味）" },
      further: [
        { name: "风干牛肉干（香辣味） لحم بقري مجفف حلال", gtin: undefined, batchNumber: `${batchOf(ago(15))}B` },
        { name: "手撕牛肉干（孜然味）", gtin: undefined, batchNumber: `${batchOf(ago(15))}C` },
      ],
      figures: ["0.064", "0.066"],
    },
    {
      until: "certified",
      source: "commissioned",
      client: demoEnterprises.client.name,
      judgingBasis: [contaminants, declared],
      tests: [{ item: "铅" }, moisture],
      subcontract: {
        item: "水分",
        partner: "示范省食品检验研究院",
        report: `SFY${today.slice(0, 4)}-0771`,
        text: "16.4",
      },
      sample: {
        ...ofJerky(ago(18)),
        containers: [
          { kind: "test", quantity: "1 袋" },
          { kind: "test", quantity: "1 袋" },
          { kind: "reserve", quantity: "1 袋" },
        ],
      },
      figures: ["0.071", "0.074"],
    },
  ];
}
