-- CreateEnum
CREATE TYPE "CommissionState" AS ENUM ('submitted', 'accepted', 'refused', 'withdrawn');

-- CreateTable
CREATE TABLE "Commission" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "enterpriseId" UUID NOT NULL,
    "state" "CommissionState" NOT NULL,
    "body" JSONB NOT NULL,
    "submittedById" UUID NOT NULL,
    "submittedBy" TEXT NOT NULL,
    "submittedAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "reason" TEXT,
    "orderId" UUID,

    CONSTRAINT "Commission_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Commission_number_key" ON "Commission"("number");

-- CreateIndex
CREATE UNIQUE INDEX "Commission_orderId_key" ON "Commission"("orderId");

-- CreateIndex
CREATE INDEX "Commission_enterpriseId_number_idx" ON "Commission"("enterpriseId", "number");

-- CreateIndex
CREATE INDEX "Commission_laboratoryId_state_number_idx" ON "Commission"("laboratoryId", "state", "number");

-- AddForeignKey
ALTER TABLE "Commission" ADD CONSTRAINT "Commission_enterpriseId_fkey" FOREIGN KEY ("enterpriseId") REFERENCES "Enterprise"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
