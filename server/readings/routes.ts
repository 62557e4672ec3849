import { serve, type Served } from "../platform/serve.ts";
import { assignFromTray, listTray, undoReading } from "./assign-from-tray.ts";
import { closeClaim, openClaim } from "./claim-reading.ts";
import { gatewayConfiguration, reportLive } from "./configure-gateway.ts";
import { connectInstrument, showConnection, watchInstrument } from "./connect-instrument.ts";
import * as conditions from "./conditions-contract.ts";
import { showConditions } from "./show-conditions.ts";
import {
  listRoomReadings,
  recordRoom,
  useMaterial,
  useRoomReading,
  withdrawMaterialUse,
  withdrawRoomUse,
} from "./use-conditions.ts";
import * as contract from "./contract.ts";
import * as gateways from "./gateway-contract.ts";
import { addGateway, enrolGateway, renewGatewayCode, revokeGateway } from "./gateway-keys.ts";
import { listGateways, reportBytes, reportHealth } from "./gateway-health.ts";
import { listDrivers, tryDrivers } from "./try-drivers.ts";
import * as mapping from "./mapping-contract.ts";
import * as imports from "./import-contract.ts";
import { importInstruments, importTemplate, previewInstruments } from "./import-instruments.ts";
import { keepResultFile, previewResultFile } from "./result-files.ts";
import { listMappings, setMappings } from "./result-mappings.ts";
import { bindVessel, enterManualReading } from "./enter-manual-reading.ts";
import { scanUnit } from "./scan-unit.ts";
import { setSampleUnits } from "./set-sample-units.ts";
import { takeReadings } from "./take-readings.ts";

export const readings: Served[] = [
  serve(contract.gatewayConfiguration, gatewayConfiguration),
  serve(contract.takeReadings, takeReadings),
  serve(contract.reportLive, reportLive),
  serve(gateways.enrolGateway, enrolGateway),
  serve(gateways.reportHealth, reportHealth),
  serve(gateways.reportBytes, reportBytes),
  serve(gateways.listGateways, listGateways),
  serve(gateways.addGateway, addGateway),
  serve(gateways.renewGatewayCode, renewGatewayCode),
  serve(gateways.revokeGateway, revokeGateway),
  serve(gateways.showConnection, showConnection),
  serve(gateways.connectInstrument, connectInstrument),
  serve(gateways.watchInstrument, watchInstrument),
  serve(gateways.listDrivers, listDrivers),
  serve(gateways.tryDrivers, tryDrivers),
  serve(imports.previewInstruments, previewInstruments),
  serve(imports.importInstruments, importInstruments),
  serve(imports.importTemplate, importTemplate),
  serve(mapping.listMappings, listMappings),
  serve(mapping.setMappings, setMappings),
  serve(mapping.previewResultFile, previewResultFile),
  serve(mapping.keepResultFile, keepResultFile),
  serve(conditions.showConditions, showConditions),
  serve(conditions.useMaterial, useMaterial),
  serve(conditions.withdrawMaterialUse, withdrawMaterialUse),
  serve(conditions.listRoomReadings, listRoomReadings),
  serve(conditions.recordRoom, recordRoom),
  serve(conditions.useRoomReading, useRoomReading),
  serve(conditions.withdrawRoomUse, withdrawRoomUse),
  serve(contract.openClaim, openClaim),
  serve(contract.closeClaim, closeClaim),
  serve(contract.bindVessel, bindVessel),
  serve(contract.listTray, (ctx) => listTray(ctx)),
  serve(contract.assignFromTray, assignFromTray),
  serve(contract.undoReading, undoReading),
  serve(contract.enterManualReading, enterManualReading),
  serve(contract.setSampleUnits, setSampleUnits),
  serve(contract.scanUnit, scanUnit),
];
