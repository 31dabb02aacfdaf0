/** Reads a list of files or runs from hostile bytes: CSV, TSV, checksum lists, or one name a line; and says which column was taken for what. */
import Papa from 'papaparse';
import type { ListRole, Reconciliation } from '../../contract/reconcile';
import { AuditError } from '../../errors';
import { visibleText } from '../../preview/visible-text';
import { checksumListText, parseChecksumList } from '../checksum-list';

/** One line of a list: what it says, by what it means. */
export interface ListEntry {
  row: number;
  lid?: string;
  path?: string;
  name?: string;
  sha256?: string;
  /** A digest that is no SHA-256, or that the list contradicts: its text, and a sentence on why. Both safe to show. */
  unusable?: { text: string; why: string };
  run?: string;
  /** A word of which nothing tells whether it names a run or a file. */
  word?: string;
}

export interface ReadList {
  form: Reconciliation['list']['form'];
  columns: Reconciliation['list']['columns'];
  entries: ListEntry[];
  notes: string[];
}

const mostRows = 100_000;
const shownProblems = 10;

/** Throws `bad-input` where nothing can be read as a list, or no column tells what the lines name. */
export function readList(bytes: Uint8Array, name: string, column: string | undefined): ReadList {
  const text = checksumListText(bytes).replace(/^\uFEFF/, '');
  if (text.includes('\0')) throw new AuditError('bad-input', `"${name}" is no text, so it is no list: give a CSV or TSV file, a sha256sum file, or one name a line.`);
  if (column === undefined) {
    const sums = parseChecksumList(text);
    if (sums.entries.length > 0 && sums.problems.length <= sums.entries.length) return checksumEntries(sums, text.split('\n'));
  }
  return tableEntries(text, name, column);
}

function checksumEntries({ entries, problems }: ReturnType<typeof parseChecksumList>, lines: readonly string[]): ReadList {
  const usable = new Set(entries.map(({ path }) => path));
  const broken = problems.flatMap(({ line, message }) => {
    const said = brokenLine(lines[line - 1] ?? '');
    return said === null || usable.has(said.path) ? [] : [{ row: line, ...placed(said.path), unusable: { text: shownDigest(said.digest), why: `In the list, ${message}` } }];
  });
  tooMany(entries.length + broken.length);
  const notes = problems.slice(0, shownProblems).map(({ line, message }) => `Line ${line}: ${message}`);
  if (problems.length > shownProblems) notes.push(`And ${problems.length - shownProblems} more lines that could not be used.`);
  return {
    form: 'sha256sum',
    columns: [
      { column: 1, header: null, as: 'sha256' },
      { column: 2, header: null, as: 'path' },
    ],
    entries: [...entries.map(({ line, path, sha256 }) => ({ row: line, sha256, ...placed(path) })), ...broken].sort((a, b) => a.row - b.row),
    notes,
  };
}

/** Path and digest of a line that has the form of a checksum list, and whose digest cannot be used; null for any other line. */
function brokenLine(line: string): { path: string; digest: string } | null {
  const text = line.trim().replace(/^\\/, '');
  const tagged = /^[A-Za-z][A-Za-z0-9/-]* ?\((.+)\) ?= (\S+)$/.exec(text);
  if (tagged !== null) return { path: tagged[1] ?? '', digest: tagged[2] ?? '' };
  const plain = /^([0-9A-Fa-f]+)(?: [ *]|[ \t])(.+)$/.exec(text) ?? /^([0-9A-Za-z]{8,}) [ *](.+)$/.exec(text);
  return plain === null ? null : { path: plain[2] ?? '', digest: plain[1] ?? '' };
}

function shownDigest(cell: string): string {
  return visibleText(cell).slice(0, 140);
}

function tableEntries(text: string, name: string, column: string | undefined): ReadList {
  const first = text.split(/\r?\n/).find((line) => line.trim() !== '') ?? '';
  const delimiter = delimiterOf(first);
  const quoteChar = delimiter === '\t' || delimiter === null ? '\u0001' : '"';
  const { data, errors } = Papa.parse(text, { delimiter: delimiter ?? '\u0002', quoteChar });
  const rows = data.map((cells, i) => ({ row: i + 1, cells: cells.map((cell) => cell.trim()) })).filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (rows.length === 0) throw new AuditError('bad-input', `"${name}" is empty, so there is nothing to reconcile.`);
  tooMany(rows.length);
  const header = rows[0]?.cells.some((cell) => headerRole(cell) !== null) || hasHeader(rows[0]?.cells ?? [], column) ? rows.shift() : undefined;
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), header?.cells.length ?? 0);
  const roles = Array.from({ length: width }, (_, at) => roleOf(header?.cells[at] ?? null, rows, at));
  const chosen = column === undefined ? null : columnNumber(column, header?.cells ?? null, rows[0]?.cells ?? [], width, name);
  const used = roles.map((role, at) => (chosen === null ? role : at === chosen ? 'any' : role === 'sha256' || (role === 'run' && chosen !== at) ? role : null));
  if (!used.some((role) => role !== null))
    throw new AuditError(
      'bad-input',
      `No column of "${name}" is known to name files or runs. Say which one does: --column ${header === undefined ? '1' : `"${visibleText(header.cells[0] ?? '')}"`}.`,
    );
  const notes = errors.some(({ type }) => type === 'Quotes') ? ['Its quotes do not pair up, so cells may be wrong.'] : [];
  let otherSums = 0;
  const entries = rows.map(({ row, cells }): ListEntry => {
    const entry: ListEntry = { row };
    used.forEach((role, at) => {
      const cell = cells[at] ?? '';
      if (role === null || cell === '') return;
      if (role === 'sha256') {
        if (isSha256(cell)) entry.sha256 = cell.toLowerCase();
        else {
          otherSums++;
          entry.unusable ??= { text: shownDigest(cell), why: 'The digest in the list is no SHA-256.' };
        }
      } else if (role === 'run') entry.run ??= cell;
      else if (role === 'lid') entry.lid ??= cell;
      else if (role === 'any') Object.assign(entry, meantBy(cell));
      else Object.assign(entry, { ...placed(cell), ...entry });
    });
    // Another column has a SHA-256 of it.
    if (entry.sha256 !== undefined) delete entry.unusable;
    return entry;
  });
  if (otherSums > 0)
    notes.push(`${otherSums} checksum${otherSums === 1 ? ' is' : 's are'} no SHA-256 (an MD5, perhaps) and ${otherSums === 1 ? 'was' : 'were'} held against nothing.`);
  return {
    form: delimiter === null ? 'lines' : delimiter === '\t' ? 'tsv' : 'csv',
    columns: used.map((role, at) => ({
      column: at + 1,
      header: header === undefined ? null : visibleText(header.cells[at] ?? ''),
      as: role === 'any' ? kindOfColumn(rows, at) : role,
    })),
    entries,
    notes,
  };
}

