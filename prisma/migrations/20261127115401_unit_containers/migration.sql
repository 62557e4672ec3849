-- AlterTable
ALTER TABLE "Determination" ADD COLUMN     "containerAt" TIMESTAMPTZ(3),
ADD COLUMN     "containerBy" TEXT,
ADD COLUMN     "containerId" UUID;

-- AlterTable
ALTER TABLE "Task" ADD COLUMN     "unitsAreContainers" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE UNIQUE INDEX "Determination_taskId_round_containerId_key" ON "Determination"("taskId", "round", "containerId");

-- AddForeignKey
ALTER TABLE "Determination" ADD CONSTRAINT "Determination_containerId_fkey" FOREIGN KEY ("containerId") REFERENCES "Container"("id") ON DELETE SET NULL ON UPDATE CASCADE;
