import * as metrology from "../metrology/contract.ts";
import { serve, type Served } from "../platform/serve.ts";
import * as contract from "./contract.ts";
import { showPhoto, uploadPhoto } from "./keep-photo.ts";
import { handBackContainer, handOutContainer } from "./move-container.ts";
import { listPrinters, printLabels, setPrinters } from "./printers.ts";
import { instrumentLabel, labelPng, labelsPdf } from "./print-labels.ts";
import { refuseSample } from "./refuse-sample.ts";
import { listSamples, showSample } from "./show-sample.ts";

export const samples: Served[] = [
  serve(contract.listSamples, listSamples),
  serve(contract.showSample, showSample),
  serve(contract.refuseSample, refuseSample),
  serve(contract.uploadPhoto, uploadPhoto),
  serve(contract.showPhoto, showPhoto),
  serve(contract.labelsPdf, labelsPdf),
  serve(contract.labelPng, labelPng),
  serve(contract.listPrinters, listPrinters),
  serve(contract.showPrinters, listPrinters),
  serve(contract.setPrinters, setPrinters),
  serve(contract.printLabels, printLabels),
  serve(metrology.instrumentLabel, instrumentLabel),
  serve(contract.handOutContainer, handOutContainer),
  serve(contract.handBackContainer, handBackContainer),
];
