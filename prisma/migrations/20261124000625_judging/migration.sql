-- CreateEnum
CREATE TYPE "EditionChangeState" AS ENUM ('draft', 'published', 'withdrawn');

-- AlterTable
ALTER TABLE "Edition" ADD COLUMN     "mayFollowFrom" TEXT,
ADD COLUMN     "oldMayFollowUntil" TEXT;

-- AlterTable
ALTER TABLE "Limit" ADD COLUMN     "confirmedAt" TIMESTAMPTZ(3),
ADD COLUMN     "confirmedBy" TEXT,
ADD COLUMN     "confirmedById" UUID;

-- AlterTable
ALTER TABLE "Method" ADD COLUMN     "choices" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "components" JSONB,
ADD COLUMN     "pcr" JSONB,
ADD COLUMN     "resultKind" TEXT NOT NULL DEFAULT 'quantity',
ADD COLUMN     "resultOn" TEXT,
ADD COLUMN     "supersededBy" TEXT,
ADD COLUMN     "uncertainty" JSONB;

-- AlterTable
ALTER TABLE "Order" ADD COLUMN     "guardFactor" TEXT NOT NULL DEFAULT '1';

-- AlterTable
ALTER TABLE "Sample" ADD COLUMN     "alcoholPercent" TEXT,
ADD COLUMN     "basisSource" TEXT,
ADD COLUMN     "fatPercent" TEXT,
ADD COLUMN     "moisturePercent" TEXT;

-- CreateTable
CREATE TABLE "EditionChange" (
    "id" UUID NOT NULL,
    "state" "EditionChangeState" NOT NULL DEFAULT 'draft',
    "standard" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "inForceFrom" TEXT NOT NULL,
    "supersedes" TEXT,
    "supersededUntil" TEXT,
    "mayFollowFrom" TEXT,
    "oldMayFollowUntil" TEXT,
    "rows" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "remarks" TEXT,
    "draftedById" UUID NOT NULL,
    "draftedBy" TEXT NOT NULL,
    "draftedAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedById" UUID,
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "decision" TEXT,

    CONSTRAINT "EditionChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PcrRun" (
    "id" UUID NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "instrumentId" UUID NOT NULL,
    "ranAt" TIMESTAMPTZ(3) NOT NULL,
    "fileId" UUID,
    "controls" JSONB NOT NULL,
    "isValid" BOOLEAN NOT NULL,
    "remarks" TEXT,
    "createdById" UUID NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawnBy" TEXT,
    "withdrawnReason" TEXT,

    CONSTRAINT "PcrRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PcrWell" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "position" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "taskId" UUID,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "ct" TEXT,
    "hasCurve" BOOLEAN NOT NULL,

    CONSTRAINT "PcrWell_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "EditionChange_state_draftedAt_idx" ON "EditionChange"("state", "draftedAt");

-- CreateIndex
CREATE INDEX "PcrRun_laboratoryId_ranAt_idx" ON "PcrRun"("laboratoryId", "ranAt");

-- CreateIndex
CREATE INDEX "PcrWell_taskId_idx" ON "PcrWell"("taskId");

-- CreateIndex
CREATE UNIQUE INDEX "PcrWell_runId_position_target_key" ON "PcrWell"("runId", "position", "target");

-- AddForeignKey
ALTER TABLE "PcrRun" ADD CONSTRAINT "PcrRun_instrumentId_fkey" FOREIGN KEY ("instrumentId") REFERENCES "Instrument"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PcrWell" ADD CONSTRAINT "PcrWell_runId_fkey" FOREIGN KEY ("runId") REFERENCES "PcrRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PcrWell" ADD CONSTRAINT "PcrWell_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A well is what the instrument saw: it is added, never changed. A run that was wrong is withdrawn as a whole.
create trigger "PcrWell_append_only" before update or delete on "PcrWell" for each row execute function refuse_rewriting();
create trigger "PcrWell_no_truncate" before truncate on "PcrWell" for each statement execute function refuse_rewriting();
