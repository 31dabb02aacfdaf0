/** Reads the bytes of one stored object into a record, tolerantly: what is not understood is kept and told, never dropped. */
import { isObject, type Json, type JsonObject, stringOf } from './json';
import { type RecordKind, readerOf } from './kinds';

/** `lineage/v1beta1` (Nextflow source: LinModel.VERSION, plugin nf-lineage). */
export const knownVersion = 'lineage/v1beta1';

export interface LineageRecord {
  kind: RecordKind;
  /** As it stands in the record. */
  recordedKind: string | null;
  version: string | null;
  /** `root`: the shape of 25.04, fields beside `kind`. */
  shape: 'spec' | 'root';
  spec: JsonObject;
  /** The whole object. */
  root: JsonObject;
  /** Names in the text: more than `root` has where one object has a name more than once. */
  members: number;
  /** False: its texts and names are printable ASCII, tab, line feed and carriage return, and nothing else. */
  mayHide: boolean;
  /** Why the kind is Unknown though the JSON is sound; null otherwise. */
  problem: string | null;
}

export type ParsedObject = { record: LineageRecord } | { quarantine: string };

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const maxDepth = 500;
/** Bytes. Interpreting takes several times as much memory; Nextflow's largest records, lists of all outputs of a run, take some hundred bytes a file. */
const maxInterpreted = 32 << 20;

/** Never throws: bytes that hold no record come back with the reason in words. */
export function parseRecord(bytes: Uint8Array): ParsedObject {
  if (bytes.length === 0) return { quarantine: 'empty: the record was never written' };
  if (bytes.length > maxInterpreted) return { quarantine: `larger than ${maxInterpreted >> 20} MiB: kept as it is, not interpreted` };
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { quarantine: 'not UTF-8 text' };
  }
  if (text.charCodeAt(0) === 0xfeff) return { quarantine: 'begins with a byte order mark, which Nextflow never writes' };
  const { deepest, members, mayHide } = shapeOf(text);
  if (deepest > maxDepth) return { quarantine: `nested deeper than ${maxDepth} levels` };
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    return { quarantine: `not JSON: ${error instanceof Error ? error.message : 'unknown error'}` };
  }
  if (!isObject(value)) return { quarantine: 'JSON, but no object' };
  return { record: toRecord(value, members, mayHide) };
}

function toRecord(value: JsonObject, members: number, mayHide: boolean): LineageRecord {
  const version = stringOf(value.version);
  const recordedKind = stringOf(value.kind);
  const shape = isObject(value.spec) ? 'spec' : 'root';
  const spec = isObject(value.spec) ? value.spec : rootSpec(value);
  const reader = recordedKind === null ? undefined : readerOf(recordedKind);
  const problem =
    version !== knownVersion
      ? `unknown version ${JSON.stringify(version)}: kept as it is, not interpreted`
      : reader === undefined
        ? `unknown kind ${JSON.stringify(recordedKind)}: kept as it is, not interpreted`
        : null;
  return { kind: problem === null && reader ? reader.kind : 'Unknown', recordedKind, version, shape, spec, root: value, members, mayHide, problem };
}

function rootSpec(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'version' && name !== 'kind' && name !== 'spec'));
}

/** Deepest nesting of brackets outside strings, a cheap guard before a recursive parser; how many names there are; and whether a text may hold what is not seen: by itself, or by an escape. */
function shapeOf(text: string): { deepest: number; members: number; mayHide: boolean } {
  let members = 0;
  let depth = 0;
  let deepest = 0;
  let inString = false;
  let mayHide = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c > 0x7e || (c < 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09)) mayHide = true;
    if (inString) {
      if (c === 0x5c) {
        const escaped = text.charCodeAt(++i);
        // \u, \b and \f make characters that may not be seen.
        if (escaped === 0x75 || escaped === 0x62 || escaped === 0x66) mayHide = true;
      } else if (c === 0x22) inString = false;
    } else if (c === 0x22) inString = true;
    else if (c === 0x7b || c === 0x5b) {
      if (++depth > deepest) deepest = depth;
    } else if (c === 0x7d || c === 0x5d) depth--;
    else if (c === 0x3a) members++;
  }
  return { deepest, members, mayHide };
}
