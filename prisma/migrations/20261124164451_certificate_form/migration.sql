-- AlterTable
ALTER TABLE "Certificate" ADD COLUMN     "isUnmarked" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Laboratory" ADD COLUMN     "catlNumber" TEXT,
ADD COLUMN     "certificateNotesEn" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "certificateTitle" TEXT NOT NULL DEFAULT '检验检测报告',
ADD COLUMN     "hasPagingSeal" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "hasSamplePhoto" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Order" ADD COLUMN     "certificateLanguage" TEXT NOT NULL DEFAULT 'zh';

-- AlterTable
ALTER TABLE "Task" ADD COLUMN     "deviation" JSONB,
ADD COLUMN     "isOutOfScope" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "CertificatePicture" (
    "id" UUID NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "uploadedById" UUID NOT NULL,
    "uploadedBy" TEXT NOT NULL,
    "uploadedAt" TIMESTAMPTZ(3) NOT NULL,
    "confirmedById" UUID,
    "confirmedBy" TEXT,
    "confirmedAt" TIMESTAMPTZ(3),
    "endedBy" TEXT,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CertificatePicture_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CertificatePicture_laboratoryId_kind_idx" ON "CertificatePicture"("laboratoryId", "kind");
