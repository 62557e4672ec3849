-- CreateEnum
CREATE TYPE "CertificateState" AS ENUM ('issuing', 'issued', 'under_review', 'replaced', 'revoked', 'voided');

-- CreateEnum
CREATE TYPE "InstrumentCategory" AS ENUM ('measurement_standard', 'compulsory', 'other');

-- CreateEnum
CREATE TYPE "VerificationKind" AS ENUM ('verification', 'calibration', 'intermediate_check');

-- CreateEnum
CREATE TYPE "VerificationConclusion" AS ENUM ('fit', 'restricted', 'unfit');

-- CreateEnum
CREATE TYPE "OrderSource" AS ENUM ('commissioned', 'supervisory', 'risk_monitoring', 'reinspection');

-- CreateEnum
CREATE TYPE "OrderState" AS ENUM ('open', 'accepted', 'completed', 'cancelled');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('receptionist', 'sample_keeper', 'sampler', 'supervisor', 'analyst', 'checker', 'reviewer', 'signatory', 'technical_manager', 'metrologist', 'quality_manager', 'admin', 'enterprise', 'regulator');

-- CreateEnum
CREATE TYPE "SampleState" AS ENUM ('registered', 'in_testing', 'results_complete', 'under_review', 'approved', 'certified', 'rejected', 'on_hold', 'cancelled');

-- CreateEnum
CREATE TYPE "ContainerKind" AS ENUM ('test', 'reserve');

-- CreateEnum
CREATE TYPE "ContainerState" AS ENUM ('stored', 'handed_out', 'disposed', 'transferred');

-- CreateEnum
CREATE TYPE "TaskState" AS ENUM ('pending', 'assigned', 'in_progress', 'completed', 'checked', 'returned', 'retest');

