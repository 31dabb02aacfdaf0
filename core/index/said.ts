/** Finds out what one object of a store says: all that the index keeps of its bytes, as plain data, so that another thread than the one that writes the index can do it. */
import { foldKey } from '../findings/fold-key';
import type { Hash } from '../ports';
import { visibleText } from '../preview/visible-text';
import { type LineageRecord, parseRecord } from '../record/envelope';
import type { FileFacts, RecordFacts, RunFacts } from '../record/facts';
import { type HistoryLine, historyBounds, parseHistory } from '../record/history';
import { type RecordKind, readerOf } from '../record/kinds';
import { lidOfKey } from '../record/lid';
import { odditiesOf } from '../record/oddities';
import { classify } from '../store/classify';
import { recordedMillis } from '../verify/recorded-time';
import { ownState } from '../verify/recorded-value';
import { ownNumbers } from './schema';

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** What an object is said to be while its bytes cannot be read from the packs. */
const lostBytes = 'the bytes kept of it are damaged on this disk: the next sync reads it again, if the store still has it';

/** It holds texts, numbers, null, lists and objects of these alone: JSON keeps all of it. */
export type Said = { class: 'quarantined'; reason: string } | SaidHistory | SaidRecord;

interface SaidHistory {
  class: 'history';
  /** Why it is no line of a run history; null where it is one. */
  quarantined: string | null;
  line: (HistoryLine & { early: number | null; late: number | null; odd: string | null }) | null;
}

interface SaidRecord {
  class: 'record';
  key: string;
  /** Null where the key is its own fold, as most are. */
  fold: string | null;
  /** Why it is no record; null where it is one. */
  quarantined: string | null;
  record: RecordSaid | null;
}

/** Times in milliseconds since 1970 UTC; null for what is none. */
export interface RecordSaid extends Omit<RecordFacts, 'detail' | 'runFacts' | 'fileFacts' | 'createdAt'> {
  kind: RecordKind;
  problem: string | null;
  /** As it goes into the index: null stands for the path of the file. */
  detail: string | null;
  runFacts?: RunFacts & { startMs: number | null };
  /** `own`: one of ownNumbers. */
  fileFacts?: FileFacts & { createdMs: number | null; modifiedMs: number | null; own: number };
  /** Of an #output record. */
  made?: { createdAt: string | null; createdMs: number | null };
  oddities: { type: string; detail: string }[];
}

/** What the object at this path says; never throws. `bytes` null: they are lost. */
export function saidOf(path: string, bytes: Uint8Array | null, murmur3: () => Hash): Said {
  const what = classify(path, bytes?.length ?? 1);
  if (what.class === 'record') {
    const { key } = what;
    const fold = foldKey(key);
    const parsed = bytes === null ? { quarantine: lostBytes } : parseRecord(bytes);
    const about = { class: 'record', key, fold: fold === key ? null : fold } as const;
    if ('quarantine' in parsed) return { ...about, quarantined: parsed.quarantine, record: null };
    return { ...about, quarantined: null, record: recordSaid(key, parsed.record, utf8.decode(bytes ?? undefined), murmur3) };
  }
  if (what.class !== 'history') return { class: 'quarantined', reason: what.reason };
  const line = bytes === null ? null : parseHistory(bytes);
  if (line === null) return { class: 'history', quarantined: bytes === null ? lostBytes : 'not a line of a run history', line };
  const odd = what.name === line.key ? null : `lies under the name ${visibleText(what.name)} and names ${visibleText(lidOfKey(line.key))}`;
  return { class: 'history', quarantined: null, line: { ...line, ...historyBounds(line.time), odd } };
}

/** Why these bytes are neither a record nor a line of history; null where they are. */
export function whyQuarantined(said: Said): string | null {
  return said.class === 'quarantined' ? said.reason : said.quarantined;
}

function recordSaid(key: string, record: LineageRecord, text: string, murmur3: () => Hash): RecordSaid {
  const { kind, problem } = record;
  const oddities = odditiesOf(record, text, key);
  const reader = kind === 'Unknown' ? undefined : readerOf(kind);
  if (reader === undefined) return { kind, problem, title: key, detail: record.recordedKind ?? 'no kind', run: null, task: null, labels: [], links: [], nullRun: false, oddities };
  const { detail, runFacts, fileFacts, createdAt, ...facts } = reader.facts(record.spec, key);
  const said: RecordSaid = { kind, problem, ...facts, detail: fileFacts?.path === detail ? null : detail, oddities };
  if (runFacts !== undefined) said.runFacts = { ...runFacts, startMs: recordedMillis(runFacts.start) };
  if (fileFacts !== undefined)
    said.fileFacts = {
      ...fileFacts,
      size: fileFacts.size === null ? null : fileFacts.size + 0, // no -0, which JSON does not keep, nor SQLite
      createdMs: recordedMillis(fileFacts.createdAt),
      modifiedMs: recordedMillis(fileFacts.modifiedAt),
      own: ownNumbers[ownState({ ...fileFacts, lid: lidOfKey(key), ranAt: null, metadataOnly: record.shape === 'root' }, murmur3)],
    };
  if (createdAt !== undefined) said.made = { createdAt, createdMs: recordedMillis(createdAt) };
  return said;
}
