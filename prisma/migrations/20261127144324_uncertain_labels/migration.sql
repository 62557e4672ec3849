-- AlterEnum
ALTER TYPE "LabelSending" ADD VALUE 'uncertain';

-- AlterTable
ALTER TABLE "LabelPrint" ADD COLUMN     "printedById" UUID,
ADD COLUMN     "sendingAt" TIMESTAMPTZ(3),
ADD COLUMN     "settledAs" TEXT,
ADD COLUMN     "settledAt" TIMESTAMPTZ(3),
ADD COLUMN     "settledBy" TEXT;
