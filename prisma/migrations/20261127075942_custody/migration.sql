-- CreateEnum
CREATE TYPE "PlaceKind" AS ENUM ('room', 'fridge', 'shelf', 'box', 'cell');

-- CreateEnum
CREATE TYPE "TemperatureClass" AS ENUM ('ambient', 'chilled', 'frozen');

-- CreateEnum
CREATE TYPE "TransferState" AS ENUM ('sent', 'received', 'incomplete', 'recalled');

-- CreateEnum
CREATE TYPE "DisposalState" AS ENUM ('prepared', 'done', 'withdrawn');

-- AlterTable
ALTER TABLE "Container" ADD COLUMN     "parentId" UUID,
ADD COLUMN     "placeId" UUID,
ADD COLUMN     "retainRule" TEXT,
ADD COLUMN     "retainUntil" TEXT;

-- AlterTable
ALTER TABLE "Custody" ADD COLUMN     "byName" TEXT,
ADD COLUMN     "laboratory" TEXT,
ADD COLUMN     "remark" TEXT;

-- AlterTable
ALTER TABLE "Laboratory" ADD COLUMN     "isBlind" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Order" ADD COLUMN     "isBlind" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "badge" TEXT;

-- AlterTable
ALTER TABLE "Qualification" ADD COLUMN     "basis" TEXT,
ADD COLUMN     "endReason" TEXT,
ADD COLUMN     "endedBy" TEXT,
ADD COLUMN     "grantedBy" TEXT;

-- AlterTable
ALTER TABLE "Task" ADD COLUMN     "assignedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "StoragePlace" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "parentId" UUID,
    "kind" "PlaceKind" NOT NULL,
    "name" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "temperature" "TemperatureClass",
    "capacity" INTEGER,
    "rows" INTEGER,
    "columns" INTEGER,
    "row" INTEGER,
    "column" INTEGER,
    "isActive" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "StoragePlace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Transfer" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "fromLaboratoryId" UUID NOT NULL,
    "toLaboratoryId" UUID,
    "toName" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "courier" TEXT,
    "temperature" TEXT,
    "state" "TransferState" NOT NULL,
    "sentById" UUID NOT NULL,
    "sentBy" TEXT NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL,
    "closedBy" TEXT,
    "closedAt" TIMESTAMPTZ(3),
    "closeNote" TEXT,

    CONSTRAINT "Transfer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TransferItem" (
    "transferId" UUID NOT NULL,
    "containerId" UUID NOT NULL,
    "receivedAt" TIMESTAMPTZ(3),
    "receivedBy" TEXT,
    "condition" TEXT,

    CONSTRAINT "TransferItem_pkey" PRIMARY KEY ("transferId","containerId")
);

