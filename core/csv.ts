/** CSV that a spreadsheet opens as text: no cell of hostile text becomes a formula. */
import { visibleText } from './preview/visible-text';

/** First characters that spreadsheets take for a formula, or that they drop before looking (OWASP, "CSV Injection"), in their wide forms too. */
const formula = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

export interface CsvWriter {
  /** One line of RFC 4180 with CR LF, every cell quoted. */
  line(cells: readonly (string | number | null)[]): string;
  /** Cells that would be a formula, and begin with an apostrophe instead. */
  guarded(): number;
}

export function createCsv(): CsvWriter {
  let guarded = 0;
  const cell = (value: string | number | null) => {
    let text = value === null ? '' : visibleText(String(value));
    if (typeof value !== 'number' && formula.test(text)) {
      text = `'${text}`;
      guarded++;
    }
    return `"${text.replaceAll('"', '""')}"`;
  };
  return { line: (cells) => `${cells.map(cell).join(',')}\r\n`, guarded: () => guarded };
}
