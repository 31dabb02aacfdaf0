/** CSV and TSV as rows for a table, bounded, with every cell made inert. */
import Papa from 'papaparse';
import { visibleText } from './visible-text';

const maxRows = 5000;
const maxColumns = 500;

/** The header comes first; null where there are no rows. `cut`: the text ends in the middle of the file, so its last line is left out. */
export function tableRows(text: string, delimiter: ',' | '\t', cut: boolean): { rows: string[][]; cut: boolean; note: string | null } | null {
  const end = cut ? text.lastIndexOf('\n') : text.length;
  // TSV has no quoting: a quote in it is a character like any other. An unused control character takes the part of the quote.
  const quoteChar = delimiter === '\t' ? '\u0001' : '"';
  const { data, errors } = Papa.parse(text.slice(0, end < 0 ? text.length : end), { delimiter, quoteChar, preview: maxRows + 1, skipEmptyLines: true });
  if (data.length === 0) return null;
  const longest = data.reduce((most, row) => Math.max(most, row.length), 0);
  const notes = [
    data.length > maxRows ? `The first ${maxRows} rows.` : '',
    longest > maxColumns ? `The first ${maxColumns} of ${longest} columns.` : '',
    errors.some((error) => error.type === 'Quotes') ? 'Its quotes do not pair up, so cells may be wrong.' : '',
  ].filter((note) => note !== '');
  const rows = data.slice(0, maxRows).map((row) => row.slice(0, maxColumns).map(visibleText));
  return { rows, cut: data.length > maxRows || longest > maxColumns, note: notes.join(' ') || null };
}