-- CreateTable
CREATE TABLE "RetentionHold" (
    "id" UUID NOT NULL,
    "sampleId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "placedBy" TEXT NOT NULL,
    "placedAt" TIMESTAMPTZ(3) NOT NULL,
    "releasedBy" TEXT,
    "releasedAt" TIMESTAMPTZ(3),
    "releaseNote" TEXT,

    CONSTRAINT "RetentionHold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Disposal" (
    "id" UUID NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "state" "DisposalState" NOT NULL,
    "way" TEXT NOT NULL,
    "preparedById" UUID NOT NULL,
    "preparedBy" TEXT NOT NULL,
    "preparedAt" TIMESTAMPTZ(3) NOT NULL,
    "witnessedById" UUID,
    "witnessedBy" TEXT,
    "witnessedAt" TIMESTAMPTZ(3),
    "withdrawnBy" TEXT,
    "withdrawnReason" TEXT,

    CONSTRAINT "Disposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DisposalItem" (
    "disposalId" UUID NOT NULL,
    "containerId" UUID NOT NULL,
    "ground" TEXT NOT NULL,

    CONSTRAINT "DisposalItem_pkey" PRIMARY KEY ("disposalId","containerId")
);

-- CreateTable
CREATE TABLE "Unblinding" (
    "id" UUID NOT NULL,
    "sampleId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "personName" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Unblinding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ShiftNote" (
    "id" UUID NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "writtenById" UUID NOT NULL,
    "writtenBy" TEXT NOT NULL,
    "writtenAt" TIMESTAMPTZ(3) NOT NULL,
    "content" JSONB NOT NULL,
    "text" TEXT NOT NULL,
    "takenById" UUID,
    "takenBy" TEXT,
    "takenAt" TIMESTAMPTZ(3),
    "remark" TEXT,

    CONSTRAINT "ShiftNote_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "StoragePlace_number_key" ON "StoragePlace"("number");

-- CreateIndex
CREATE INDEX "StoragePlace_parentId_idx" ON "StoragePlace"("parentId");

-- CreateIndex
CREATE UNIQUE INDEX "StoragePlace_laboratoryId_path_key" ON "StoragePlace"("laboratoryId", "path");

-- CreateIndex
CREATE UNIQUE INDEX "Transfer_number_key" ON "Transfer"("number");

-- CreateIndex
CREATE INDEX "Transfer_fromLaboratoryId_state_idx" ON "Transfer"("fromLaboratoryId", "state");

-- CreateIndex
CREATE INDEX "Transfer_toLaboratoryId_state_idx" ON "Transfer"("toLaboratoryId", "state");

-- CreateIndex
CREATE INDEX "TransferItem_containerId_idx" ON "TransferItem"("containerId");

-- CreateIndex
CREATE INDEX "RetentionHold_sampleId_releasedAt_idx" ON "RetentionHold"("sampleId", "releasedAt");

-- CreateIndex
CREATE INDEX "Disposal_laboratoryId_state_idx" ON "Disposal"("laboratoryId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Disposal_laboratoryId_label_key" ON "Disposal"("laboratoryId", "label");

-- CreateIndex
CREATE INDEX "DisposalItem_containerId_idx" ON "DisposalItem"("containerId");

-- CreateIndex
CREATE UNIQUE INDEX "Unblinding_sampleId_personId_key" ON "Unblinding"("sampleId", "personId");

-- CreateIndex
CREATE INDEX "ShiftNote_laboratoryId_writtenAt_idx" ON "ShiftNote"("laboratoryId", "writtenAt");

-- CreateIndex
CREATE INDEX "Container_sampleId_idx" ON "Container"("sampleId");

-- CreateIndex
CREATE INDEX "Container_laboratoryId_state_retainUntil_idx" ON "Container"("laboratoryId", "state", "retainUntil");

-- CreateIndex
CREATE INDEX "Container_placeId_idx" ON "Container"("placeId");

-- CreateIndex
CREATE INDEX "Container_holderId_idx" ON "Container"("holderId");

-- CreateIndex
CREATE UNIQUE INDEX "Person_badge_key" ON "Person"("badge");

-- AddForeignKey
ALTER TABLE "StoragePlace" ADD CONSTRAINT "StoragePlace_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "StoragePlace"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferItem" ADD CONSTRAINT "TransferItem_transferId_fkey" FOREIGN KEY ("transferId") REFERENCES "Transfer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferItem" ADD CONSTRAINT "TransferItem_containerId_fkey" FOREIGN KEY ("containerId") REFERENCES "Container"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RetentionHold" ADD CONSTRAINT "RetentionHold_sampleId_fkey" FOREIGN KEY ("sampleId") REFERENCES "Sample"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DisposalItem" ADD CONSTRAINT "DisposalItem_disposalId_fkey" FOREIGN KEY ("disposalId") REFERENCES "Disposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DisposalItem" ADD CONSTRAINT "DisposalItem_containerId_fkey" FOREIGN KEY ("containerId") REFERENCES "Container"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Unblinding" ADD CONSTRAINT "Unblinding_sampleId_fkey" FOREIGN KEY ("sampleId") REFERENCES "Sample"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Container" ADD CONSTRAINT "Container_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "StoragePlace"("id") ON DELETE SET NULL ON UPDATE CASCADE;
