-- Searching by any part of a Chinese name. pg_trgm knows only the letters of the database's locale, which in C are the ASCII ones: of
-- 牛肉干 it keeps nothing, and its index then names every row. Two letters beside each other are few enough, and words have two.
CREATE FUNCTION letter_pairs(said text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
  $$ SELECT COALESCE(array_agg(DISTINCT substr(lower(said), n, 2)), '{}') FROM generate_series(1, length(said) - 1) n $$;

CREATE INDEX "Sample_name_pairs_idx" ON "Sample" USING GIN (letter_pairs("name"));
CREATE INDEX "Sample_batchNumber_pairs_idx" ON "Sample" USING GIN (letter_pairs("batchNumber"));
CREATE INDEX "Sample_gtin_idx" ON "Sample"("gtin");

-- Containers by when they may go and by where they stand; equipment that is still in use.
DROP INDEX "Container_laboratoryId_state_retainUntil_idx";
CREATE INDEX "Container_laboratoryId_state_retainUntil_id_idx" ON "Container"("laboratoryId", "state", "retainUntil", "id");
CREATE INDEX "Container_laboratoryId_state_placeId_id_idx" ON "Container"("laboratoryId", "state", "placeId", "id");
CREATE INDEX "EquipmentUse_running_idx" ON "EquipmentUse"("startedAt") WHERE "endedAt" IS NULL;
CREATE INDEX "RetentionHold_standing_idx" ON "RetentionHold"("sampleId") WHERE "releasedAt" IS NULL;
CREATE INDEX "Objection_open_idx" ON "Objection"("certificateId") WHERE "answeredAt" IS NULL;
ANALYZE "Sample";
