-- DropIndex
DROP INDEX "Verification_instrumentId_idx";

-- CreateIndex
CREATE INDEX "Verification_instrumentId_on_idx" ON "Verification"("instrumentId", "on");
