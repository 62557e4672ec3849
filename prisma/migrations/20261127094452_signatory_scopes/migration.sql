-- CreateTable
CREATE TABLE "SignatoryScope" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "methodId" UUID,
    "category" TEXT,
    "validFrom" TEXT NOT NULL,
    "validUntil" TEXT,
    "basis" TEXT,
    "grantedBy" TEXT,
    "endReason" TEXT,
    "endedBy" TEXT,

    CONSTRAINT "SignatoryScope_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SignatoryScope_personId_idx" ON "SignatoryScope"("personId");

-- AddForeignKey
ALTER TABLE "SignatoryScope" ADD CONSTRAINT "SignatoryScope_methodId_fkey" FOREIGN KEY ("methodId") REFERENCES "Method"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- Whoever was a signatory before scopes were kept signs on for all fields, so that no laboratory comes to a stop; the technical manager narrows it.
INSERT INTO "SignatoryScope" ("id", "personId", "validFrom", "basis")
SELECT gen_random_uuid(), "id", to_char("createdAt" AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD'), '升级时沿用原有授权'
FROM "Person" WHERE 'signatory' = ANY("roles");
