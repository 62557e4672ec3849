-- CreateTable
CREATE TABLE "TrailLook" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TrailLook_pkey" PRIMARY KEY ("id")
);
