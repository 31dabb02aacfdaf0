/** Puts rows of a table on the clipboard, as tab-separated text with a heading; says what was copied, or why not. */
import { call } from '../client';
import { tableWords } from '../words/parts';
import type { RowSource } from './row-source';
import { type Column, rowsAsTsv } from './table-rows';

/** The most the clipboard call takes, in UTF-16 units. */
const clipboardLimit = 1_000_000;

/** `places` by number, or all that fit; those out of sight are asked for. */
export async function chosenRows<Row>(source: RowSource<Row>, places: readonly number[] | 'all'): Promise<Row[]> {
  if (places !== 'all') {
    const held = places.map(source.rowAt);
    if (held.every((row) => row !== undefined)) return held as Row[];
  }
  const all: Row[] = [];
  for await (const rows of source.read(new AbortController().signal)) all.push(...rows);
  return places === 'all' ? all : places.flatMap((place) => all[place] ?? []);
}

/** `places` by number, or all that fit. Never fails: the answer is a sentence. */
export async function copyRows<Row>(source: RowSource<Row>, columns: readonly Column<Row>[], places: readonly number[] | 'all'): Promise<string> {
  try {
    const rows = await chosenRows(source, places);
    const text = rowsAsTsv(rows, columns);
    if (text.length > clipboardLimit) return tableWords.tooMuch;
    await call('clipboard.write', { text });
    return tableWords.copied(rows.length);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
