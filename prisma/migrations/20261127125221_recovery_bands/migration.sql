-- AlterTable
ALTER TABLE "Method" ADD COLUMN     "recoveryBands" JSONB NOT NULL DEFAULT '[]';
