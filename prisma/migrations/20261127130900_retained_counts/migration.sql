-- Retained samples are counted from the index alone: a hundred thousand rows were read for one count.
-- DropIndex
DROP INDEX "Container_laboratoryId_state_retainUntil_id_idx";

-- CreateIndex
CREATE INDEX "Container_laboratoryId_state_retainUntil_id_kind_sampleId_idx" ON "Container"("laboratoryId", "state", "retainUntil", "id", "kind", "sampleId");
