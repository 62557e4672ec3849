-- CreateEnum
CREATE TYPE "ExpectedSheetState" AS ENUM ('expected', 'received', 'dropped');

-- CreateEnum
CREATE TYPE "SamplingRulesState" AS ENUM ('draft', 'confirmed', 'withdrawn');

-- AlterTable
ALTER TABLE "Method" ADD COLUMN     "sampleNeed" JSONB;

-- AlterTable
ALTER TABLE "Order" ADD COLUMN     "copies" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "delivery" TEXT NOT NULL DEFAULT 'collected',
ADD COLUMN     "fee" TEXT,
ADD COLUMN     "leftover" TEXT NOT NULL DEFAULT 'laboratory';

-- CreateTable
CREATE TABLE "SampleTemplate" (
    "id" UUID NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "savedBy" TEXT NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SampleTemplate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SheetMapping" (
    "id" UUID NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "columns" JSONB NOT NULL,
    "savedBy" TEXT NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SheetMapping_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ExpectedSheet" (
    "id" UUID NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "sheetNumber" TEXT NOT NULL,
    "state" "ExpectedSheetState" NOT NULL DEFAULT 'expected',
    "body" JSONB NOT NULL,
    "row" JSONB NOT NULL,
    "fileName" TEXT NOT NULL,
    "importedBy" TEXT NOT NULL,
    "importedAt" TIMESTAMPTZ(3) NOT NULL,
    "orderNumber" TEXT,

    CONSTRAINT "ExpectedSheet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SamplingRules" (
    "id" UUID NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "inForceFrom" TEXT NOT NULL,
    "inForceUntil" TEXT,
    "state" "SamplingRulesState" NOT NULL DEFAULT 'draft',
    "rows" JSONB NOT NULL,
    "draftedById" UUID NOT NULL,
    "draftedBy" TEXT NOT NULL,
    "draftedAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedById" UUID,
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SamplingRules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SampleRefusal" (
    "sampleId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "photoIds" TEXT[],
    "refusedBy" TEXT NOT NULL,
    "refusedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SampleRefusal_pkey" PRIMARY KEY ("sampleId")
);

-- CreateTable
CREATE TABLE "LabelDesign" (
    "id" UUID NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "savedBy" TEXT NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LabelDesign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LabelPrint" (
    "id" UUID NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "of" TEXT NOT NULL,
    "design" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "printer" TEXT,
    "numbers" TEXT[],
    "sha256" TEXT NOT NULL,
    "originalId" UUID,
    "reason" TEXT,
    "printedBy" TEXT NOT NULL,
    "printedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LabelPrint_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "SampleTemplate_laboratoryId_name_key" ON "SampleTemplate"("laboratoryId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "SheetMapping_laboratoryId_name_key" ON "SheetMapping"("laboratoryId", "name");

-- CreateIndex
CREATE INDEX "ExpectedSheet_laboratoryId_state_id_idx" ON "ExpectedSheet"("laboratoryId", "state", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ExpectedSheet_laboratoryId_sheetNumber_key" ON "ExpectedSheet"("laboratoryId", "sheetNumber");

-- CreateIndex
CREATE UNIQUE INDEX "SamplingRules_laboratoryId_year_version_key" ON "SamplingRules"("laboratoryId", "year", "version");

-- CreateIndex
CREATE UNIQUE INDEX "LabelDesign_laboratoryId_name_key" ON "LabelDesign"("laboratoryId", "name");

-- CreateIndex
CREATE INDEX "LabelPrint_laboratoryId_of_id_idx" ON "LabelPrint"("laboratoryId", "of", "id");

-- CreateIndex
CREATE INDEX "Sample_laboratoryId_gtin_id_idx" ON "Sample"("laboratoryId", "gtin", "id");

-- AddForeignKey
ALTER TABLE "SampleRefusal" ADD CONSTRAINT "SampleRefusal_sampleId_fkey" FOREIGN KEY ("sampleId") REFERENCES "Sample"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LabelPrint" ADD CONSTRAINT "LabelPrint_originalId_fkey" FOREIGN KEY ("originalId") REFERENCES "LabelPrint"("id") ON DELETE SET NULL ON UPDATE CASCADE;
