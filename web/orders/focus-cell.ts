/** Goes to a cell of the grid after the next drawing, for its line may only now be made. */
export function focusCell(row: number, column: string): void {
  setTimeout(() => {
    const cell = document.querySelector<HTMLInputElement>(`[data-cell="${row}:${column}"]`);
    cell?.focus();
    cell?.select();
  }, 30);
}
