-- CreateTable
CREATE TABLE "CheckReminder" (
    "checkPlanId" UUID NOT NULL,
    "dueOn" TEXT NOT NULL,
    "warning" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CheckReminder_pkey" PRIMARY KEY ("checkPlanId","dueOn","warning")
);

-- CreateIndex
CREATE INDEX "CheckReminder_at_idx" ON "CheckReminder"("at");

-- AddForeignKey
ALTER TABLE "CheckReminder" ADD CONSTRAINT "CheckReminder_checkPlanId_fkey" FOREIGN KEY ("checkPlanId") REFERENCES "CheckPlan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
