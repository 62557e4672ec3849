-- DropIndex
DROP INDEX "Order_clientId_idx";

-- DropIndex
DROP INDEX "Sample_laboratoryId_receivedAt_idx";

-- DropIndex
DROP INDEX "Sample_laboratoryId_state_idx";

-- DropIndex
DROP INDEX "Task_laboratoryId_state_dueOn_idx";

-- AlterTable
ALTER TABLE "Certificate" ADD COLUMN     "approvedBy" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "conclusion" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "sampleNames" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "Task" ADD COLUMN     "isOff" BOOLEAN NOT NULL DEFAULT false;

-- Work of samples that nobody tests, and what lists show of certificates that are there already
UPDATE "Task" t SET "isOff" = true FROM "Sample" s WHERE s.id = t."sampleId" AND s.state IN ('rejected', 'cancelled');
UPDATE "Certificate" SET
  "sampleNames" = (content #>> '{sample,name}') || CASE WHEN jsonb_array_length(COALESCE(content -> 'furtherSamples', '[]')) > 0
    THEN ' 等 ' || (1 + jsonb_array_length(content -> 'furtherSamples')) || ' 个样品' ELSE '' END,
  "approvedBy" = COALESCE(content #>> '{people,approvedBy,name}', ''),
  "conclusion" = COALESCE(content ->> 'conclusion', '')
WHERE content #>> '{sample,name}' IS NOT NULL;

-- CreateIndex
CREATE INDEX "Certificate_laboratoryId_state_id_idx" ON "Certificate"("laboratoryId", "state", "id");

-- CreateIndex
CREATE INDEX "Certificate_laboratoryId_issuedAt_id_idx" ON "Certificate"("laboratoryId", "issuedAt", "id");

-- CreateIndex
CREATE INDEX "Certificate_number_idx" ON "Certificate" USING GIN ("number" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "Certificate_printedNumber_idx" ON "Certificate" USING GIN ("printedNumber" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "Order_laboratoryId_state_id_idx" ON "Order"("laboratoryId", "state", "id");

-- CreateIndex
CREATE INDEX "Order_laboratoryId_receivedOn_id_idx" ON "Order"("laboratoryId", "receivedOn", "id");

-- CreateIndex
CREATE INDEX "Order_clientId_id_idx" ON "Order"("clientId", "id");

-- CreateIndex
CREATE INDEX "Order_sampledEnterpriseId_id_idx" ON "Order"("sampledEnterpriseId", "id");

-- CreateIndex
CREATE INDEX "Order_sheetNumber_idx" ON "Order" USING GIN ("sheetNumber" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "Sample_laboratoryId_state_receivedAt_id_idx" ON "Sample"("laboratoryId", "state", "receivedAt", "id");

-- CreateIndex
CREATE INDEX "Sample_laboratoryId_receivedAt_id_idx" ON "Sample"("laboratoryId", "receivedAt", "id");

-- CreateIndex
CREATE INDEX "Sample_receivedAt_id_idx" ON "Sample"("receivedAt", "id");

-- CreateIndex
CREATE INDEX "Task_laboratoryId_state_isOff_dueOn_id_idx" ON "Task"("laboratoryId", "state", "isOff", "dueOn", "id");

-- CreateIndex
CREATE INDEX "Task_laboratoryId_submittedAt_idx" ON "Task"("laboratoryId", "submittedAt");
