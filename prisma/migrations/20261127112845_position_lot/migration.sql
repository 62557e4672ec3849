-- AlterTable
ALTER TABLE "SheetPosition" ADD COLUMN     "lot" TEXT;
