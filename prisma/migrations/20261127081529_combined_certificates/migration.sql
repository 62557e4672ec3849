-- AlterTable
ALTER TABLE "Order" ADD COLUMN     "combinesSamples" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "CertificateSample" (
    "certificateId" UUID NOT NULL,
    "sampleId" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,

    CONSTRAINT "CertificateSample_pkey" PRIMARY KEY ("certificateId","sampleId")
);

-- CreateIndex
CREATE INDEX "CertificateSample_sampleId_idx" ON "CertificateSample"("sampleId");

-- AddForeignKey
ALTER TABLE "CertificateSample" ADD CONSTRAINT "CertificateSample_certificateId_fkey" FOREIGN KEY ("certificateId") REFERENCES "Certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CertificateSample" ADD CONSTRAINT "CertificateSample_sampleId_fkey" FOREIGN KEY ("sampleId") REFERENCES "Sample"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Every certificate has its first sample among its samples, whoever writes it.
INSERT INTO "CertificateSample" ("certificateId", "sampleId", "ordinal") SELECT "id", "sampleId", 1 FROM "Certificate";

CREATE FUNCTION certificate_first_sample() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "CertificateSample" ("certificateId", "sampleId", "ordinal") VALUES (NEW."id", NEW."sampleId", 1)
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER certificate_first_sample AFTER INSERT ON "Certificate"
FOR EACH ROW EXECUTE FUNCTION certificate_first_sample();
