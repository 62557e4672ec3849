-- AlterTable
ALTER TABLE "Reading" ADD COLUMN     "ofId" UUID;

-- CreateTable
CREATE TABLE "ResultMapping" (
    "id" UUID NOT NULL,
    "instrumentId" UUID NOT NULL,
    "test" TEXT NOT NULL,
    "methodId" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "calculation" JSONB NOT NULL,

    CONSTRAINT "ResultMapping_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ResultMapping_instrumentId_test_methodId_step_key" ON "ResultMapping"("instrumentId", "test", "methodId", "step");

-- CreateIndex
CREATE INDEX "Reading_ofId_idx" ON "Reading"("ofId");

-- AddForeignKey
ALTER TABLE "Reading" ADD CONSTRAINT "Reading_ofId_fkey" FOREIGN KEY ("ofId") REFERENCES "Reading"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ResultMapping" ADD CONSTRAINT "ResultMapping_instrumentId_fkey" FOREIGN KEY ("instrumentId") REFERENCES "Instrument"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ResultMapping" ADD CONSTRAINT "ResultMapping_methodId_fkey" FOREIGN KEY ("methodId") REFERENCES "Method"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
