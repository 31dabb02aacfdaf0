/** CSV that a spreadsheet opens as text: no cell of hostile text becomes a formula. */

import { visibleText } from './preview/visible-text';
import type { Masker } from './redact/masker';
import { splitName } from './time/name';
import { asOfHead } from './time/words';

/** First characters that spreadsheets take for a formula, or that they drop before looking (OWASP, "CSV Injection"), in their wide forms too. */
const formula = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

export interface CsvWriter {
  /** One line of RFC 4180 with CR LF, every cell quoted. */
  line(cells: readonly (string | number | null)[]): string;
  /** The first lines of a table: as of which instant it is, where the name of the workspace has one, then the titles of the columns. */
  head(workspace: string, titles: readonly string[]): string;
  /** Cells that would be a formula, and begin with an apostrophe instead. */
  guarded(): number;
}

/** `masker`: of the workspace that the cells are of, where they were not masked before. */
export function createCsv(masker: Pick<Masker, 'text'> | null = null): CsvWriter {
  let guarded = 0;
  const cell = (value: string | number | null) => {
    const plain = value === null ? '' : String(value);
    let text = visibleText(masker === null ? plain : masker.text(plain).value);
    if (typeof value !== 'number' && formula.test(text)) {
      text = `'${text}`;
      guarded++;
    }
    return `"${text.replaceAll('"', '""')}"`;
  };
  const line: CsvWriter['line'] = (cells) => `${cells.map(cell).join(',')}\r\n`;
  return {
    line,
    head(workspace, titles) {
      const { at } = splitName(workspace);
      return (at === null ? '' : line([asOfHead(at)])) + line(titles);
    },
    guarded: () => guarded,
  };
}
