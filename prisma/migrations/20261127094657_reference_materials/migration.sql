-- AlterTable
ALTER TABLE "Method" ADD COLUMN     "environment" JSONB;

-- CreateTable
CREATE TABLE "ReferenceMaterial" (
    "id" UUID NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "lot" TEXT NOT NULL,
    "certificateNumber" TEXT NOT NULL,
    "assigned" TEXT NOT NULL,
    "receivedOn" TEXT NOT NULL,
    "expiresOn" TEXT NOT NULL,
    "openedOn" TEXT,
    "endedOn" TEXT,
    "endReason" TEXT,
    "registeredBy" TEXT NOT NULL,
    "registeredAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReferenceMaterial_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MaterialUse" (
    "id" UUID NOT NULL,
    "materialId" UUID NOT NULL,
    "taskId" UUID NOT NULL,
    "usedAt" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawnBy" TEXT,
    "withdrawnWhy" TEXT,

    CONSTRAINT "MaterialUse_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RoomReading" (
    "id" UUID NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "room" TEXT NOT NULL,
    "temperature" TEXT NOT NULL,
    "humidity" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RoomReading_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RoomUse" (
    "id" UUID NOT NULL,
    "readingId" UUID NOT NULL,
    "taskId" UUID NOT NULL,
    "by" TEXT NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawnBy" TEXT,
    "withdrawnWhy" TEXT,

    CONSTRAINT "RoomUse_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ReferenceMaterial_laboratoryId_name_lot_key" ON "ReferenceMaterial"("laboratoryId", "name", "lot");

-- CreateIndex
CREATE INDEX "MaterialUse_taskId_idx" ON "MaterialUse"("taskId");

-- CreateIndex
CREATE INDEX "MaterialUse_materialId_idx" ON "MaterialUse"("materialId");

-- CreateIndex
CREATE INDEX "RoomReading_laboratoryId_at_idx" ON "RoomReading"("laboratoryId", "at");

-- CreateIndex
CREATE INDEX "RoomUse_taskId_idx" ON "RoomUse"("taskId");

-- CreateIndex
CREATE INDEX "RoomUse_readingId_idx" ON "RoomUse"("readingId");

-- AddForeignKey
ALTER TABLE "MaterialUse" ADD CONSTRAINT "MaterialUse_materialId_fkey" FOREIGN KEY ("materialId") REFERENCES "ReferenceMaterial"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MaterialUse" ADD CONSTRAINT "MaterialUse_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoomUse" ADD CONSTRAINT "RoomUse_readingId_fkey" FOREIGN KEY ("readingId") REFERENCES "RoomReading"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoomUse" ADD CONSTRAINT "RoomUse_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
