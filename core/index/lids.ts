/** The LIDs of all records in the store, in their order, with what `lineage find` asks of them most in columns: such a question is answered without the index, or what reads it. */
import type { Term } from '../nextflow/term';
import type { Parts } from './ahead-file';
import { kindNumbers } from './schema';

/** Of the file that holds them. */
export const lidsFile = { what: 'lids', form: '1' } as const;

/** Of what they are: the state of the workspace on the disk when they were kept (`stateOnDisk`), and of the records (`lidsContent`). */
export const lidsStamp = (state: string, content: string): string => `${state}\n${content}`;
export const isOfState = (stamp: string, state: string): boolean => stamp.startsWith(`${state}\n`);
export const isOfContent = (stamp: string, content: string): boolean => stamp.endsWith(`\n${content}`);

export interface LidColumns {
  /** LIDs one behind the other, in the order of JavaScript's `sort`. */
  text: string;
  /** Where each ends in it, in UTF-16 units. */
  ends: Int32Array;
  kinds: Uint8Array;
  /** By its place among `runLids`, the run that each names as its own; -1 for none. */
  runs: Int32Array;
  /** Null where a record names its run by another text than the LID of it, which only the record can tell. */
  runLids: readonly string[] | null;
  /** By its place among `labelSets`, which labels each has. */
  labels: Int32Array;
  labelSets: readonly (readonly string[])[];
}

const kinds = new Map<string, number>(Object.entries(kindNumbers));
/** Of a kind that we do not know nothing is in the index, and `Unknown` is the number of those. */
export const numberOfKind = (kind: string): number => kinds.get(kind) ?? kindNumbers.Unknown;

/** Fields that the index holds whole: for a record of a known kind they are the answer. */
const exact = new Set(['type', 'kind', 'labels']);
/** A run by the one text that means this key, where no record has another for it. */
const plainRun = /^lid:\/\/[0-9a-f]{32}$/;

/** Whether the index is the answer, but for records of kinds that we do not know. */
export function isDecided(terms: readonly Term[], runsArePlain: boolean): boolean {
  return terms.every(({ key, value }) => exact.has(key) || (key === 'workflowRun' && runsArePlain && plainRun.test(value)));
}

/** In their order; null where the columns do not decide. */
export function lidsWith(columns: LidColumns, terms: readonly Term[]): string[] | null {
  const { text, ends, runLids, labelSets } = columns;
  if (!isDecided(terms, runLids !== null)) return null;
  const tests = terms.map(({ key, value }): { of: Uint8Array | Int32Array; holds: Uint8Array } => {
    if (key === 'labels') return { of: columns.labels, holds: Uint8Array.from(labelSets, (labels) => Number(labels.includes(value))) };
    if (key === 'workflowRun') return { of: columns.runs, holds: Uint8Array.from(runLids ?? [], (lid) => Number(lid === value)) };
    return { of: columns.kinds, holds: Uint8Array.from(Object.values(kindNumbers), (number) => Number(number === numberOfKind(value))) };
  });
  const found: string[] = [];
  rows: for (let row = 0; row < ends.length; row++) {
    for (const { of, holds } of tests) if (holds[of[row] ?? -1] !== 1) continue rows;
    found.push(text.slice(row === 0 ? 0 : ends[row - 1], ends[row]));
  }
  return found;
}

export function partsOfLids({ text, ends, kinds: numbers, runs, runLids, labels, labelSets }: LidColumns): Parts {
  return { text, ends, kinds: numbers, runs, labels, lists: JSON.stringify([runLids, labelSets]) };
}

/** Throws where these are none of such a file. */
export function lidsOfParts({ text, ends, kinds: numbers, runs, labels, lists }: Parts): LidColumns {
  if (typeof text !== 'string' || !(ends instanceof Int32Array) || !(numbers instanceof Uint8Array) || !(runs instanceof Int32Array) || !(labels instanceof Int32Array))
    throw new Error('no columns of LIDs');
  const [runLids, labelSets] = JSON.parse(String(lists)) as [LidColumns['runLids'], LidColumns['labelSets']];
  return { text, ends, kinds: numbers, runs, runLids, labels, labelSets };
}
