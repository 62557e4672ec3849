-- AlterTable
ALTER TABLE "ControlPoint" ADD COLUMN     "en" TEXT;
