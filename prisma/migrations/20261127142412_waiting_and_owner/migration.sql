-- What waits for review is listed by the day it is due, the portal by whose order it is: both were asked of other tables, row by row.
-- AlterTable
ALTER TABLE "Certificate" ADD COLUMN     "ownerId" UUID;

-- AlterTable
ALTER TABLE "Order" ADD COLUMN     "ownerId" UUID;

-- AlterTable
ALTER TABLE "Sample" ADD COLUMN     "dueOn" TEXT;

-- What is there already
UPDATE "Order" SET "ownerId" = CASE
  WHEN source IN ('commissioned', 'reinspection') THEN "clientId"
  WHEN source = 'supervisory' THEN "sampledEnterpriseId" END;
UPDATE "Sample" s SET "dueOn" = o."dueOn" FROM "Order" o WHERE o.id = s."orderId";
UPDATE "Certificate" c SET "ownerId" = o."ownerId"
  FROM "Sample" s JOIN "Order" o ON o.id = s."orderId" WHERE s.id = c."sampleId" AND o."ownerId" IS NOT NULL;
ALTER TABLE "Sample" ALTER COLUMN "dueOn" SET NOT NULL;

-- CreateIndex
CREATE INDEX "Certificate_ownerId_id_idx" ON "Certificate"("ownerId", "id");

-- CreateIndex
CREATE INDEX "Order_ownerId_id_idx" ON "Order"("ownerId", "id");

-- CreateIndex
CREATE INDEX "Sample_laboratoryId_state_dueOn_id_reviewedAt_reviewedById_idx" ON "Sample"("laboratoryId", "state", "dueOn", "id", "reviewedAt", "reviewedById");