type UsedRole = ListRole | 'any';

/** Words that heads of columns are made of, without case and signs. */
const headers: Record<ListRole, readonly string[]> = {
  lid: ['lid', 'lineageid', 'lineage', 'lids'],
  path: ['path', 'filepath', 'fullpath', 'location', 'uri', 'url', 'destination', 'recordedpath', 'file', 'files', 'filename', 'name'],
  name: ['basename'],
  sha256: ['sha256', 'sha256sum', 'checksum', 'hash', 'digest', 'sha2'],
  run: ['run', 'runid', 'runname', 'runlid', 'session', 'sessionid', 'workflow', 'workflowrun', 'workflowid'],
};

function headerRole(text: string): ListRole | null {
  const plain = text.toLowerCase().replace(/[^a-z0-9]/g, '');
  for (const [role, words] of Object.entries(headers)) if (words.includes(plain)) return role as ListRole;
  return null;
}

function hasHeader(cells: readonly string[], column: string | undefined): boolean {
  return column !== undefined && cells.some((cell) => cell.toLowerCase() === column.toLowerCase());
}

/** With a head, by its word; without one, by what most of the cells are. */
function roleOf(header: string | null, rows: readonly { cells: string[] }[], at: number): UsedRole | null {
  if (header !== null) return headerRole(header);
  const kind = kindOfColumn(rows, at);
  return kind ?? (at === 0 ? 'any' : null);
}

function kindOfColumn(rows: readonly { cells: string[] }[], at: number): ListRole | null {
  const kinds = rows.slice(0, 100).flatMap(({ cells }) => (cells[at] ? [Object.keys(meantBy(cells[at]))[0] as ListRole | 'word'] : []));
  for (const kind of ['lid', 'sha256', 'path', 'run'] as const) if (kinds.filter((one) => one === kind).length > kinds.length / 2) return kind;
  return null;
}

function columnNumber(column: string, header: readonly string[] | null, first: readonly string[], width: number, name: string): number {
  const named = header?.findIndex((cell) => cell.toLowerCase() === column.toLowerCase()) ?? -1;
  if (named >= 0) return named;
  const number = /^\d{1,4}$/.test(column) ? Number(column) : 0;
  if (number >= 1 && number <= width) return number - 1;
  const cells = (header ?? first).map((cell) => `"${visibleText(cell).slice(0, 60)}"`).join(', ');
  throw new AuditError(
    'bad-input',
    `"${name}" has no column "${column}". ${header === null ? `Its first line reads ${cells}: name one of these, or` : `Its columns are: ${cells}; or`} give a number from 1 to ${width}.`,
  );
}

/** The one that stands most often in the first line, outside quotes; null where there is none. */
function delimiterOf(line: string): string | null {
  const bare = line.replace(/"[^"]*"/g, '');
  const counts = ['\t', ',', ';'].map((sign) => ({ sign, count: bare.split(sign).length - 1 })).sort((a, b) => b.count - a.count);
  return counts[0] !== undefined && counts[0].count > 0 ? counts[0].sign : null;
}

/** What a text is by its looks. */
function meantBy(text: string): Partial<ListEntry> {
  if (/^lid:\/\//.test(text) || /^[0-9a-f]{32}(?=$|[/#])/.test(text)) return { lid: text };
  if (isSha256(text)) return { sha256: text.toLowerCase() };
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)) return { run: text };
  return /[/\\]/.test(text) ? { path: text } : { word: text };
}

/** A cell of a column of files: a path where it has a slash, else a name. */
function placed(text: string): Partial<ListEntry> {
  if (/^lid:\/\//.test(text)) return { lid: text };
  return /[/\\]/.test(text) ? { path: text } : { name: text };
}

function isSha256(text: string): boolean {
  return /^[0-9a-f]{64}$/i.test(text);
}

function tooMany(rows: number): void {
  if (rows > mostRows) throw new AuditError('bad-input', `The list has ${rows} lines; at most ${mostRows} are held against the records at once. Split it.`);
}
