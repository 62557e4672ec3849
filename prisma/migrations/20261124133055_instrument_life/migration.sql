-- AlterTable
ALTER TABLE "Verification" ADD COLUMN     "points" JSONB,
ADD COLUMN     "unit" TEXT;

-- CreateTable
CREATE TABLE "InstrumentEvent" (
    "id" UUID NOT NULL,
    "instrumentId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "to" TEXT,
    "by" TEXT NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "InstrumentEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IntervalExtension" (
    "id" UUID NOT NULL,
    "instrumentId" UUID NOT NULL,
    "approvedOn" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "checkId" UUID NOT NULL,
    "approvedBy" TEXT NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "IntervalExtension_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImpactAssessment" (
    "id" UUID NOT NULL,
    "instrumentId" UUID NOT NULL,
    "verificationId" UUID NOT NULL,
    "rows" JSONB NOT NULL,
    "conclusion" TEXT NOT NULL,
    "questioned" TEXT[],
    "signedById" UUID NOT NULL,
    "signedBy" TEXT NOT NULL,
    "signedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ImpactAssessment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DueReminder" (
    "instrumentId" UUID NOT NULL,
    "validUntil" TEXT NOT NULL,
    "warning" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DueReminder_pkey" PRIMARY KEY ("instrumentId","validUntil","warning")
);

-- CreateTable
CREATE TABLE "VerificationRound" (
    "id" UUID NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "agency" TEXT NOT NULL,
    "on" TEXT NOT NULL,
    "instruments" TEXT[],
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "VerificationRound_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "InstrumentEvent_instrumentId_at_idx" ON "InstrumentEvent"("instrumentId", "at");

-- CreateIndex
CREATE INDEX "IntervalExtension_instrumentId_idx" ON "IntervalExtension"("instrumentId");

-- CreateIndex
CREATE INDEX "ImpactAssessment_instrumentId_idx" ON "ImpactAssessment"("instrumentId");

-- CreateIndex
CREATE INDEX "VerificationRound_laboratoryId_on_idx" ON "VerificationRound"("laboratoryId", "on");

-- AddForeignKey
ALTER TABLE "InstrumentEvent" ADD CONSTRAINT "InstrumentEvent_instrumentId_fkey" FOREIGN KEY ("instrumentId") REFERENCES "Instrument"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IntervalExtension" ADD CONSTRAINT "IntervalExtension_instrumentId_fkey" FOREIGN KEY ("instrumentId") REFERENCES "Instrument"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImpactAssessment" ADD CONSTRAINT "ImpactAssessment_instrumentId_fkey" FOREIGN KEY ("instrumentId") REFERENCES "Instrument"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImpactAssessment" ADD CONSTRAINT "ImpactAssessment_verificationId_fkey" FOREIGN KEY ("verificationId") REFERENCES "Verification"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
