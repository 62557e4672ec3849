-- AlterTable
ALTER TABLE "Certificate" ADD COLUMN     "differences" JSONB,
ADD COLUMN     "replacesId" UUID;

-- CreateTable
CREATE TABLE "Dispatch" (
    "id" UUID NOT NULL,
    "certificateId" UUID NOT NULL,
    "copy" TEXT NOT NULL,
    "copies" INTEGER NOT NULL,
    "way" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "courierNumber" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "returnedAt" TIMESTAMPTZ(3),
    "returnedNote" TEXT,

    CONSTRAINT "Dispatch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ArchiveCheck" (
    "id" UUID NOT NULL,
    "beganAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3) NOT NULL,
    "checked" INTEGER NOT NULL,
    "faults" JSONB NOT NULL,

    CONSTRAINT "ArchiveCheck_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Dispatch_certificateId_idx" ON "Dispatch"("certificateId");

-- CreateIndex
CREATE INDEX "Certificate_replacesId_idx" ON "Certificate"("replacesId");

-- CreateIndex
CREATE INDEX "Certificate_sha256_idx" ON "Certificate"("sha256");

-- AddForeignKey
ALTER TABLE "Certificate" ADD CONSTRAINT "Certificate_replacesId_fkey" FOREIGN KEY ("replacesId") REFERENCES "Certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Dispatch" ADD CONSTRAINT "Dispatch_certificateId_fkey" FOREIGN KEY ("certificateId") REFERENCES "Certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
