import * as metrology from "../metrology/contract.ts";
import { serve, type Served } from "../platform/serve.ts";
import { badgesPdf, giveBadges, listBadges } from "./badges.ts";
import * as contract from "./contract.ts";
import { addPlace, changePlace } from "./keep-places.ts";
import { showPhoto, uploadPhoto } from "./keep-photo.ts";
import { handBackContainer, handOutContainer, useUpContainer } from "./move-container.ts";
import { placeLabels } from "./place-labels.ts";
import { putAway } from "./put-away.ts";
import { showContainer } from "./show-container.ts";
import { listPlaces, listStored, listUnplaced, showPlace } from "./show-places.ts";
import { splitContainer } from "./split-container.ts";
import { disposalPdf, listDisposals, prepareDisposal, withdrawDisposal, witnessDisposal } from "./dispose-retained.ts";
import { placeHold, releaseHold } from "./keep-holds.ts";
import * as retention from "./retention-contract.ts";
import { listRetained, showHolds } from "./show-retention.ts";
import { listTransfers, manifestPdf, showTransfer } from "./show-transfers.ts";
import * as transfer from "./transfer-contract.ts";
import { closeTransfer, recallTransfer, receiveContainer, sendTransfer, transferTargets } from "./transfers.ts";
import * as storage from "./storage-contract.ts";
import { listDesigns, previewDesign, removeDesign, saveDesign } from "./keep-designs.ts";
import * as labels from "./label-contract.ts";
import { listPrinters, setPrinters } from "./printers.ts";
import { instrumentLabel, labelPng, labelsPdf } from "./print-labels.ts";
import { listPrints, printFile, printLabels, settlePrint } from "./record-print.ts";
import { refuseSample } from "./refuse-sample.ts";
import { listSamples } from "./list-samples.ts";
import { showSample } from "./show-sample.ts";

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
  serve(labels.listDesigns, listDesigns),
  serve(labels.saveDesign, saveDesign),
  serve(labels.removeDesign, removeDesign),
  serve(labels.previewDesign, previewDesign),
  serve(labels.printLabels, printLabels),
  serve(labels.listPrints, listPrints),
  serve(labels.settlePrint, settlePrint),
  serve(labels.printFile, printFile),
  serve(metrology.instrumentLabel, instrumentLabel),
  serve(contract.handOutContainer, handOutContainer),
  serve(contract.handBackContainer, handBackContainer),
  serve(contract.splitContainer, splitContainer),
  serve(contract.useUpContainer, useUpContainer),
  serve(contract.showContainer, showContainer),
  serve(contract.listBadges, listBadges),
  serve(contract.giveBadges, giveBadges),
  serve(contract.badgesPdf, badgesPdf),
  serve(storage.listPlaces, listPlaces),
  serve(storage.listUnplaced, listUnplaced),
  serve(storage.listStored, listStored),
  serve(storage.addPlace, addPlace),
  serve(storage.showPlace, showPlace),
  serve(storage.changePlace, changePlace),
  serve(storage.putAway, putAway),
  serve(storage.placeLabels, placeLabels),
  serve(transfer.listTransfers, listTransfers),
  serve(transfer.transferTargets, transferTargets),
  serve(transfer.sendTransfer, sendTransfer),
  serve(transfer.showTransfer, showTransfer),
  serve(transfer.receiveContainer, receiveContainer),
  serve(transfer.closeTransfer, closeTransfer),
  serve(transfer.recallTransfer, recallTransfer),
  serve(transfer.manifestPdf, manifestPdf),
  serve(retention.listRetained, listRetained),
  serve(retention.showHolds, showHolds),
  serve(retention.placeHold, placeHold),
  serve(retention.releaseHold, releaseHold),
  serve(retention.listDisposals, listDisposals),
  serve(retention.prepareDisposal, prepareDisposal),
  serve(retention.witnessDisposal, witnessDisposal),
  serve(retention.withdrawDisposal, withdrawDisposal),
  serve(retention.disposalPdf, disposalPdf),
];
