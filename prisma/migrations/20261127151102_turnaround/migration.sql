-- Three months of results by their days: counted as they are submitted, not whenever somebody asks.
-- CreateTable
CREATE TABLE "Turnaround" (
    "laboratoryId" UUID NOT NULL,
    "submittedOn" TEXT NOT NULL,
    "receivedOn" TEXT NOT NULL,
    "methodId" UUID NOT NULL,
    "analystId" UUID NOT NULL,
    "results" INTEGER NOT NULL,
    "late" INTEGER NOT NULL,

    CONSTRAINT "Turnaround_pkey" PRIMARY KEY ("laboratoryId","submittedOn","receivedOn","methodId","analystId")
);

CREATE FUNCTION shanghai_day(at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT to_char(at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')
$$;

-- All of it once more from the tasks: for what is there already, and for who fills tables past the trigger.
CREATE FUNCTION recount_turnaround() RETURNS void LANGUAGE sql AS $$
  DELETE FROM "Turnaround";
  INSERT INTO "Turnaround" ("laboratoryId", "submittedOn", "receivedOn", "methodId", "analystId", results, late)
    SELECT t."laboratoryId", shanghai_day(t."submittedAt"), shanghai_day(s."receivedAt"), t."methodId",
        coalesce(t."analystId", '00000000-0000-0000-0000-000000000000'),
        count(*), count(*) FILTER (WHERE shanghai_day(t."submittedAt") > t."dueOn")
      FROM "Task" t JOIN "Sample" s ON s.id = t."sampleId" WHERE t."submittedAt" IS NOT NULL GROUP BY 1, 2, 3, 4, 5;
$$;

CREATE FUNCTION count_turnaround(task "Task", step int) RETURNS void LANGUAGE sql AS $$
  INSERT INTO "Turnaround" AS t ("laboratoryId", "submittedOn", "receivedOn", "methodId", "analystId", results, late)
    SELECT task."laboratoryId", shanghai_day(task."submittedAt"), shanghai_day(s."receivedAt"), task."methodId",
        coalesce(task."analystId", '00000000-0000-0000-0000-000000000000'),
        step, CASE WHEN shanghai_day(task."submittedAt") > task."dueOn" THEN step ELSE 0 END
      FROM "Sample" s WHERE s.id = task."sampleId"
    ON CONFLICT ("laboratoryId", "submittedOn", "receivedOn", "methodId", "analystId")
      DO UPDATE SET results = t.results + excluded.results, late = t.late + excluded.late
$$;

CREATE FUNCTION follow_turnaround() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD."submittedAt" IS NOT NULL THEN PERFORM count_turnaround(OLD, -1); END IF;
  IF TG_OP <> 'DELETE' AND NEW."submittedAt" IS NOT NULL THEN PERFORM count_turnaround(NEW, 1); END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER task_submitted AFTER INSERT ON "Task" FOR EACH ROW WHEN (NEW."submittedAt" IS NOT NULL) EXECUTE FUNCTION follow_turnaround();
CREATE TRIGGER task_resubmitted AFTER UPDATE OF "submittedAt", "analystId", "dueOn" ON "Task" FOR EACH ROW
  WHEN ((OLD."submittedAt", OLD."analystId", OLD."dueOn") IS DISTINCT FROM (NEW."submittedAt", NEW."analystId", NEW."dueOn"))
  EXECUTE FUNCTION follow_turnaround();
CREATE TRIGGER task_gone AFTER DELETE ON "Task" FOR EACH ROW WHEN (OLD."submittedAt" IS NOT NULL) EXECUTE FUNCTION follow_turnaround();

SELECT recount_turnaround();

-- Open work is counted by analyst from the index alone.
-- DropIndex
DROP INDEX "Task_laboratoryId_state_isOff_dueOn_id_idx";
DROP INDEX "Task_laboratoryId_submittedAt_idx";

-- CreateIndex
CREATE INDEX "Task_laboratoryId_state_isOff_dueOn_id_analystId_idx" ON "Task"("laboratoryId", "state", "isOff", "dueOn", "id", "analystId");
