import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkArchive } from "../../server/certificates/check-archive.ts";
import { issueCertificate } from "../../server/certificates/issue-certificate.ts";
import type { SigningState } from "../../server/certificates/key-contract.ts";
import { daysLeft, keyUrgency } from "../../server/certificates/rules/key-warnings.ts";
import { signingKeys } from "../../server/certificates/signing-keys.ts";
import type { House } from "../../server/platform/context.ts";
import { aChain, anAuthority, revocationOf, type Span } from "../setup/authority.ts";
import { aCertificate } from "../setup/certified.ts";
import { openLab, type Lab } from "../setup/lab.ts";
import { scratchFolder } from "../setup/outside-programs.ts";
import { told } from "../setup/story.ts";

const file = scratchFolder();
let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

test.each([
  ["2026-12-01T00:00:00Z", 61, "none"],
  ["2026-12-02T00:00:01Z", 59, "soon"],
  ["2027-01-01T00:00:00Z", 30, "near"],
  ["2027-01-23T12:00:00Z", 7, "urgent"],
  ["2027-01-31T00:00:00Z", 0, "urgent"],
  ["2027-01-31T00:00:01Z", -1, "ended"],
])("a key that ends on 31 January 2027 has at %s %i days left: %s", (now, days, urgency) => {
  expect(daysLeft(new Date("2027-01-31T00:00:00Z"), new Date(now))).toBe(days);
  expect(keyUrgency(days)).toBe(urgency);
});

type Settings = House["settings"];
/** The same house as it would be with other settings. */
const houseWith = (settings: Partial<Settings>): House => ({
  ...lab.house,
  settings: { ...lab.house.settings, ...settings },
});

/** A key of the laboratory's own in files, as LIMS_SIGNING_KEY and LIMS_SIGNING_CHAIN name them. */
async function ownKey(name: string, madeAt = "2026-11-01T00:00:00Z") {
  const authority = await anAuthority(madeAt, `真实机构 ${name}`);
  const signing = { place: file(`${name}.pem`), chainFile: file(`${name}-chain.pem`), passphrase: undefined };
  writeFileSync(signing.place, authority.keyPem);
  writeFileSync(signing.chainFile, authority.chainPem);
  return { authority, signing };
}

/** As if its file had not been made yet. */
async function unissued(number: string): Promise<string> {
  const { id, sampleId } = await lab.db.certificate.update({
    where: { number },
    data: { state: "issuing", sha256: null, fileId: null, issuedAt: null, signatureLevel: null, laboratoryKeyId: null },
  });
  await lab.db.sample.update({ where: { id: sampleId }, data: { state: "approved" } });
  return id;
}
const row = (number: string) =>
  lab.db.certificate.findUniqueOrThrow({ where: { number }, include: { laboratoryKey: true } });
const state = async () => told<SigningState>(await (await lab.as("demo-admin")).get("/api/signing-keys"));

describe("the administrator", () => {
  test("sees which key signs, how long, what it signed, and nobody else does", async () => {
    await aCertificate(lab);
    const seen = await state();
    expect(seen.laboratory.key).toMatchObject({ place: "demo", urgency: "none" });
    expect(seen).toMatchObject({ timestamps: "own", people: [], waiting: [], used: [{ certificates: 1 }] });
    expect(JSON.stringify(seen)).not.toMatch(/PRIVATE|passphrase/i);
    expect((await (await lab.as("demo-analyst")).get("/api/signing-keys")).status).toBe(403);
    expect((await lab.nobody.get("/api/signing-keys")).status).toBe(401);
  });

  test("is told on the first page 60 days before the end, and at the end nothing is issued any more", async () => {
    const { number, sampleNumber } = await aCertificate(lab);
    const { laboratory } = await signingKeys(lab.house);
    const end = new Date(laboratory.certificate.validTo).getTime();
    const now = lab.clock.now();
    const at = (days: number) => lab.clock.set(new Date(end - days * 86_400_000).toISOString());
    type Today = { cards: { key: string; count: number; rows: { title: string }[] }[] };
    const card = async () =>
      told<Today>(await (await lab.as("demo-admin")).get("/api/today")).cards.find((c) => c.key === "signing-keys");
    type Gate = { conditions: { code: string; isMet: boolean; details: string[] }[] };
    const gate = async () =>
      told<Gate>(await (await lab.as("demo-signatory")).get(`/api/samples/${sampleNumber}/gate`)).conditions.find(
        ({ code }) => code === "signing-key",
      );
    try {
      at(70);
      expect(await card()).toMatchObject({ count: 0 });
      expect(await gate()).toMatchObject({ isMet: true, details: [] });
      for (const [days, urgency] of [
        [59, "soon"],
        [29, "near"],
        [6, "urgent"],
      ] as const) {
        at(days);
        expect((await state()).laboratory.key).toMatchObject({ urgency, daysLeft: days });
        expect(await card()).toMatchObject({ count: 1 });
        expect(await gate()).toMatchObject({ isMet: true, details: [expect.stringMatching(/^\d{4}-\d\d-\d\d$/)] });
      }
      at(-1);
      expect((await state()).laboratory.key).toMatchObject({ urgency: "ended" });
      expect(await gate()).toMatchObject({ isMet: false });
      await expect(issueCertificate(lab.house, await unissued(number))).rejects.toMatchObject({
        code: "signing-key-unusable",
      });
      expect(await row(number)).toMatchObject({ state: "issuing", stateReason: expect.stringContaining("ended on") });
      expect((await state()).waiting).toMatchObject([{ number, why: expect.stringContaining("签名证书无法使用") }]);
    } finally {
      lab.clock.set(now.toISOString());
    }
    // with a key that is valid the same certificate is issued with the same number, and keeps which key that was
    await issueCertificate(lab.house, (await row(number)).id);
    expect(await row(number)).toMatchObject({ state: "issued", stateReason: null, signatureLevel: "B-LT" });
  });
});

