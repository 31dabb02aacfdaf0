/**
 * What a line of an answer shows of a file and of the run that it names, kept beside the image in blocks of few rows: a page of files is read out of as many blocks as there are runs on it, and not out of four tables,
 * in each of which its rows lie at places of their own.
 */
import type { Parts } from '../../index/ahead-file';
import type { AheadInPlace } from '../../index/ahead-in-place';
import { hexOf } from '../../index/key-bytes';
import { lastNode } from '../../index/queries/search';
import { lineRows, lineTexts, onceVanished } from '../../index/queries/search-rows';
import { type RowReader, rowBlock, rowReader, type TextRow } from '../../index/row-block';
import { joinedBytes } from '../../joined-bytes';
import { byRecords, byRecordsInTurns } from '../by-records';
import type { OpenWorkspace } from '../context';
import type { InTurns } from '../in-turns';
import { isI32, isText, isU8, isU32, type Keeping, keptOf, part, writeAhead } from '../kept-ahead';

/** Of a file. Of a run, which `linesOf` tells of too, `lid` and `title` alone. */
export interface Line {
  lid: string;
  title: string;
  /** The recorded path. */
  detail: string;
  time: string | null;
}

const rowsInBlock = 64;
const digestLength = 32;
/** Ids that are read in one turn: some 40 ms. */
const portion = 5000;

/** `rows`: the blocks, one behind the other; of each, the id of its first row, where it ends, and its SHA-256; `seal`: the SHA-256 of these three. */
export const linesKeeping: Keeping<Parts> = { what: 'lines', form: '1', parts: (parts) => parts, value: (parts) => parts };

export function* makeLines({ db, ahead }: Pick<OpenWorkspace, 'db' | 'ahead'>): Generator<void, Parts> {
  if (ahead === null) throw new Error('Nothing is kept of a view of an earlier time.');
  const blocks: Uint8Array[] = [];
  const firsts: number[] = [];
  const ends: number[] = [];
  const sums: Uint8Array[] = [];
  let waiting: TextRow[] = [];
  const put = (rows: TextRow[]) => {
    const block = rowBlock(rows);
    blocks.push(block);
    firsts.push(rows[0]?.id ?? 0);
    ends.push((ends.at(-1) ?? 0) + block.length);
    sums.push(ahead.sha256([block]));
  };
  const last = lastNode(db);
  for (let from = 0; from <= last; from += portion) {
    waiting.push(...lineRows(db, from, from + portion));
    for (; waiting.length >= rowsInBlock; waiting = waiting.slice(rowsInBlock)) put(waiting.slice(0, rowsInBlock));
    yield;
  }
  if (waiting.length > 0) put(waiting);
  const table = { firsts: Int32Array.from(firsts), ends: Uint32Array.from(ends), sums: joinedBytes(sums) };
  return { ...table, seal: sealOf(ahead, table), rows: joinedBytes(blocks) };
}

interface Table {
  firsts: Int32Array;
  ends: Uint32Array;
  sums: Uint8Array;
}

function sealOf({ sha256 }: Pick<AheadInPlace, 'sha256'>, { firsts, ends, sums }: Table): string {
  return hexOf(sha256([bytesOf(firsts), bytesOf(ends), sums]));
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Int32Array | Uint32Array) => new Uint8Array(buffer, byteOffset, byteLength);

/** Makes the file where there is none: for who goes away behind it, and while nobody asks. */
export function linesInTurns(workspace: OpenWorkspace): InTurns<void> {
  return byRecordsInTurns(workspace, 'lines', function* () {
    if (workspace.ahead?.keeps() !== true || ofUse(opened(workspace)) !== null) return;
    const begun = keptOf(workspace, linesKeeping).stamp;
    const made = yield* makeLines(workspace);
    if (keptOf(workspace, linesKeeping).stamp !== begun) return;
    writeAhead(workspace, linesKeeping, made);
    Object.assign(opened(workspace), open(workspace));
  });
}

interface OpenLines extends Table {
  in: AheadInPlace;
}

interface Opened {
  /** Null where there is none that fits. */
  file: OpenLines | null;
  /** A block was not what was written: it is not read any more. */
  isBroken: boolean;
}

const ofUse = ({ file, isBroken }: Opened) => (isBroken ? null : file);

function opened(workspace: OpenWorkspace): Opened {
  return byRecords(workspace, 'lines opened', () => open(workspace));
}

