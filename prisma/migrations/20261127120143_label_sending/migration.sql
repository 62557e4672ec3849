-- CreateEnum
CREATE TYPE "LabelSending" AS ENUM ('none', 'waiting', 'sending', 'sent', 'failed');

-- AlterTable
ALTER TABLE "LabelPrint" ADD COLUMN     "sendError" TEXT,
ADD COLUMN     "sending" "LabelSending" NOT NULL DEFAULT 'none';

-- What was printed before was sent within its change.
UPDATE "LabelPrint" SET "sending" = 'sent' WHERE "printer" IS NOT NULL;
