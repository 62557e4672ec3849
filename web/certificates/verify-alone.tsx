import { KeyOutlined } from "@ant-design/icons";
import { sha256 as hashOf } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { useQuery } from "@tanstack/react-query";
import { rootCertificate } from "../../server/certificates/contract.ts";
import { fileUrl } from "../api.ts";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** How to check a certificate without this site: readers, free programs, the root certificate and its fingerprint. */
export function VerifyAlone() {
  const t = useWords(words);
  const prints = useQuery({
    queryKey: ["root fingerprints"],
    queryFn: async () => fingerprintsOf(await (await fetch(fileUrl(rootCertificate))).text()),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <details className="panel verify-alone">
      <summary>{t.alone}</summary>
      <ol>
        {t.aloneSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <a className="verify-root" href={fileUrl(rootCertificate)} download>
        <KeyOutlined /> {t.root}
      </a>
      {prints.data?.map((print) => (
        <p key={print} className="small verify-print">
          {t.fingerprint}
          <br />
          <code className="breaks">{print}</code>
        </p>
      ))}
      <div className="stack small">
        <p>{t.aloneReader}</p>
        <p>{t.aloneCommands}</p>
        <pre className="verify-commands">{commands}</pre>
        <p className="quiet">{t.aloneCommandsMean}</p>
      </div>
    </details>
  );
}

// Programs of Debian and others (poppler-utils, libnss3-tools, openssl); FILE.pdf and lims-root.pem are what was downloaded.
const commands = `mkdir nss
certutil -N -d sql:nss --empty-password
certutil -A -d sql:nss -n lims -t CT,C,C -i lims-root.pem
pdfsig -nssdir sql:nss FILE.pdf
pdfdetach -saveall FILE.pdf
openssl x509 -in lims-root.pem -noout -fingerprint -sha256`;

/** SHA-256 of each certificate, as readers show it: pairs of digits between colons. */
function fingerprintsOf(pem: string): string[] {
  const all = [...pem.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g)];
  return all.map(([, base64 = ""]) => {
    const bytes = Uint8Array.from(atob(base64.replace(/\s/g, "")), (c) => c.charCodeAt(0));
    return (bytesToHex(hashOf(bytes)).toUpperCase().match(/../g) ?? []).join(":");
  });
}
