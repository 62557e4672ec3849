-- Searching by any part of a number or a name; a trusted extension, so that the owner of the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- DropIndex
DROP INDEX "Task_laboratoryId_state_idx";

-- CreateIndex
CREATE INDEX "Certificate_laboratoryId_id_idx" ON "Certificate"("laboratoryId", "id");

-- CreateIndex
CREATE INDEX "Order_laboratoryId_id_idx" ON "Order"("laboratoryId", "id");

-- CreateIndex
CREATE INDEX "Order_clientId_idx" ON "Order"("clientId");

-- CreateIndex
CREATE INDEX "Order_number_idx" ON "Order" USING GIN ("number" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "Sample_laboratoryId_id_idx" ON "Sample"("laboratoryId", "id");

-- CreateIndex
CREATE INDEX "Sample_number_idx" ON "Sample" USING GIN ("number" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "Sample_name_idx" ON "Sample" USING GIN ("name" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "Sample_batchNumber_idx" ON "Sample" USING GIN ("batchNumber" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "Sample_orderId_idx" ON "Sample"("orderId");

-- CreateIndex
CREATE INDEX "Task_laboratoryId_state_dueOn_idx" ON "Task"("laboratoryId", "state", "dueOn");

-- CreateIndex
CREATE INDEX "Task_laboratoryId_dueOn_id_idx" ON "Task"("laboratoryId", "dueOn", "id");