describe("a laboratory's own key", () => {
  test("takes the place of another without a stop: each certificate keeps its key, and the archive holds under both roots", async () => {
    const first = await aCertificate(lab);
    const demo = await row(first.number);
    const { signing, authority } = await ownKey("second");
    const house = houseWith({ signing });
    const second = await aCertificate(lab);
    await issueCertificate(house, await unissued(second.number));
    const rotated = await row(second.number);
    expect(rotated.laboratoryKey?.subject).toContain("真实机构 second");
    expect(rotated.laboratoryKeyId).not.toBe(demo.laboratoryKeyId);
    const view = told<{ signing: { level: string; keys: { serial: string }[] } }>(
      await (await lab.as("demo-signatory")).get(`/api/certificates/${second.number}`),
    );
    expect(view.signing).toMatchObject({ level: "B-B", keys: [{ serial: rotated.laboratoryKey?.serial }] });

    // the very files are exchanged while the server runs
    const third = await ownKey("third");
    writeFileSync(signing.chainFile, third.authority.chainPem);
    writeFileSync(signing.place, third.authority.keyPem);
    expect((await signingKeys(house)).laboratory.certificate.subject).toContain("真实机构 third");

    await checkArchive(house);
    const { faults } = await lab.db.archiveCheck.findFirstOrThrow({ orderBy: { id: "desc" } });
    expect(faults).toEqual([]);
    const roots = (await lab.nobody.get("/api/verify/root.pem")).bytes.toString();
    expect(roots.replaceAll("\n", "")).toContain(authority.rootPem.replaceAll("\n", ""));
  });

  test("must be there outside a demonstration, and must not be the demonstration's", async () => {
    await expect(signingKeys(houseWith({ isDemo: false }))).rejects.toMatchObject({ code: "signing-key-unusable" });
    const { signing } = await ownKey("demo-outside"); // its root is named a demonstration's
    await expect(signingKeys(houseWith({ isDemo: false, signing }))).rejects.toMatchObject({
      details: { why: expect.stringContaining("outside a demonstration") },
    });
  });

  test("that its authority has revoked signs nothing", async () => {
    const { signing, authority } = await ownKey("revoked");
    writeFileSync(file("revoked.crl"), await revocationOf(authority, "2026-11-20T00:00:00Z"));
    await expect(signingKeys(houseWith({ signing, signingCrl: file("revoked.crl") }))).rejects.toMatchObject({
      details: { why: expect.stringContaining("revoked") },
    });
    const stranger = await ownKey("stranger"); // somebody else's list says nothing
    expect(await signingKeys(houseWith({ signing: stranger.signing, signingCrl: file("revoked.crl") }))).toBeDefined();
  });

  test.each([
    ["the root", { root: ["2010-01-01", "2026-11-30"] }, "某机构 根 ended on 2026-11-30"],
    ["an authority between", { between: ["2020-01-01", "2026-11-30"] }, "某机构 中间 ended on 2026-11-30"],
    ["its own certificate", { own: ["2020-01-01", "2026-11-30"] }, "某机构 ended on 2026-11-30"],
    ["its beginning", { own: ["2026-12-05", "2029-12-31"] }, "某机构 is valid only from 2026-12-05"],
  ] as [string, Partial<Parameters<typeof aChain>[0]>, string][])(
    "signs nothing when %s is out of its days, and everybody reads which",
    async (_, out, why) => {
      const span: Span = ["2015-01-01", "2035-12-31"];
      const chain = await aChain({ root: span, between: span, own: span, ...out });
      const signing = { place: file("chain.pem"), chainFile: file("chain-chain.pem"), passphrase: undefined };
      writeFileSync(signing.place, chain.keyPem);
      writeFileSync(signing.chainFile, chain.chainPem);
      const { number, sampleNumber } = await aCertificate(lab);
      // the running house itself: its gate and its page are asked over HTTP
      const settings = lab.house.settings as { signing: Settings["signing"] };
      const before = settings.signing;
      settings.signing = signing;
      try {
        const { key } = (await state()).laboratory;
        expect(key).toMatchObject({
          urgency: why.includes("ended") ? "ended" : "early",
          endsBy: /根|中间/.test(why) ? why.split(" ended")[0] : null,
        });
        const { conditions } = told<{ conditions: { code: string; isMet: boolean; details: string[] }[] }>(
          await (await lab.as("demo-signatory")).get(`/api/samples/${sampleNumber}/gate`),
        );
        expect(conditions.find(({ code }) => code === "signing-key")).toMatchObject({ isMet: false, details: [why] });
        const id = await unissued(number);
        await expect(issueCertificate(lab.house, id)).rejects.toMatchObject({ details: { why } });
      } finally {
        settings.signing = before;
      }
      await issueCertificate(lab.house, (await row(number)).id);
      expect((await row(number)).state).toBe("issued");
    },
  );

  test("of a person signs the approval, and a person's key that has ended stops their approval alone", async () => {
    const { number, sampleNumber } = await aCertificate(lab);
    const { signing } = await ownKey("house");
    const person = await anAuthority("2026-11-01T00:00:00Z", "签字人机构");
    writeFileSync(file("demo-signatory.key.pem"), person.keyPem);
    writeFileSync(file("demo-signatory.chain.pem"), person.chainPem);
    const house = houseWith({ signing, signingPeople: file("") });
    await issueCertificate(house, await unissued(number));
    const kept = await lab.db.certificate.findUniqueOrThrow({ where: { number }, include: { signatoryKey: true } });
    expect(kept.signatoryKey?.subject).toContain("签字人机构");
    expect(kept.signatoryKeyId).not.toBe(kept.laboratoryKeyId);
    expect(sampleNumber).toBeTruthy();
    const old = await anAuthority("2016-01-01T00:00:00Z", "签字人机构");
    writeFileSync(file("demo-signatory.key.pem"), old.keyPem);
    writeFileSync(file("demo-signatory.chain.pem"), old.chainPem);
    await expect(issueCertificate(house, await unissued(number))).rejects.toMatchObject({
      code: "signing-key-unusable",
      details: { why: expect.stringContaining("签字人机构") },
    });
    await issueCertificate(lab.house, (await row(number)).id);
  });
});

