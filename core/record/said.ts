/** What a record says of itself, as the index keeps it: found out where it is written into the index or, to spare that, where its bytes were read. */
import type { Hash } from '../ports';
import type { FactMasker } from '../redact/facts';
import { classify } from '../store/classify';
import { ownState } from '../verify/recorded-value';
import { type LineageRecord, parseRecord } from './envelope';
import type { FileFacts, KindReader, RecordFacts } from './facts';
import { readerOf } from './kinds';
import { isLid, lidOfKey } from './lid';
import { isPlain } from './oddities';

/** Comes out of JSON as it went in. */
export interface Said {
  kind: KindReader['kind'];
  facts: RecordFacts;
  /** It names a run by another text than that run's LID. */
  runOtherwise: boolean;
  /** Of a file: whether its checksum follows from its own words. */
  own: ReturnType<typeof ownState>;
}

/** `key`: where the record lies. Null where its kind is not known. */
export function saidBy(record: LineageRecord, key: string, murmur3: () => Hash, mask: FactMasker): Said | null {
  const { kind, spec } = record;
  const reader = kind === 'Unknown' ? undefined : readerOf(kind);
  if (reader === undefined) return null;
  const facts = reader.facts(spec, key, mask);
  const named = spec.workflowRun;
  const runOtherwise = facts.run !== null && isLid(named) && named !== lidOfKey(facts.run);
  return { kind: reader.kind, facts, runOtherwise, own: facts.fileFacts === undefined ? 'unknown' : ownOf(facts.fileFacts, key, record, murmur3) };
}

/** Longer ones are interpreted where they are written, so that what waits between takes little memory. Bytes. */
const mostAhead = 64 << 10;

/** The same where nothing is odd about the object of this path, and its kind takes no key of masks: of nearly all records. Null of all others. */
export function saidPlainly(path: string, bytes: Uint8Array, murmur3: () => Hash): Said | null {
  const what = bytes.length > mostAhead ? null : classify(path, bytes.length);
  if (what?.class !== 'record') return null;
  const parsed = parseRecord(bytes);
  if (!('record' in parsed) || !isPlain(parsed.record, what.key)) return null;
  try {
    return saidBy(parsed.record, what.key, murmur3, noMask);
  } catch (error) {
    if (error instanceof TakesMask) return null;
    throw error;
  }
}

class TakesMask extends Error {}

function takesMask(): never {
  throw new TakesMask();
}

const noMask: FactMasker = { key: 'none', text: takesMask, value: takesMask, held: takesMask, forms: takesMask, isText: takesMask, isValue: takesMask };

function ownOf({ path, size, modifiedAt, checksum }: FileFacts, key: string, { shape }: LineageRecord, murmur3: () => Hash) {
  return ownState({ lid: lidOfKey(key), path, size, modifiedAt, checksum, ranAt: null, metadataOnly: shape === 'root' }, murmur3);
}
