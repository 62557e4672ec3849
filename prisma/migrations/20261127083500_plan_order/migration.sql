-- The plan goes through instruments in this order, those never verified first; sealed and scrapped ones are not in it.
CREATE INDEX "Instrument_due" ON "Instrument" ((coalesce("dueOn", '')), "number") WHERE NOT "isIdle";

-- Two events of one instant count in the order in which they were recorded.
CREATE OR REPLACE FUNCTION keep_instrument_due(instrument UUID) RETURNS void LANGUAGE sql AS $$
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
                   WHERE e."instrumentId" = i.id AND e.kind IN ('seal', 'unseal')
                   ORDER BY e.at DESC, e."recordedAt" DESC, e.id DESC LIMIT 1), false)
  WHERE i.id = instrument
$$;

SELECT keep_instrument_due(id) FROM "Instrument";
