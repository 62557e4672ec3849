-- AlterTable
ALTER TABLE "Order" ADD COLUMN     "registrationId" UUID,
ADD COLUMN     "registrationSha256" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "Order_registrationId_key" ON "Order"("registrationId");
