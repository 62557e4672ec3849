-- AlterTable
ALTER TABLE "InstrumentEvent" ADD COLUMN     "dueBack" TEXT;

-- AlterTable
ALTER TABLE "Laboratory" ADD COLUMN     "dueLessOneDay" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "Method" ADD COLUMN     "equipmentNeeds" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "Verification" ADD COLUMN     "check" JSONB,
ADD COLUMN     "checkPlanId" UUID,
ADD COLUMN     "corrections" JSONB,
ADD COLUMN     "intervalMonths" INTEGER,
ADD COLUMN     "isFailureNotice" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "limits" JSONB,
ADD COLUMN     "needs" JSONB,
ADD COLUMN     "usesCorrections" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "wasFoundOut" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "InstrumentFile" (
    "id" UUID NOT NULL,
    "instrumentId" UUID NOT NULL,
    "verificationId" UUID,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "putAwayAt" TIMESTAMPTZ(3),
    "putAwayBy" TEXT,

    CONSTRAINT "InstrumentFile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CheckPlan" (
    "id" UUID NOT NULL,
    "instrumentId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "standard" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "intervalMonths" INTEGER NOT NULL,
    "criterion" JSONB NOT NULL,
    "firstDue" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "endedBy" TEXT,

    CONSTRAINT "CheckPlan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InstrumentLabel" (
    "id" UUID NOT NULL,
    "instrumentId" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "said" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "InstrumentLabel_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "InstrumentFile_instrumentId_idx" ON "InstrumentFile"("instrumentId");

-- CreateIndex
CREATE INDEX "CheckPlan_instrumentId_idx" ON "CheckPlan"("instrumentId");

-- CreateIndex
CREATE INDEX "InstrumentLabel_instrumentId_at_idx" ON "InstrumentLabel"("instrumentId", "at");

-- AddForeignKey
ALTER TABLE "Verification" ADD CONSTRAINT "Verification_checkPlanId_fkey" FOREIGN KEY ("checkPlanId") REFERENCES "CheckPlan"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InstrumentFile" ADD CONSTRAINT "InstrumentFile_instrumentId_fkey" FOREIGN KEY ("instrumentId") REFERENCES "Instrument"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InstrumentFile" ADD CONSTRAINT "InstrumentFile_verificationId_fkey" FOREIGN KEY ("verificationId") REFERENCES "Verification"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CheckPlan" ADD CONSTRAINT "CheckPlan_instrumentId_fkey" FOREIGN KEY ("instrumentId") REFERENCES "Instrument"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InstrumentLabel" ADD CONSTRAINT "InstrumentLabel_instrumentId_fkey" FOREIGN KEY ("instrumentId") REFERENCES "Instrument"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