function open(workspace: OpenWorkspace): Opened {
  const at = workspace.ahead?.keeps() ? workspace.ahead.inPlace(keptOf(workspace, linesKeeping)) : null;
  return { file: at && tableIn(at), isBroken: false };
}

/** What was read of the file, with the rows as they lie there now; null where none was opened. */
export function linesInUse(workspace: OpenWorkspace): Parts | null {
  const { file } = opened(workspace);
  if (file === null) return null;
  const { in: at, ...table } = file;
  return { ...table, seal: sealOf(at, table), ...at.parts(['rows']) };
}

function tableIn(at: AheadInPlace): OpenLines | null {
  const parts = at.parts(['firsts', 'ends', 'sums', 'seal']);
  try {
    const table = { firsts: part(parts, 'firsts', isI32), ends: part(parts, 'ends', isU32), sums: part(parts, 'sums', isU8) };
    return sealOf(at, table) === part(parts, 'seal', isText) ? { ...table, in: at } : null;
  } catch {
    return null;
  }
}

/** Of those of these nodes that are files, or runs, and of which it is kept; all else is asked of the index. */
export function linesOf(workspace: OpenWorkspace, nodes: Iterable<number>): Map<number, Line> {
  const lines = new Map<number, Line>();
  const at = opened(workspace);
  const file = ofUse(at);
  if (file === null) return lines;
  const ids = Int32Array.from(new Set(nodes)).sort();
  const reader = rowReader(lineTexts);
  for (const stretch of stretchesOf(file, ids)) {
    if (readStretch(file, stretch, ids, reader)) continue;
    // It was damaged, or another process has put another in its place: what was read is as it was written.
    at.isBroken = true;
    break;
  }
  reader.rows(({ id, texts: [lid, title, detail, time] }) => {
    lines.set(id, { lid: lid ?? '', title: title ?? '', detail: detail as string, time: time ?? null });
  });
  return lines;
}

/** Blocks that lie one behind the other, and the places of the ids, among those that are asked for, that may be in each. */
interface Stretch {
  first: number;
  ids: { from: number; to: number }[];
}

/** Longer ones are read in parts. */
const mostAtOnce = 64;

function stretchesOf(file: Table, ids: Int32Array): Stretch[] {
  const stretches: Stretch[] = [];
  for (let from = 0, to = 0; from < ids.length; from = to) {
    const block = blockOf(file, ids[from] ?? 0);
    const next = file.firsts[block + 1] ?? Number.POSITIVE_INFINITY;
    for (to = from + 1; to < ids.length && (ids[to] ?? 0) < next; ) to++;
    const last = stretches.at(-1);
    if (block < 0) continue;
    if (last !== undefined && last.first + last.ids.length === block && last.ids.length < mostAtOnce) last.ids.push({ from, to });
    else stretches.push({ first: block, ids: [{ from, to }] });
  }
  return stretches;
}

/** The last block that begins with this id, or one before it; -1 where none does. */
function blockOf({ firsts }: Table, id: number): number {
  let [low, high] = [-1, firsts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((firsts[middle] ?? 0) <= id) low = middle;
    else high = middle;
  }
  return low;
}

/** False where it is not what was written. */
function readStretch({ in: at, ends, sums }: OpenLines, stretch: Stretch, ids: Int32Array, reader: RowReader): boolean {
  const endOf = (block: number) => (block < 0 ? 0 : (ends[block] ?? 0));
  const begin = endOf(stretch.first - 1);
  const bytes = new Uint8Array(Math.max(0, endOf(stretch.first + stretch.ids.length - 1) - begin));
  if (!at.read('rows', begin, bytes)) return false;
  for (const [i, { from, to }] of stretch.ids.entries()) {
    const block = stretch.first + i;
    const its = bytes.subarray(endOf(block - 1) - begin, endOf(block) - begin);
    const sum = at.sha256([its]);
    for (let byte = 0; byte < digestLength; byte++) if (sum[byte] !== sums[block * digestLength + byte]) return false;
    try {
      reader.take(its, ids.subarray(from, to));
    } catch {
      return false;
    }
  }
  return true;
}

/** Files whose record may not be in the store: of those the index is asked, as what is kept says nothing of it. */
export function maybeGone(workspace: OpenWorkspace): ReadonlySet<number> {
  return workspace.cached('once vanished', () => onceVanished(workspace.db));
}
