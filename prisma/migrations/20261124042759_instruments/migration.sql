-- AlterTable
ALTER TABLE "Gateway" ADD COLUMN     "enrolCodeHash" TEXT,
ADD COLUMN     "enrolUntil" TIMESTAMPTZ(3),
ADD COLUMN     "enrolledAt" TIMESTAMPTZ(3),
ADD COLUMN     "health" JSONB,
ADD COLUMN     "healthAt" TIMESTAMPTZ(3),
ADD COLUMN     "revokedAt" TIMESTAMPTZ(3),
ADD COLUMN     "revokedBy" TEXT,
ALTER COLUMN "keyHash" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Instrument" ADD COLUMN     "isLive" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "mode" TEXT NOT NULL DEFAULT 'listen',
ADD COLUMN     "profile" JSONB;

-- AlterTable
ALTER TABLE "Reading" ADD COLUMN     "behindMs" INTEGER,
ADD COLUMN     "details" JSONB,
ADD COLUMN     "fileId" TEXT,
ADD COLUMN     "journalBytes" INTEGER,
ADD COLUMN     "journalFrom" BIGINT,
ADD COLUMN     "within" BIGINT;

-- CreateIndex
CREATE UNIQUE INDEX "Gateway_enrolCodeHash_key" ON "Gateway"("enrolCodeHash");
