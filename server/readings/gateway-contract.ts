// Gateways (the computers at the benches) and what they are told to read.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { instant } from "../kernel/time.ts";
import { PortSettings } from "./contract.ts";

const words = z.string().trim().min(1).max(200);
const gatewayId = z.object({ gatewayId: z.uuid() });
const Code = z.object({ id: z.uuid(), name: z.string(), code: z.string(), codeUntil: z.string() });

export const addGateway = endpoint({
  method: "POST",
  path: "/api/gateways",
  right: "gateways.change",
  summary: "Add a gateway; it enrols with a one-time code / 登记网关",
  body: z.object({ name: words }),
  reply: Code,
});

export const renewGatewayCode = endpoint({
  method: "POST",
  path: "/api/gateways/:gatewayId/code",
  right: "gateways.change",
  summary: "A new one-time code, for a computer that was replaced / 重新生成登记码",
  params: gatewayId,
  reply: Code,
});

export const revokeGateway = endpoint({
  method: "POST",
  path: "/api/gateways/:gatewayId/revoke",
  right: "gateways.change",
  summary: "Take a gateway's key away / 吊销网关密钥",
  params: gatewayId,
  body: z.object({ reason: z.string().trim().min(2).max(300) }),
});

export const enrolGateway = endpoint({
  method: "POST",
  path: "/api/gateway/enrol",
  right: "public",
  summary: "Give a one-time code for a key of one's own / 网关登记",
  body: z.object({ code: z.string().trim().min(6).max(40) }),
  reply: z.object({ gatewayName: z.string(), key: z.string() }),
});

/** What a gateway tells of itself. */
export const GatewayHealth = z.object({
  version: z.string().max(40),
  startedAt: instant,
  waiting: z.int().nonnegative(), // readings that the server does not have yet
  diskFree: z.int().nonnegative().nullable(), // bytes
  trouble: z.string().max(300).nullable(), // why nothing can be kept
  journalBytes: z.int().nonnegative(),
  ports: z
    .array(
      z.object({
        number: z.string().max(40),
        state: z.enum(["idle", "open", "lost"]),
        lastByteAt: instant.nullable(),
        lines: z.int(),
        refused: z.int(),
        bytes: z.int(),
        lost: z.int(),
      }),
    )
    .max(500),
  found: z.array(z.object({ path: z.string().max(300), about: z.string().max(200) })).max(100), // serial ports of its machine
});
export type GatewayHealth = z.output<typeof GatewayHealth>;

export const reportHealth = endpoint({
  method: "POST",
  path: "/api/gateway/health",
  right: "gateway",
  trail: "none", // what it was is not asked later; what it is stands in its row
  summary: "What a gateway tells of itself",
  body: GatewayHealth,
});

export const reportBytes = endpoint({
  method: "POST",
  path: "/api/gateway/bytes",
  right: "gateway",
  trail: "none", // for a screen that looks on; every byte is in the gateway's journal
  summary: "Bytes of an instrument that somebody sets up",
  body: z.object({
    instrumentNumber: z.string().max(40),
    hex: z
      .string()
      .regex(/^[0-9a-f]*$/)
      .max(4_000),
  }),
});

export const GatewayView = z.object({
  id: z.uuid(),
  name: z.string(),
  state: z.enum(["waiting", "working", "silent", "revoked"]),
  lastSeenAt: z.string().nullable(),
  codeUntil: z.string().nullable(),
  health: GatewayHealth.nullable(),
  instruments: z.array(z.object({ number: z.string(), name: z.string() })),
});
export type GatewayView = z.output<typeof GatewayView>;

export const listGateways = endpoint({
  method: "GET",
  path: "/api/gateways",
  right: "instruments.read",
  summary: "Gateways and how they are / 网关",
  reply: z.object({ rows: z.array(GatewayView) }),
});

const number = z.object({ number: z.string().max(40) });
const Connection = z.object({
  gatewayId: z.uuid().nullable(),
  driver: z.string().max(60),
  port: PortSettings,
  mode: z.enum(["listen", "stream"]),
  isLive: z.boolean(),
  profile: z.json().optional(),
});
export type Connection = z.output<typeof Connection>;

export const showConnection = endpoint({
  method: "GET",
  path: "/api/instruments/:number/connection",
  right: "instruments.read",
  summary: "How an instrument is connected / 仪器连接",
  params: number,
  reply: z.object({ connection: Connection.nullable() }),
});

export const connectInstrument = endpoint({
  method: "POST",
  path: "/api/instruments/:number/connection",
  right: "instruments.change",
  summary: "Connect an instrument to a gateway, or take it off / 设置仪器连接",
  params: number,
  body: z.object({ connection: Connection.nullable() }),
});

export const watchInstrument = endpoint({
  method: "POST",
  path: "/api/instruments/:number/watch",
  right: "instruments.change",
  trail: "none", // looking on changes nothing
  summary: "Let the bytes of an instrument be seen for a minute / 查看原始字节",
  params: number,
});

export const listDrivers = endpoint({
  method: "GET",
  path: "/api/drivers",
  right: "instruments.read",
  summary: "What instruments can be spoken to / 驱动列表",
  reply: z.object({ rows: z.array(z.object({ name: z.string(), speaks: z.string() })) }),
});

export const tryDrivers = endpoint({
  method: "POST",
  path: "/api/drivers/try",
  right: "instruments.change",
  trail: "none", // a trial changes nothing
  summary: "What drivers make of bytes that came / 试解析",
  body: z.object({
    bytes: z.base64().max(90_000),
    driver: z.string().max(60).optional(),
    profile: z.json().optional(),
  }),
  reply: z.object({
    rows: z.array(
      z.object({
        driver: z.string(),
        readings: z.int(),
        refused: z.int(),
        said: z.array(z.string()),
        why: z.string().nullable(),
      }),
    ),
  }),
});
