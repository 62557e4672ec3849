-- AlterTable
ALTER TABLE "Subcontract" ADD COLUMN     "partnerId" UUID;

-- CreateTable
CREATE TABLE "PartnerLaboratory" (
    "id" UUID NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "cmaNumber" TEXT NOT NULL,
    "cmaValidUntil" TEXT NOT NULL,
    "recordedById" UUID NOT NULL,
    "recordedBy" TEXT NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PartnerLaboratory_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PartnerScope" (
    "id" UUID NOT NULL,
    "partnerId" UUID NOT NULL,
    "methodId" UUID NOT NULL,
    "validFrom" TEXT NOT NULL,
    "validUntil" TEXT,
    "evidence" TEXT NOT NULL,
    "recordedBy" TEXT NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,
    "endReason" TEXT,
    "endedBy" TEXT,

    CONSTRAINT "PartnerScope_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "PartnerLaboratory_laboratoryId_cmaNumber_key" ON "PartnerLaboratory"("laboratoryId", "cmaNumber");

-- CreateIndex
CREATE INDEX "PartnerScope_partnerId_methodId_idx" ON "PartnerScope"("partnerId", "methodId");

-- AddForeignKey
ALTER TABLE "Subcontract" ADD CONSTRAINT "Subcontract_partnerId_fkey" FOREIGN KEY ("partnerId") REFERENCES "PartnerLaboratory"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PartnerScope" ADD CONSTRAINT "PartnerScope_partnerId_fkey" FOREIGN KEY ("partnerId") REFERENCES "PartnerLaboratory"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PartnerScope" ADD CONSTRAINT "PartnerScope_methodId_fkey" FOREIGN KEY ("methodId") REFERENCES "Method"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
