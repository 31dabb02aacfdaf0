/** Table cells as tab-separated text for a spreadsheet, in which no cell can be taken for a formula. */

type Cell = string | number | null | undefined;

/** One cell: tabs and line breaks become spaces; a leading `=`, `+`, `-` or `@` of a text gets an apostrophe before it. */
function tsvCell(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  const oneLine = cell.replace(/[\t\r\n]+/g, ' ');
  return /^[=+\-@]/.test(oneLine) ? `'${oneLine}` : oneLine;
}

/** Header and rows as TSV, a line each, with a line break at the end. */
export function toTsv(titles: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [titles, ...rows].map((row) => `${row.map(tsvCell).join('\t')}\n`).join('');
}
