import { expect, test } from "vitest";
import { readGatewayConfig } from "../../instruments/config.ts";
import { readPortAddress } from "../../instruments/ports/port-address.ts";
import { balanceNumber } from "./bench.ts";

const right = { LIMS_SERVER: "http://127.0.0.1:8080", LIMS_GATEWAY_KEY: "secret" };

test.each([
  ["/dev/ttyUSB0", { kind: "serial", path: "/dev/ttyUSB0", baudRate: 9600, dataBits: 8, parity: "none", stopBits: 1 }],
  ["COM3@2400-7E1", { kind: "serial", path: "COM3", baudRate: 2400, dataBits: 7, parity: "even", stopBits: 1 }],
  [
    "/dev/serial/by-id/usb-A@1200-7O2",
    { kind: "serial", path: "/dev/serial/by-id/usb-A", baudRate: 1200, dataBits: 7, parity: "odd", stopBits: 2 },
  ],
  ["tcp://127.0.0.1:4001", { kind: "tcp", host: "127.0.0.1", port: 4001 }],
  ["tcp://[::1]:4001", { kind: "tcp", host: "::1", port: 4001 }],
  ["tcp://127.0.0.1", null],
  ["tcp://127.0.0.1:99999", null],
  ["", null],
])("a port written as %s is understood or refused", (text, port) => {
  expect(readPortAddress(text)).toEqual(port);
});

test("a gateway starts with a server and a key", () => {
  const read = readGatewayConfig({ ...right, LIMS_GATEWAY_PORTS: `${balanceNumber}=tcp://127.0.0.1:4001` });
  expect(read).toMatchObject({
    config: { server: right.LIMS_SERVER, ports: { [balanceNumber]: { kind: "tcp", port: 4001 } } },
  });
});

test.each([
  [{ LIMS_SERVER: undefined }, "LIMS_SERVER"],
  [{ LIMS_SERVER: "somewhere" }, "LIMS_SERVER"],
  [{ LIMS_GATEWAY_KEY: "" }, "LIMS_GATEWAY_KEY"],
  [{ LIMS_GATEWAY_KYE: "x" }, "LIMS_GATEWAY_KYE"],
  [{ LIMS_GATEWAY_PORTS: "balance=COM3" }, "LIMS_GATEWAY_PORTS"],
  [{ LIMS_GATEWAY_KEEP_DAYS: "a week" }, "LIMS_GATEWAY_KEEP_DAYS"],
])("a wrong setting is named: %o", (wrong, name) => {
  const read = readGatewayConfig({ ...right, ...wrong });
  expect("wrong" in read && read.wrong.join(" ")).toContain(name);
});
