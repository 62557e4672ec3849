-- AlterTable
ALTER TABLE "Certificate" ADD COLUMN     "laboratoryKeyId" UUID,
ADD COLUMN     "signatoryKeyId" UUID,
ADD COLUMN     "signatureLevel" TEXT;

-- CreateTable
CREATE TABLE "SigningKey" (
    "id" UUID NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "serial" TEXT NOT NULL,
    "validFrom" TIMESTAMPTZ(3) NOT NULL,
    "validUntil" TIMESTAMPTZ(3) NOT NULL,
    "chainPem" TEXT NOT NULL,
    "rootPem" TEXT NOT NULL,
    "firstUsedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SigningKey_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "SigningKey_fingerprint_key" ON "SigningKey"("fingerprint");

-- AddForeignKey
ALTER TABLE "Certificate" ADD CONSTRAINT "Certificate_signatoryKeyId_fkey" FOREIGN KEY ("signatoryKeyId") REFERENCES "SigningKey"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Certificate" ADD CONSTRAINT "Certificate_laboratoryKeyId_fkey" FOREIGN KEY ("laboratoryKeyId") REFERENCES "SigningKey"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- A certificate and the key it was signed with stay: the archive keeps both for longer than the six years that are asked.
create trigger "SigningKey_append_only" before update or delete on "SigningKey" for each row execute function refuse_rewriting();
create trigger "SigningKey_no_truncate" before truncate on "SigningKey" for each statement execute function refuse_rewriting();
create trigger "Certificate_no_delete" before delete on "Certificate" for each row execute function refuse_rewriting();
create trigger "Certificate_no_truncate" before truncate on "Certificate" for each statement execute function refuse_rewriting();
create function refuse_unfiling() returns trigger language plpgsql as $$
begin
  if exists (select 1 from "Certificate" where "sha256" = old."sha256") then
    raise exception 'the file of a certificate is never removed' using errcode = 'integrity_constraint_violation';
  end if;
  return old;
end $$;
create trigger "StoredFile_of_certificate_stays" before delete on "StoredFile" for each row execute function refuse_unfiling();
