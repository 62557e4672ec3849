-- CreateTable
CREATE TABLE "ControlSeries" (
    "id" UUID NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "methodId" UUID NOT NULL,
    "instrumentId" UUID,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "lot" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "sd" TEXT NOT NULL,
    "validUntil" TEXT,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ControlSeries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ControlPoint" (
    "id" UUID NOT NULL,
    "seriesId" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "value" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "byId" UUID NOT NULL,
    "broken" TEXT[],
    "isRejected" BOOLEAN NOT NULL,
    "justification" TEXT,
    "justifiedBy" TEXT,
    "justifiedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ControlPoint_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ControlSeries_laboratoryId_methodId_idx" ON "ControlSeries"("laboratoryId", "methodId");

-- CreateIndex
CREATE UNIQUE INDEX "ControlPoint_seriesId_ordinal_key" ON "ControlPoint"("seriesId", "ordinal");

-- AddForeignKey
ALTER TABLE "ControlSeries" ADD CONSTRAINT "ControlSeries_methodId_fkey" FOREIGN KEY ("methodId") REFERENCES "Method"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ControlSeries" ADD CONSTRAINT "ControlSeries_instrumentId_fkey" FOREIGN KEY ("instrumentId") REFERENCES "Instrument"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ControlPoint" ADD CONSTRAINT "ControlPoint_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "ControlSeries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