describe("when the time-stamp service is away", () => {
  const timestamps = { url: "http://127.0.0.1:9/tsr", rootFile: undefined };

  test("issuing waits and says so, or goes on without and says that", async () => {
    const { number } = await aCertificate(lab);
    const id = await unissued(number);
    await expect(issueCertificate(houseWith({ timestamps, timestampAway: "wait" }), id)).rejects.toThrow("time-stamp");
    expect(await row(number)).toMatchObject({ state: "issuing", stateReason: expect.stringContaining("time-stamp") });
    await issueCertificate(houseWith({ timestamps, timestampAway: "without" }), id);
    expect(await row(number)).toMatchObject({ state: "issued", signatureLevel: "B-B", stateReason: null });
    const entries = await lab.db.trailEntry.findMany({ where: { subject: `certificate ${number}` } });
    expect(entries.find(({ action }) => action === "certificate.waits")).toBeDefined();
    expect(entries.findLast(({ action }) => action === "certificate.issued")?.detail).toMatchObject({ level: "B-B" });
  });
});

test("the archive outlives everything: neither a certificate nor its file nor its key can be deleted", async () => {
  const { number } = await aCertificate(lab);
  const { id, sha256 } = await row(number);
  const refused = /never/;
  await expect(lab.db.certificate.delete({ where: { id } })).rejects.toThrow(refused);
  await expect(lab.db.storedFile.deleteMany({ where: { sha256: sha256 ?? "" } })).rejects.toThrow(refused);
  await expect(lab.db.signingKey.deleteMany({})).rejects.toThrow(refused);
  await expect(lab.db.$executeRaw`truncate "Certificate" cascade`).rejects.toThrow(refused);
});
