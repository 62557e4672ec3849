import { serve, type Served } from "../platform/serve.ts";
import { assignFromTray, listTray, undoReading } from "./assign-from-tray.ts";
import { closeClaim, openClaim } from "./claim-reading.ts";
import { gatewayConfiguration, reportLive } from "./configure-gateway.ts";
import * as contract from "./contract.ts";
import { bindVessel, enterManualReading } from "./enter-manual-reading.ts";
import { setSampleUnits } from "./set-sample-units.ts";
import { takeReadings } from "./take-readings.ts";

export const readings: Served[] = [
  serve(contract.gatewayConfiguration, gatewayConfiguration),
  serve(contract.takeReadings, takeReadings),
  serve(contract.reportLive, reportLive),
  serve(contract.openClaim, openClaim),
  serve(contract.closeClaim, closeClaim),
  serve(contract.bindVessel, bindVessel),
  serve(contract.listTray, listTray),
  serve(contract.assignFromTray, assignFromTray),
  serve(contract.undoReading, undoReading),
  serve(contract.enterManualReading, enterManualReading),
  serve(contract.setSampleUnits, setSampleUnits),
];
