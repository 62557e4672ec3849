-- AlterTable
ALTER TABLE "Dispatch" ADD COLUMN     "reissueReason" TEXT;
