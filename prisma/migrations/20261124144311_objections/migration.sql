-- CreateTable
CREATE TABLE "Objection" (
    "id" UUID NOT NULL,
    "certificateId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "byId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "answeredBy" TEXT,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "Objection_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Objection_certificateId_idx" ON "Objection"("certificateId");

-- AddForeignKey
ALTER TABLE "Objection" ADD CONSTRAINT "Objection_certificateId_fkey" FOREIGN KEY ("certificateId") REFERENCES "Certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
