// 报告格式: what a laboratory's certificates look like besides their figures: title, marks, seal, sentences.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { signature } from "../people/contract.ts";

export const pictureKinds = ["seal", "logo", "cma", "catl"] as const;
export const mostPictureBytes = 2 * 1024 * 1024;

const note = z.string().trim().max(1200);

export const CertificateForm = z.object({
  title: z.string().trim().min(2).max(20),
  /** 12 digits with their prefix, as the certificate says. */
  cmaNumber: z.string().trim().max(40).nullable(),
  catlNumber: z.string().trim().max(60).nullable(),
  hasPagingSeal: z.boolean(),
  hasSamplePhoto: z.boolean(),
  notes: z.array(z.object({ zh: note.min(1), en: note })).max(15),
});
export type CertificateForm = z.output<typeof CertificateForm>;

export const PictureRow = z.object({
  id: z.uuid(),
  /** `signature`: the uploader's own. */
  kind: z.enum([...pictureKinds, "signature"]),
  uploadedBy: z.string(),
  uploadedAt: z.iso.datetime(),
  confirmedBy: z.string().nullable(),
  confirmedAt: z.iso.datetime().nullable(),
});
export type PictureRow = z.output<typeof PictureRow>;

export const showForm = endpoint({
  method: "GET",
  path: "/api/certificate-form",
  right: "certificates.read",
  summary: "The form of the laboratory's certificates / 报告格式",
  reply: z.object({ form: CertificateForm, pictures: z.array(PictureRow) }),
});

export const setForm = endpoint({
  method: "POST",
  path: "/api/certificate-form",
  right: "laboratory.confirm",
  summary: "Change the form of certificates from now on / 修改报告格式",
  body: CertificateForm,
});

export const uploadPicture = endpoint({
  method: "POST",
  path: "/api/certificate-pictures",
  right: "laboratory.confirm",
  summary: "Upload a seal, logo or mark; the body is the picture / 上传印章、标志",
  query: z.object({ kind: z.enum(pictureKinds) }),
  upload: { types: ["image/png", "image/jpeg"], mostBytes: mostPictureBytes },
  reply: PictureRow,
});

export const showPicture = endpoint({
  method: "GET",
  path: "/api/certificate-pictures/:pictureId",
  right: "laboratory.confirm",
  summary: "A seal, logo or mark / 印章、标志图片",
  params: z.object({ pictureId: z.uuid() }),
  file: true,
});

export const confirmPicture = endpoint({
  method: "POST",
  path: "/api/certificate-pictures/:pictureId/confirm",
  right: "laboratory.confirm",
  summary: "A second person puts a picture into use / 核对启用印章、标志",
  params: z.object({ pictureId: z.uuid() }),
  body: z.object(signature),
});

export const endPicture = endpoint({
  method: "POST",
  path: "/api/certificate-pictures/:pictureId/end",
  right: "laboratory.confirm",
  summary: "Take a picture out of use, or refuse it / 停用印章、标志",
  params: z.object({ pictureId: z.uuid() }),
});

/** 签名图片: a person's own; printed only where that person signed. */
export const showMySignature = endpoint({
  method: "GET",
  path: "/api/my-signature",
  right: "certificates.read",
  summary: "The pictures of my own signature, in use or waiting / 我的签名图片",
  reply: z.object({ rows: z.array(PictureRow) }),
});

export const uploadMySignature = endpoint({
  method: "POST",
  path: "/api/my-signature",
  right: "certificates.read",
  summary: "Upload a picture of my own signature; the body is the picture / 上传本人签名图片",
  upload: { types: ["image/png", "image/jpeg"], mostBytes: mostPictureBytes },
  reply: PictureRow,
});

export const showMySignaturePicture = endpoint({
  method: "GET",
  path: "/api/my-signature/:pictureId",
  right: "certificates.read",
  summary: "A picture of my own signature / 本人签名图片",
  params: z.object({ pictureId: z.uuid() }),
  file: true,
});

export const endMySignature = endpoint({
  method: "POST",
  path: "/api/my-signature/:pictureId/end",
  right: "certificates.read",
  summary: "Take the picture of my own signature out of use / 停用本人签名图片",
  params: z.object({ pictureId: z.uuid() }),
});
