-- A point keeps what it was judged by; those that are here were judged by what their chart says now.
ALTER TABLE "ControlPoint" ADD COLUMN     "sd" TEXT,
ADD COLUMN     "target" TEXT;
UPDATE "ControlPoint" p SET "sd" = s."sd", "target" = s."target" FROM "ControlSeries" s WHERE s."id" = p."seriesId";
ALTER TABLE "ControlPoint" ALTER COLUMN "sd" SET NOT NULL,
ALTER COLUMN "target" SET NOT NULL;

-- AlterTable
ALTER TABLE "SheetPosition" ADD COLUMN     "failedAt" TIMESTAMPTZ(3);
UPDATE "SheetPosition" p SET "failedAt" = coalesce(
  (select max(v."at") from "SheetValue" v where v."positionId" = p."id"),
  (select s."createdAt" from "Sheet" s where s."id" = p."sheetId")
) WHERE p."isFailed";

-- CreateTable
CREATE TABLE "ControlTarget" (
    "id" UUID NOT NULL,
    "seriesId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "target" TEXT NOT NULL,
    "sd" TEXT NOT NULL,
    "uncertainty" TEXT,
    "reason" TEXT NOT NULL,
    "byId" UUID,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ControlTarget_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ControlTarget_seriesId_version_key" ON "ControlTarget"("seriesId", "version");

-- AddForeignKey
ALTER TABLE "ControlTarget" ADD CONSTRAINT "ControlTarget_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "ControlSeries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The charts that are here begin with their first version, which like every later one is never rewritten.
INSERT INTO "ControlTarget" ("id", "seriesId", "version", "target", "sd", "uncertainty", "reason", "by", "at")
  SELECT gen_random_uuid(), "id", 1, "target", "sd", "uncertainty", '新建', "createdBy", "createdAt" FROM "ControlSeries";
CREATE TRIGGER "ControlTarget_kept" BEFORE UPDATE OR DELETE ON "ControlTarget" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
