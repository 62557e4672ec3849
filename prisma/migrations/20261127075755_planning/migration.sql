-- AlterTable
ALTER TABLE "EquipmentUse" ADD COLUMN     "dueAt" TIMESTAMPTZ(3),
ADD COLUMN     "recordedAt" TIMESTAMPTZ(3),
ADD COLUMN     "runId" UUID;

-- What was recorded before knows no run but itself.
UPDATE "EquipmentUse" SET "runId" = id;
ALTER TABLE "EquipmentUse" ALTER COLUMN "runId" SET NOT NULL;

-- AlterTable
ALTER TABLE "Instrument" ADD COLUMN     "dueOn" TEXT,
ADD COLUMN     "isIdle" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "VerificationRound" ADD COLUMN     "backAt" TIMESTAMPTZ(3),
ADD COLUMN     "backBy" TEXT,
ADD COLUMN     "isAway" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "sentAt" TIMESTAMPTZ(3),
ADD COLUMN     "sentBy" TEXT;

-- CreateTable
CREATE TABLE "CalendarFeed" (
    "id" UUID NOT NULL,
    "keyHash" TEXT NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "personName" TEXT NOT NULL,
    "isKeeper" BOOLEAN NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CalendarFeed_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "CalendarFeed_keyHash_key" ON "CalendarFeed"("keyHash");

-- CreateIndex
CREATE INDEX "CalendarFeed_personId_idx" ON "CalendarFeed"("personId");

-- CreateIndex
CREATE INDEX "EquipmentUse_instrumentId_startedAt_idx" ON "EquipmentUse"("instrumentId", "startedAt");

-- CreateIndex
CREATE INDEX "EquipmentUse_runId_idx" ON "EquipmentUse"("runId");

-- CreateIndex
CREATE INDEX "Instrument_laboratoryId_dueOn_number_idx" ON "Instrument"("laboratoryId", "dueOn", "number");

-- The last day of what an instrument rests on, by hand: the last verification or calibration that is recorded, with an interval that was
-- extended before it lapsed (server/metrology/rules.ts says the same; a test compares them). Whoever writes, the row follows.
CREATE FUNCTION keep_instrument_due(instrument UUID) RETURNS void LANGUAGE sql AS $$
  UPDATE "Instrument" i SET
    "dueOn" = (
      SELECT CASE WHEN i.category = 'other' AND v.kind = 'calibration' THEN greatest(v."validUntil", (
               SELECT max(e.until) FROM "IntervalExtension" e
               WHERE e."instrumentId" = i.id AND e."approvedOn" >= v."on" AND e."approvedOn" <= v."validUntil"))
             ELSE v."validUntil" END
      FROM "Verification" v WHERE v."instrumentId" = i.id AND v.kind <> 'intermediate_check'
      ORDER BY v."on" DESC, v."recordedAt" DESC LIMIT 1),
    "isIdle" = EXISTS (SELECT 1 FROM "InstrumentEvent" e WHERE e."instrumentId" = i.id AND e.kind = 'scrap')
      OR coalesce((SELECT e.kind = 'seal' FROM "InstrumentEvent" e
                   WHERE e."instrumentId" = i.id AND e.kind IN ('seal', 'unseal') ORDER BY e.at DESC LIMIT 1), false)
  WHERE i.id = instrument
$$;

CREATE FUNCTION follow_instrument_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM keep_instrument_due(coalesce(NEW."instrumentId", OLD."instrumentId"));
  RETURN NULL;
END $$;

CREATE FUNCTION follow_instrument_category() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM keep_instrument_due(NEW.id);
  RETURN NULL;
END $$;

CREATE TRIGGER verification_due AFTER INSERT OR UPDATE OR DELETE ON "Verification" FOR EACH ROW EXECUTE FUNCTION follow_instrument_due();
CREATE TRIGGER extension_due AFTER INSERT OR UPDATE OR DELETE ON "IntervalExtension" FOR EACH ROW EXECUTE FUNCTION follow_instrument_due();
CREATE TRIGGER event_due AFTER INSERT OR UPDATE OR DELETE ON "InstrumentEvent" FOR EACH ROW EXECUTE FUNCTION follow_instrument_due();
CREATE TRIGGER category_due AFTER UPDATE OF category ON "Instrument" FOR EACH ROW EXECUTE FUNCTION follow_instrument_category();

SELECT keep_instrument_due(id) FROM "Instrument";
