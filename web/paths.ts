/** Every link of the web. Nothing else writes an address. A `:name` stays as it is, for the route table. */
export const paths = {
  today: () => "/",
  orders: () => "/orders",
  newOrder: () => "/orders/new",
  order: (number: string) => `/orders/${part(number)}`,
  samples: () => "/samples",
  sample: (number: string) => `/samples/${part(number)}`,
  work: () => "/work",
  benches: () => "/bench",
  benchOf: (sampleNumber: string) => `/bench?sample=${encodeURIComponent(sampleNumber)}`,
  bench: (taskId: string) => `/bench/${part(taskId)}`,
  waiting: () => "/waiting",
  desk: (sampleNumber: string) => `/desk/${part(sampleNumber)}`,
  result: (id: string) => `/results/${part(id)}`,
  certificates: () => "/certificates",
  certificate: (number: string) => `/certificates/${part(number)}`,
  instruments: () => "/instruments",
  instrument: (number: string) => `/instruments/${part(number)}`,
  plan: () => "/verification-plan",
  impact: (verificationId: string) => `/impact/${part(verificationId)}`,
  gateways: () => "/gateways",
  limits: () => "/limits",
  pcr: () => "/pcr",
  pcrRun: (id: string) => `/pcr/${part(id)}`,
  judging: () => "/judging",
  compare: () => "/limits/compare",
  editions: () => "/editions",
  edition: (id: string) => `/editions/${part(id)}`,
  methods: () => "/methods",
  people: () => "/people",
  verify: () => "/verify",
  portal: () => "/portal",
  account: () => "/account",
};

function part(value: string): string {
  return /^:\w+$/.test(value) ? value : encodeURIComponent(value);
}