-- CreateTable
CREATE TABLE "Item" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "cas" TEXT,

    CONSTRAINT "Item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Method" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "standard" TEXT NOT NULL,
    "edition" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "clause" TEXT NOT NULL,
    "itemId" UUID NOT NULL,
    "unit" TEXT NOT NULL,
    "lod" TEXT,
    "loq" TEXT,
    "parallels" INTEGER NOT NULL DEFAULT 2,
    "repeatabilityPercent" TEXT,
    "reporting" JSONB NOT NULL,
    "steps" JSONB NOT NULL,
    "formula" TEXT NOT NULL,
    "equipmentKinds" TEXT[],
    "inForceFrom" TEXT NOT NULL,
    "inForceUntil" TEXT,

    CONSTRAINT "Method_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Scope" (
    "id" UUID NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "methodId" UUID NOT NULL,
    "restriction" TEXT,
    "validFrom" TEXT NOT NULL,
    "validUntil" TEXT,

    CONSTRAINT "Scope_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Product" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "gtin" TEXT,
    "category" TEXT NOT NULL,
    "specification" TEXT,
    "producer" TEXT,
    "storage" TEXT,

    CONSTRAINT "Product_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Standard" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "title" TEXT NOT NULL,

    CONSTRAINT "Standard_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Edition" (
    "id" UUID NOT NULL,
    "standardId" UUID NOT NULL,
    "version" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "inForceFrom" TEXT NOT NULL,
    "inForceUntil" TEXT,
    "isFromApproximate" BOOLEAN NOT NULL DEFAULT false,
    "supersedes" TEXT,
    "supersededBy" TEXT,

    CONSTRAINT "Edition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Limit" (
    "id" UUID NOT NULL,
    "rowKey" TEXT NOT NULL,
    "editionId" UUID NOT NULL,
    "category" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "itemEn" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "inForceFrom" TEXT NOT NULL,
    "inForceUntil" TEXT,
    "confidence" TEXT NOT NULL,
    "row" JSONB NOT NULL,

    CONSTRAINT "Limit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Certificate" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "printedNumber" TEXT NOT NULL,
    "checkCode" TEXT NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "sampleId" UUID NOT NULL,
    "state" "CertificateState" NOT NULL,
    "content" JSONB NOT NULL,
    "approvedById" UUID NOT NULL,
    "approvedAt" TIMESTAMPTZ(3) NOT NULL,
    "fileId" UUID,
    "sha256" TEXT,
    "issuedAt" TIMESTAMPTZ(3),
    "stateReason" TEXT,

    CONSTRAINT "Certificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CertificateDownload" (
    "id" UUID NOT NULL,
    "certificateId" UUID NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CertificateDownload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Gateway" (
    "id" UUID NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "keyHash" TEXT NOT NULL,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "upTo" BIGINT NOT NULL DEFAULT 0,
    "lastSeenAt" TIMESTAMPTZ(3),

    CONSTRAINT "Gateway_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Instrument" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "serialNumber" TEXT NOT NULL,
    "maker" TEXT NOT NULL,
    "range" TEXT NOT NULL,
    "accuracyClass" TEXT,
    "category" "InstrumentCategory" NOT NULL,
    "place" TEXT NOT NULL,
    "keeper" TEXT,
    "verifiedBy" TEXT,
    "periodMonths" INTEGER,
    "outOfServiceFrom" TIMESTAMPTZ(3),
    "outOfServiceReason" TEXT,
    "gatewayId" UUID,
    "driver" TEXT,
    "port" JSONB,

    CONSTRAINT "Instrument_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Verification" (
    "id" UUID NOT NULL,
    "instrumentId" UUID NOT NULL,
    "kind" "VerificationKind" NOT NULL,
    "on" TEXT NOT NULL,
    "certificateNumber" TEXT NOT NULL,
    "agency" TEXT NOT NULL,
    "validUntil" TEXT NOT NULL,
    "conclusion" "VerificationConclusion" NOT NULL,
    "restriction" TEXT,
    "confirmedBy" TEXT NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Order" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "source" "OrderSource" NOT NULL,
    "state" "OrderState" NOT NULL,
    "clientId" UUID NOT NULL,
    "sampledEnterpriseId" UUID,
    "sheetNumber" TEXT,
    "judgingBasis" TEXT[],
    "decisionRule" TEXT NOT NULL DEFAULT 'simple',
    "receivedOn" TEXT NOT NULL,
    "dueOn" TEXT NOT NULL,
    "remarks" TEXT,
    "notifiedAt" TIMESTAMPTZ(3),
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Laboratory" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "cmaNumber" TEXT,
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "checkerMayReview" BOOLEAN NOT NULL DEFAULT false,
    "certificatePattern" TEXT NOT NULL,
    "certificateNotes" JSONB NOT NULL,

    CONSTRAINT "Laboratory_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Enterprise" (
    "id" UUID NOT NULL,
    "creditCode" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "phone" TEXT NOT NULL,

    CONSTRAINT "Enterprise_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" UUID NOT NULL,
    "login" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "roles" "Role"[],
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "mustChangePassword" BOOLEAN NOT NULL DEFAULT false,
    "seesAllLaboratories" BOOLEAN NOT NULL DEFAULT false,
    "laboratoryId" UUID,
    "enterpriseId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "tokenHash" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "csrf" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "Guess" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,
    "blockedUntil" TIMESTAMPTZ(3),

    CONSTRAINT "Guess_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Signature" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "personName" TEXT NOT NULL,
    "meaning" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "signedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Signature_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TrailEntry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "actorId" UUID,
    "laboratoryId" UUID,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "requestId" TEXT,

    CONSTRAINT "TrailEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TrailSeal" (
    "ordinal" BIGINT NOT NULL,
    "entryId" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,
    "sealedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TrailSeal_pkey" PRIMARY KEY ("ordinal")
);

-- CreateTable
CREATE TABLE "Counter" (
    "series" TEXT NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "Counter_pkey" PRIMARY KEY ("series")
);

-- CreateTable
CREATE TABLE "StoredFile" (
    "id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "laboratoryId" UUID,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StoredFile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Draft" (
    "personId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Draft_pkey" PRIMARY KEY ("personId","key")
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "Setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Reading" (
    "id" UUID NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "instrumentId" UUID,
    "gatewayId" UUID,
    "sequence" BIGINT,
    "raw" BYTEA,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "text" TEXT,
    "value" DECIMAL(40,15),
    "qualifier" TEXT NOT NULL DEFAULT '=',
    "unit" TEXT,
    "isStable" BOOLEAN,
    "driver" TEXT,
    "takenAt" TIMESTAMPTZ(3) NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "isManual" BOOLEAN NOT NULL DEFAULT false,
    "manualReason" TEXT,
    "enteredById" UUID,

    CONSTRAINT "Reading_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReadingUse" (
    "id" UUID NOT NULL,
    "readingId" UUID NOT NULL,
    "determinationId" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "claimedById" UUID NOT NULL,
    "claimedBy" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,
    "undoneAt" TIMESTAMPTZ(3),
    "undoneBy" TEXT,
    "undoReason" TEXT,

    CONSTRAINT "ReadingUse_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Claim" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "personName" TEXT NOT NULL,
    "instrumentId" UUID NOT NULL,
    "containerId" UUID NOT NULL,
    "taskId" UUID NOT NULL,
    "determinationId" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Result" (
    "id" UUID NOT NULL,
    "taskId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "isCurrent" BOOLEAN NOT NULL,
    "unrounded" TEXT,
    "reported" TEXT NOT NULL,
    "qualifier" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "explanation" JSONB NOT NULL,
    "madeById" UUID NOT NULL,
    "madeBy" TEXT NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,

    CONSTRAINT "Result_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WorkReturn" (
    "id" UUID NOT NULL,
    "sampleId" UUID NOT NULL,
    "taskId" UUID,
    "from" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "byId" UUID NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "doneAt" TIMESTAMPTZ(3),

    CONSTRAINT "WorkReturn_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Sample" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "orderId" UUID NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "state" "SampleState" NOT NULL,
    "name" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "specification" TEXT,
    "trademark" TEXT,
    "gtin" TEXT,
    "batchNumber" TEXT,
    "productionDate" TEXT,
    "shelfLife" TEXT,
    "producer" TEXT,
    "quantity" TEXT NOT NULL,
    "stateOnArrival" TEXT NOT NULL,
    "temperature" TEXT,
    "storage" TEXT NOT NULL,
    "sampledOn" TEXT,
    "samplingPlace" TEXT,
    "samplers" TEXT,
    "dehydrationFactor" TEXT,
    "dehydrationSource" TEXT,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "conclusion" JSONB,
    "reviewedAt" TIMESTAMPTZ(3),
    "reviewedById" UUID,

    CONSTRAINT "Sample_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SamplePhoto" (
    "sampleId" UUID NOT NULL,
    "fileId" UUID NOT NULL,

    CONSTRAINT "SamplePhoto_pkey" PRIMARY KEY ("sampleId","fileId")
);

-- CreateTable
CREATE TABLE "Container" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "sampleId" UUID NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "kind" "ContainerKind" NOT NULL,
    "state" "ContainerState" NOT NULL,
    "quantity" TEXT,
    "storage" TEXT NOT NULL,
    "place" TEXT,
    "sealNumber" TEXT,
    "isSealIntact" BOOLEAN,
    "sealPhotoId" UUID,
    "holderId" UUID,

    CONSTRAINT "Container_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Custody" (
    "id" UUID NOT NULL,
    "containerId" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "personName" TEXT NOT NULL,
    "place" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Custody_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Task" (
    "id" UUID NOT NULL,
    "sampleId" UUID NOT NULL,
    "laboratoryId" UUID NOT NULL,
    "methodId" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "state" "TaskState" NOT NULL,
    "analystId" UUID,
    "analystName" TEXT,
    "isLead" BOOLEAN NOT NULL DEFAULT false,
    "dueOn" TEXT NOT NULL,
    "declaredLimit" JSONB,
    "round" INTEGER NOT NULL DEFAULT 1,
    "submittedAt" TIMESTAMPTZ(3),
    "checkedById" UUID,
    "checkedByName" TEXT,
    "checkedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Qualification" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "methodId" UUID NOT NULL,
    "validFrom" TEXT NOT NULL,
    "validUntil" TEXT,

    CONSTRAINT "Qualification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Determination" (
    "id" UUID NOT NULL,
    "taskId" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "parallel" INTEGER NOT NULL,
    "vessel" TEXT,

    CONSTRAINT "Determination_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EquipmentUse" (
    "id" UUID NOT NULL,
    "taskId" UUID NOT NULL,
    "instrumentId" UUID NOT NULL,
    "step" TEXT,
    "settings" JSONB NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "startedBy" TEXT NOT NULL,
    "endedBy" TEXT,

    CONSTRAINT "EquipmentUse_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Item_name_key" ON "Item"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Method_code_itemId_key" ON "Method"("code", "itemId");

-- CreateIndex
CREATE UNIQUE INDEX "Scope_laboratoryId_methodId_validFrom_key" ON "Scope"("laboratoryId", "methodId", "validFrom");

-- CreateIndex
CREATE UNIQUE INDEX "Product_gtin_key" ON "Product"("gtin");

-- CreateIndex
CREATE UNIQUE INDEX "Standard_number_key" ON "Standard"("number");

-- CreateIndex
CREATE UNIQUE INDEX "Edition_standardId_version_key" ON "Edition"("standardId", "version");

-- CreateIndex
CREATE UNIQUE INDEX "Limit_rowKey_key" ON "Limit"("rowKey");

-- CreateIndex
CREATE INDEX "Limit_item_idx" ON "Limit"("item");

-- CreateIndex
CREATE INDEX "Limit_category_idx" ON "Limit"("category");

-- CreateIndex
CREATE UNIQUE INDEX "Certificate_number_key" ON "Certificate"("number");

-- CreateIndex
CREATE UNIQUE INDEX "Certificate_printedNumber_key" ON "Certificate"("printedNumber");

-- CreateIndex
CREATE INDEX "Certificate_laboratoryId_approvedAt_idx" ON "Certificate"("laboratoryId", "approvedAt");

-- CreateIndex
CREATE INDEX "Certificate_sampleId_idx" ON "Certificate"("sampleId");

-- CreateIndex
CREATE INDEX "CertificateDownload_certificateId_idx" ON "CertificateDownload"("certificateId");

-- CreateIndex
CREATE UNIQUE INDEX "Gateway_keyHash_key" ON "Gateway"("keyHash");

-- CreateIndex
CREATE UNIQUE INDEX "Instrument_number_key" ON "Instrument"("number");

-- CreateIndex
CREATE INDEX "Verification_instrumentId_idx" ON "Verification"("instrumentId");

-- CreateIndex
CREATE UNIQUE INDEX "Order_number_key" ON "Order"("number");

-- CreateIndex
CREATE UNIQUE INDEX "Order_sheetNumber_key" ON "Order"("sheetNumber");

-- CreateIndex
CREATE INDEX "Order_laboratoryId_createdAt_idx" ON "Order"("laboratoryId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Laboratory_code_key" ON "Laboratory"("code");

-- CreateIndex
CREATE UNIQUE INDEX "Enterprise_creditCode_key" ON "Enterprise"("creditCode");

-- CreateIndex
CREATE UNIQUE INDEX "Person_login_key" ON "Person"("login");

-- CreateIndex
CREATE INDEX "Session_personId_idx" ON "Session"("personId");

-- CreateIndex
CREATE INDEX "Signature_subject_subjectId_idx" ON "Signature"("subject", "subjectId");

-- CreateIndex
CREATE INDEX "TrailEntry_subject_idx" ON "TrailEntry"("subject");

-- CreateIndex
CREATE INDEX "TrailEntry_laboratoryId_id_idx" ON "TrailEntry"("laboratoryId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "TrailSeal_entryId_key" ON "TrailSeal"("entryId");

-- CreateIndex
CREATE INDEX "StoredFile_sha256_idx" ON "StoredFile"("sha256");

-- CreateIndex
CREATE INDEX "Reading_laboratoryId_receivedAt_idx" ON "Reading"("laboratoryId", "receivedAt");

-- CreateIndex
CREATE INDEX "Reading_instrumentId_takenAt_idx" ON "Reading"("instrumentId", "takenAt");

-- CreateIndex
CREATE UNIQUE INDEX "Reading_gatewayId_sequence_key" ON "Reading"("gatewayId", "sequence");

-- CreateIndex
CREATE INDEX "ReadingUse_determinationId_idx" ON "ReadingUse"("determinationId");

-- CreateIndex
CREATE INDEX "ReadingUse_readingId_idx" ON "ReadingUse"("readingId");

-- CreateIndex
CREATE INDEX "Claim_instrumentId_closedAt_idx" ON "Claim"("instrumentId", "closedAt");

-- CreateIndex
CREATE INDEX "Claim_personId_closedAt_idx" ON "Claim"("personId", "closedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Result_taskId_version_key" ON "Result"("taskId", "version");

-- CreateIndex
CREATE INDEX "WorkReturn_sampleId_idx" ON "WorkReturn"("sampleId");

-- CreateIndex
CREATE UNIQUE INDEX "Sample_number_key" ON "Sample"("number");

-- CreateIndex
CREATE INDEX "Sample_laboratoryId_state_idx" ON "Sample"("laboratoryId", "state");

-- CreateIndex
CREATE INDEX "Sample_laboratoryId_receivedAt_idx" ON "Sample"("laboratoryId", "receivedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Container_number_key" ON "Container"("number");

-- CreateIndex
CREATE INDEX "Custody_containerId_at_idx" ON "Custody"("containerId", "at");

-- CreateIndex
CREATE INDEX "Task_laboratoryId_state_idx" ON "Task"("laboratoryId", "state");

-- CreateIndex
CREATE INDEX "Task_analystId_state_idx" ON "Task"("analystId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Task_sampleId_methodId_key" ON "Task"("sampleId", "methodId");

-- CreateIndex
CREATE UNIQUE INDEX "Qualification_personId_methodId_validFrom_key" ON "Qualification"("personId", "methodId", "validFrom");

-- CreateIndex
CREATE UNIQUE INDEX "Determination_taskId_round_parallel_key" ON "Determination"("taskId", "round", "parallel");

-- CreateIndex
CREATE INDEX "EquipmentUse_taskId_idx" ON "EquipmentUse"("taskId");

-- AddForeignKey
ALTER TABLE "Method" ADD CONSTRAINT "Method_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Scope" ADD CONSTRAINT "Scope_methodId_fkey" FOREIGN KEY ("methodId") REFERENCES "Method"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Edition" ADD CONSTRAINT "Edition_standardId_fkey" FOREIGN KEY ("standardId") REFERENCES "Standard"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Limit" ADD CONSTRAINT "Limit_editionId_fkey" FOREIGN KEY ("editionId") REFERENCES "Edition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Certificate" ADD CONSTRAINT "Certificate_sampleId_fkey" FOREIGN KEY ("sampleId") REFERENCES "Sample"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Instrument" ADD CONSTRAINT "Instrument_gatewayId_fkey" FOREIGN KEY ("gatewayId") REFERENCES "Gateway"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Verification" ADD CONSTRAINT "Verification_instrumentId_fkey" FOREIGN KEY ("instrumentId") REFERENCES "Instrument"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Order" ADD CONSTRAINT "Order_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "Enterprise"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Order" ADD CONSTRAINT "Order_sampledEnterpriseId_fkey" FOREIGN KEY ("sampledEnterpriseId") REFERENCES "Enterprise"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_laboratoryId_fkey" FOREIGN KEY ("laboratoryId") REFERENCES "Laboratory"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_enterpriseId_fkey" FOREIGN KEY ("enterpriseId") REFERENCES "Enterprise"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TrailSeal" ADD CONSTRAINT "TrailSeal_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "TrailEntry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reading" ADD CONSTRAINT "Reading_instrumentId_fkey" FOREIGN KEY ("instrumentId") REFERENCES "Instrument"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReadingUse" ADD CONSTRAINT "ReadingUse_readingId_fkey" FOREIGN KEY ("readingId") REFERENCES "Reading"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReadingUse" ADD CONSTRAINT "ReadingUse_determinationId_fkey" FOREIGN KEY ("determinationId") REFERENCES "Determination"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_instrumentId_fkey" FOREIGN KEY ("instrumentId") REFERENCES "Instrument"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_containerId_fkey" FOREIGN KEY ("containerId") REFERENCES "Container"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_determinationId_fkey" FOREIGN KEY ("determinationId") REFERENCES "Determination"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Result" ADD CONSTRAINT "Result_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WorkReturn" ADD CONSTRAINT "WorkReturn_sampleId_fkey" FOREIGN KEY ("sampleId") REFERENCES "Sample"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Sample" ADD CONSTRAINT "Sample_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SamplePhoto" ADD CONSTRAINT "SamplePhoto_sampleId_fkey" FOREIGN KEY ("sampleId") REFERENCES "Sample"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Container" ADD CONSTRAINT "Container_sampleId_fkey" FOREIGN KEY ("sampleId") REFERENCES "Sample"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Custody" ADD CONSTRAINT "Custody_containerId_fkey" FOREIGN KEY ("containerId") REFERENCES "Container"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Task" ADD CONSTRAINT "Task_sampleId_fkey" FOREIGN KEY ("sampleId") REFERENCES "Sample"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Task" ADD CONSTRAINT "Task_methodId_fkey" FOREIGN KEY ("methodId") REFERENCES "Method"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Qualification" ADD CONSTRAINT "Qualification_methodId_fkey" FOREIGN KEY ("methodId") REFERENCES "Method"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Determination" ADD CONSTRAINT "Determination_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EquipmentUse" ADD CONSTRAINT "EquipmentUse_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EquipmentUse" ADD CONSTRAINT "EquipmentUse_instrumentId_fkey" FOREIGN KEY ("instrumentId") REFERENCES "Instrument"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Readings and the trail are append-only: a correction is a row more, never a row changed.
create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

create trigger "Reading_append_only" before update or delete on "Reading" for each row execute function refuse_rewriting();
create trigger "Reading_no_truncate" before truncate on "Reading" for each statement execute function refuse_rewriting();
create trigger "TrailEntry_append_only" before update or delete on "TrailEntry" for each row execute function refuse_rewriting();
create trigger "TrailEntry_no_truncate" before truncate on "TrailEntry" for each statement execute function refuse_rewriting();
create trigger "TrailSeal_append_only" before update or delete on "TrailSeal" for each row execute function refuse_rewriting();
create trigger "Signature_append_only" before update or delete on "Signature" for each row execute function refuse_rewriting();

-- A reading stands in one place at a time; a place it was taken out of stays on record.
create unique index "ReadingUse_one_place" on "ReadingUse" ("readingId") where "undoneAt" is null;

-- An instrument has one open claim.
create unique index "Claim_one_open" on "Claim" ("instrumentId") where "closedAt" is null;

-- A task has one current result.
create unique index "Result_one_current" on "Result" ("taskId") where "isCurrent";
