-- AlterTable
ALTER TABLE "CertificatePicture" ADD COLUMN     "personId" UUID;

-- CreateIndex
CREATE INDEX "CertificatePicture_personId_idx" ON "CertificatePicture"("personId");
