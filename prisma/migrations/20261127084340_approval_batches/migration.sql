-- CreateTable
CREATE TABLE "ApprovalBatch" (
    "id" UUID NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "byId" UUID NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "movedAt" TIMESTAMPTZ(3) NOT NULL,
    "cancelledAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApprovalBatch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApprovalItem" (
    "id" UUID NOT NULL,
    "batchId" UUID NOT NULL,
    "sampleNumber" TEXT NOT NULL,
    "sampleName" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "certificateNumber" TEXT,
    "refusal" JSONB,

    CONSTRAINT "ApprovalItem_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ApprovalBatch_byId_id_idx" ON "ApprovalBatch"("byId", "id");

-- CreateIndex
CREATE INDEX "ApprovalBatch_endedAt_idx" ON "ApprovalBatch"("endedAt");

-- CreateIndex
CREATE INDEX "ApprovalItem_batchId_state_idx" ON "ApprovalItem"("batchId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "ApprovalItem_batchId_sampleNumber_key" ON "ApprovalItem"("batchId", "sampleNumber");

-- AddForeignKey
ALTER TABLE "ApprovalItem" ADD CONSTRAINT "ApprovalItem_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "ApprovalBatch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
