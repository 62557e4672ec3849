-- Who may read is kept, not joined for: of supervisory sampling once it is notified. What was refused is due at once, found by itself.
-- DropIndex
DROP INDEX "Certificate_ownerId_id_idx";

-- DropIndex
DROP INDEX "Order_ownerId_id_idx";

-- AlterTable
ALTER TABLE "Certificate" RENAME COLUMN "ownerId" TO "readerId";
ALTER TABLE "Order" RENAME COLUMN "ownerId" TO "readerId";
ALTER TABLE "Container" ADD COLUMN     "isOff" BOOLEAN NOT NULL DEFAULT false;

-- What is there already
UPDATE "Certificate" c SET "readerId" = NULL FROM "Sample" s JOIN "Order" o ON o.id = s."orderId"
  WHERE s.id = c."sampleId" AND o.source = 'supervisory' AND o."notifiedAt" IS NULL AND c."readerId" IS NOT NULL;
UPDATE "Order" SET "readerId" = NULL WHERE source = 'supervisory' AND "notifiedAt" IS NULL AND "readerId" IS NOT NULL;
UPDATE "Container" c SET "isOff" = true FROM "Sample" s WHERE s.id = c."sampleId" AND s.state IN ('rejected', 'cancelled');

-- CreateIndex
CREATE INDEX "Certificate_readerId_id_state_idx" ON "Certificate"("readerId", "id", "state");

-- CreateIndex
CREATE INDEX "Container_state_retainUntil_id_idx" ON "Container"("state", "retainUntil", "id");
CREATE INDEX "Container_off_idx" ON "Container"("laboratoryId", "state", "retainUntil", "id") WHERE "isOff";

-- CreateIndex
CREATE INDEX "Order_readerId_id_idx" ON "Order"("readerId", "id");
