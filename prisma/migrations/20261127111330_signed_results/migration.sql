-- AlterTable
ALTER TABLE "Laboratory" ADD COLUMN     "signsResults" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Result" ADD COLUMN     "signedAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Result_madeById_signedAt_idx" ON "Result"("madeById", "signedAt");
