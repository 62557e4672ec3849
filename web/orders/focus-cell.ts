/** Goes to a cell of the grid: at once where it is there, for keys may follow quickly; else after the next drawing, which makes its line. */
export function focusCell(row: number, column: string): void {
  if (!focusNow(row, column)) setTimeout(() => focusNow(row, column), 30);
}

function focusNow(row: number, column: string): boolean {
  const cell = document.querySelector<HTMLElement>(`[data-cell="${row}:${column}"]`);
  cell?.focus();
  if (cell instanceof HTMLInputElement) cell.select();
  return cell !== null;
}
