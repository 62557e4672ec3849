import { serve, type Served } from "../platform/serve.ts";
import { approveBatch, cancelBatch, showBatch } from "./approve-batch.ts";
import { approveSample } from "./approve-sample.ts";
import { amendCertificate } from "./amend-certificate.ts";
import { questionCertificate, restoreCertificate, revokeCertificate, voidCertificate } from "./change-state.ts";
import { certificateSchema, checkCertificate, checkFile, rootCertificate } from "./check-certificate.ts";
import * as contract from "./contract.ts";
import { answerObjection, raiseObjection } from "./objections.ts";
import * as form from "./form-contract.ts";
import { confirmPicture, endPicture, setForm, showForm, showPicture, uploadPicture } from "./keep-form.ts";
import { recordDispatch, recordReturn } from "./dispatch-certificate.ts";
import { showGate } from "./gate.ts";
import { endMySignature, showMySignature, showMySignaturePicture, uploadMySignature } from "./my-signature.ts";
import * as keys from "./key-contract.ts";
import { ratesPdf, roundPdf } from "./instrument-papers.ts";
import { verificationRatesPdf } from "../metrology/rates-contract.ts";
import * as rounds from "../metrology/rounds-contract.ts";
import * as life from "./life-contract.ts";
import * as impact from "../results/impact-contract.ts";
import { rawRecord } from "./raw-record.ts";
import { showImpact, signImpact } from "./recall.ts";
import { traceCertificate } from "./trace-certificate.ts";
import { showSigningKeys } from "./show-keys.ts";
import { showArchive, showLife } from "./show-life.ts";
import { certificatePdf, listCertificates, showCertificate } from "./show-certificate.ts";
import { setResultColumns, showResultColumns, supervisoryResultsXlsx } from "./export-supervisory.ts";
import * as papers from "./papers-contract.ts";
import { agreementPdf } from "./papers/agreement.ts";
import { refusalLetterPdf } from "./papers/refusal-letter.ts";
import { samplingSheetPdf } from "./papers/sampling-sheet.ts";

export const certificates: Served[] = [
  serve(papers.supervisoryResultsXlsx, supervisoryResultsXlsx),
  serve(papers.showResultColumns, showResultColumns),
  serve(papers.setResultColumns, setResultColumns),
  serve(papers.agreementPdf, agreementPdf),
  serve(papers.samplingSheetPdf, samplingSheetPdf),
  serve(papers.refusalLetterPdf, refusalLetterPdf),
  serve(contract.approveSample, approveSample),
  serve(contract.approveBatch, approveBatch),
  serve(contract.showBatch, showBatch),
  serve(contract.cancelBatch, cancelBatch),
  serve(contract.listCertificates, listCertificates),
  serve(contract.showCertificate, showCertificate),
  serve(contract.certificatePdf, certificatePdf),
  serve(contract.checkCertificate, checkCertificate),
  serve(contract.rootCertificate, rootCertificate),
  serve(keys.showSigningKeys, showSigningKeys),
  serve(form.showForm, showForm),
  serve(form.setForm, setForm),
  serve(form.uploadPicture, uploadPicture),
  serve(form.showPicture, showPicture),
  serve(form.confirmPicture, confirmPicture),
  serve(form.endPicture, endPicture),
  serve(form.showMySignature, showMySignature),
  serve(form.uploadMySignature, uploadMySignature),
  serve(form.showMySignaturePicture, showMySignaturePicture),
  serve(form.endMySignature, endMySignature),
  serve(life.showGate, showGate),
  serve(life.rawRecord, rawRecord),
  serve(rounds.roundPdf, roundPdf),
  serve(verificationRatesPdf, ratesPdf),
  serve(life.showLife, showLife),
  serve(life.questionCertificate, questionCertificate),
  serve(life.restoreCertificate, restoreCertificate),
  serve(life.revokeCertificate, revokeCertificate),
  serve(life.amendCertificate, amendCertificate),
  serve(life.voidCertificate, voidCertificate),
  serve(life.recordDispatch, recordDispatch),
  serve(life.recordReturn, recordReturn),
  serve(impact.showImpact, showImpact),
  serve(impact.signImpact, signImpact),
  serve(impact.traceCertificate, traceCertificate),
  serve(life.raiseObjection, raiseObjection),
  serve(life.answerObjection, answerObjection),
  serve(life.showArchive, showArchive),
  serve(life.checkFile, checkFile),
  serve(contract.certificateSchema, certificateSchema),
];
