/** What somebody types into a search box is looked for as it stands: `%`, `_` and `\` mean nothing else there. */
export function literally(typed: string): string {
  return typed.replace(/[\\%_]/g, "\\$&");
}
