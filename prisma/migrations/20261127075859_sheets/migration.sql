-- CreateEnum
CREATE TYPE "PositionKind" AS ENUM ('sample', 'blank', 'duplicate', 'spike', 'control');

-- AlterTable
ALTER TABLE "ControlSeries" ADD COLUMN     "uncertainty" TEXT;

-- AlterTable
ALTER TABLE "Task" ADD COLUMN     "curveId" UUID;

-- AlterTable
ALTER TABLE "ReadingUse" ADD COLUMN     "replacesId" UUID;

-- CreateTable
CREATE TABLE "Sheet" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "methodId" UUID NOT NULL,
    "analystId" UUID NOT NULL,
    "analystName" TEXT NOT NULL,
    "criteria" JSONB NOT NULL,
    "remarks" TEXT,
    "createdById" UUID NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawnBy" TEXT,
    "withdrawnReason" TEXT,

    CONSTRAINT "Sheet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SheetPosition" (
    "id" UUID NOT NULL,
    "sheetId" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "kind" "PositionKind" NOT NULL,
    "taskId" UUID,
    "ofTaskId" UUID,
    "added" TEXT,
    "seriesId" UUID,
    "pointId" UUID,
    "figure" TEXT,
    "isFailed" BOOLEAN NOT NULL DEFAULT false,
    "justification" TEXT,
    "justifiedBy" TEXT,
    "justifiedAt" TIMESTAMPTZ(3),
    "removedAt" TIMESTAMPTZ(3),
    "removedBy" TEXT,

    CONSTRAINT "SheetPosition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SheetValue" (
    "id" UUID NOT NULL,
    "positionId" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "qualifier" TEXT NOT NULL,
    "instrumentId" UUID,
    "reason" TEXT,
    "byId" UUID NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "undoneAt" TIMESTAMPTZ(3),
    "undoneBy" TEXT,
    "undoReason" TEXT,
    "replacesId" UUID,

    CONSTRAINT "SheetValue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SheetRemark" (
    "id" UUID NOT NULL,
    "positionId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "fileId" UUID,
    "byId" UUID NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SheetRemark_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CalibrationCurve" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "methodId" UUID NOT NULL,
    "instrumentId" UUID NOT NULL,
    "unit" TEXT NOT NULL,
    "signalUnit" TEXT NOT NULL,
    "standardLot" TEXT NOT NULL,
    "weighting" TEXT NOT NULL,
    "throughZero" BOOLEAN NOT NULL,
    "standards" JSONB NOT NULL,
    "fit" JSONB NOT NULL,
    "measuredAt" TIMESTAMPTZ(3) NOT NULL,
    "validUntil" TEXT NOT NULL,
    "createdById" UUID NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawnBy" TEXT,
    "withdrawnReason" TEXT,

    CONSTRAINT "CalibrationCurve_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CultureStage" (
    "id" UUID NOT NULL,
    "determinationId" UUID NOT NULL,
    "stage" TEXT NOT NULL,
    "medium" TEXT NOT NULL,
    "mediumLot" TEXT NOT NULL,
    "instrumentId" UUID,
    "settings" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "startedBy" TEXT NOT NULL,
    "startedById" UUID NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "endedBy" TEXT,
    "endedById" UUID,
    "finding" TEXT,
    "remarks" TEXT,

    CONSTRAINT "CultureStage_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Sheet_number_key" ON "Sheet"("number");

-- CreateIndex
CREATE INDEX "Sheet_laboratoryId_createdAt_idx" ON "Sheet"("laboratoryId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "SheetPosition_pointId_key" ON "SheetPosition"("pointId");

-- CreateIndex
CREATE INDEX "SheetPosition_taskId_idx" ON "SheetPosition"("taskId");

-- CreateIndex
CREATE INDEX "SheetPosition_ofTaskId_idx" ON "SheetPosition"("ofTaskId");

-- CreateIndex
CREATE UNIQUE INDEX "SheetPosition_sheetId_ordinal_key" ON "SheetPosition"("sheetId", "ordinal");

-- CreateIndex
CREATE INDEX "SheetValue_positionId_idx" ON "SheetValue"("positionId");

-- CreateIndex
CREATE INDEX "SheetRemark_positionId_idx" ON "SheetRemark"("positionId");

-- CreateIndex
CREATE UNIQUE INDEX "CalibrationCurve_number_key" ON "CalibrationCurve"("number");

-- CreateIndex
CREATE INDEX "CalibrationCurve_laboratoryId_methodId_createdAt_idx" ON "CalibrationCurve"("laboratoryId", "methodId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "CultureStage_determinationId_stage_key" ON "CultureStage"("determinationId", "stage");

-- AddForeignKey
ALTER TABLE "Sheet" ADD CONSTRAINT "Sheet_methodId_fkey" FOREIGN KEY ("methodId") REFERENCES "Method"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SheetPosition" ADD CONSTRAINT "SheetPosition_sheetId_fkey" FOREIGN KEY ("sheetId") REFERENCES "Sheet"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SheetPosition" ADD CONSTRAINT "SheetPosition_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SheetPosition" ADD CONSTRAINT "SheetPosition_ofTaskId_fkey" FOREIGN KEY ("ofTaskId") REFERENCES "Task"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SheetPosition" ADD CONSTRAINT "SheetPosition_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "ControlSeries"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SheetPosition" ADD CONSTRAINT "SheetPosition_pointId_fkey" FOREIGN KEY ("pointId") REFERENCES "ControlPoint"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SheetValue" ADD CONSTRAINT "SheetValue_positionId_fkey" FOREIGN KEY ("positionId") REFERENCES "SheetPosition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SheetRemark" ADD CONSTRAINT "SheetRemark_positionId_fkey" FOREIGN KEY ("positionId") REFERENCES "SheetPosition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalibrationCurve" ADD CONSTRAINT "CalibrationCurve_methodId_fkey" FOREIGN KEY ("methodId") REFERENCES "Method"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalibrationCurve" ADD CONSTRAINT "CalibrationCurve_instrumentId_fkey" FOREIGN KEY ("instrumentId") REFERENCES "Instrument"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CultureStage" ADD CONSTRAINT "CultureStage_determinationId_fkey" FOREIGN KEY ("determinationId") REFERENCES "Determination"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Task" ADD CONSTRAINT "Task_curveId_fkey" FOREIGN KEY ("curveId") REFERENCES "CalibrationCurve"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A task stands on one sheet at a time; a control's cell holds one figure at a time.
create unique index "SheetPosition_task_once" on "SheetPosition" ("taskId") where "removedAt" is null;
create unique index "SheetValue_one_current" on "SheetValue" ("positionId", "step") where "undoneAt" is null;
