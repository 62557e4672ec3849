/** Whether a text names an edition: `GB 2762-2022《…》` and `GB 2762—2022（含第1号修改单）` name the edition 2022 of GB 2762. */
export function namesEdition(text: string, edition: { standard: string; version: string }): boolean {
  const said = plain(text);
  const wanted = plain(`${edition.standard}${edition.version}`);
  const at = said.indexOf(wanted);
  return at >= 0 && !/\d/.test(said.charAt(at + wanted.length));
}

/** In any spacing and with any dash. */
function plain(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\s—–-]/g, "")
    .toUpperCase();
}
