-- AlterTable
ALTER TABLE "Instrument" ADD COLUMN     "watchUntil" TIMESTAMPTZ(3);
