-- CreateTable
CREATE TABLE "SavedView" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "search" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SavedView_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ListExport" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "query" JSONB NOT NULL,
    "columns" TEXT[],
    "format" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "sha256" TEXT,
    "fault" TEXT,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ListExport_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "SavedView_personId_list_name_key" ON "SavedView"("personId", "list", "name");

-- CreateIndex
CREATE INDEX "ListExport_personId_askedAt_idx" ON "ListExport"("personId", "askedAt");
