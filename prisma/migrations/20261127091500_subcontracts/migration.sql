-- AlterTable
ALTER TABLE "Task" ADD COLUMN     "subcontractId" UUID;

-- CreateTable
CREATE TABLE "Subcontract" (
    "id" UUID NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "toName" TEXT NOT NULL,
    "toCmaNumber" TEXT NOT NULL,
    "toCmaValidUntil" TEXT NOT NULL,
    "scopeEvidence" TEXT NOT NULL,
    "consentBy" TEXT NOT NULL,
    "consentOn" TEXT NOT NULL,
    "consentPaper" TEXT NOT NULL,
    "recordedById" UUID NOT NULL,
    "recordedBy" TEXT NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,
    "containers" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "sentHow" TEXT,
    "sentBy" TEXT,
    "sentAt" TIMESTAMPTZ(3),
    "reportNumber" TEXT,
    "reportOn" TEXT,
    "reportSha256" TEXT,
    "reportName" TEXT,
    "reportBy" TEXT,
    "reportAt" TIMESTAMPTZ(3),
    "endedBy" TEXT,
    "endedAt" TIMESTAMPTZ(3),
    "endReason" TEXT,

    CONSTRAINT "Subcontract_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Subcontract_orderId_idx" ON "Subcontract"("orderId");

-- CreateIndex
CREATE INDEX "Task_subcontractId_idx" ON "Task"("subcontractId");

-- AddForeignKey
ALTER TABLE "Subcontract" ADD CONSTRAINT "Subcontract_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Task" ADD CONSTRAINT "Task_subcontractId_fkey" FOREIGN KEY ("subcontractId") REFERENCES "Subcontract"("id") ON DELETE SET NULL ON UPDATE CASCADE;
