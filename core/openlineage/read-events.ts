/** Reads the bytes of a file of OpenLineage events (openlineage.io, spec 2-0-2): what each tells of a run, and what was refused; the bytes are hostile. */
import { dateTime } from '../export/names';
import { arrayOf, isObject, type Json, type JsonObject, objectOf, stringOf, textOf } from '../record/json';
import { columnInputs } from './column-inputs';
import { datasetId, longestName } from './dataset-id';
import { firstLine, isBlank, partsOf, withoutMark } from './parts';

export const eventTypes = ['START', 'RUNNING', 'COMPLETE', 'ABORT', 'FAIL', 'OTHER'] as const;
export type EventType = (typeof eventTypes)[number];

/** A dataset as the graph names it: by path or URI, and by what its symlinks call it as well (facet `symlinks`, spec 1-0-1). */
export interface ToldData {
  id: string;
  /** Of a symlink of the namespace `lid`. */
  lid: string | null;
  /** Paths, URIs and names of its other symlinks: a table that is a folder, too. */
  others: string[];
}

export interface ToldEvent {
  /** From 1: the line, or of a JSON array (or of `events` as Marquez answers) the number in it. */
  at: number;
  /** A UUID in small letters. */
  run: string;
  type: EventType;
  /** As the event has it. */
  time: string;
  namespace: string;
  job: string;
  /** What it says sent it: airflow, spark, dbt, nextflow …; else empty. */
  sender: string;
  /** Named among its inputs, or as the origin of columns alone. */
  inputs: ToldData[];
  outputs: ToldData[];
}

export interface ReadEvents {
  /** Lines of JSON, or elements of one JSON text. */
  unit: 'line' | 'element';
  events: ToldEvent[];
  refused: { at: number; why: string }[];
  /** Texts that another one repeats byte for byte, and that count once. */
  repeated: number;
}

export const largestFile = 64 * 1024 * 1024;
export const largestEvent = 4 * 1024 * 1024;
const deepest = 100;
const mostDatasets = 10_000;
const mostOthers = 100;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Never throws; the same bytes give the same answer. */
export function readEvents(bytes: Uint8Array): ReadEvents {
  const { unit, parts } = partsOf(bytes, isOneText(bytes));
  const answer: ReadEvents = { unit, events: [], refused: [], repeated: 0 };
  const seen = new Set<string>();
  for (const { at, part } of parts) {
    const read = jsonOf(part, largestEvent);
    if (read === null) continue;
    if ('why' in read) answer.refused.push({ at, why: read.why });
    else if (seen.has(read.text)) answer.repeated++;
    else {
      seen.add(read.text);
      const event = eventOf(at, read.value);
      if (typeof event === 'string') answer.refused.push({ at, why: event });
      else answer.events.push(event);
    }
  }
  return answer;
}

/** The bytes of events as they stand in the file, by their number there; what has none is left out. */
export function eventBytes(bytes: Uint8Array, unit: ReadEvents['unit'], wanted: ReadonlySet<number>): Map<number, Uint8Array> {
  const found = new Map<number, Uint8Array>();
  for (const { at, part } of partsOf(bytes, unit === 'element').parts) {
    if (wanted.has(at)) found.set(at, part);
    if (found.size === wanted.size) break;
  }
  return found;
}

/** What one event says, parsed; null where its bytes are no JSON object. */
export function eventValue(part: Uint8Array): JsonObject | null {
  const read = jsonOf(part, largestEvent);
  return read !== null && 'value' in read && isObject(read.value) ? read.value : null;
}

/** Whether the file is one JSON text that is no line of many: an array, `{"events": […]}`, or one event over several lines. */
function isOneText(bytes: Uint8Array): boolean {
  const text = withoutMark(bytes);
  const first = firstLine(text);
  if (first === null) return false;
  const alone = jsonOf(first, largestEvent);
  if (alone !== null && 'value' in alone && isObject(alone.value) && !Array.isArray(alone.value.events)) return false;
  const read = jsonOf(text, largestFile);
  return read !== null && 'value' in read;
}

/** Null for what holds nothing. */
function jsonOf(part: Uint8Array, limit: number): { text: string; value: Json } | { why: string } | null {
  if (part.length <= limit && isBlank(part)) return null;
  if (part.length > limit) return { why: `longer than ${limit} bytes` };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(part).trim();
  } catch {
    return { why: 'not UTF-8' };
  }
  if (depthOf(part) > deepest) return { why: `nested deeper than ${deepest} levels` };
  try {
    return { text, value: JSON.parse(text) as Json };
  } catch {
    return { why: 'not JSON' };
  }
}

/** How deep brackets are nested, those in texts left out. */
function depthOf(bytes: Uint8Array): number {
  let depth = 0;
  let most = 0;
  let inText = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (inText) {
      if (byte === 0x5c) i++;
      else if (byte === 0x22) inText = false;
    } else if (byte === 0x22) inText = true;
    else if (byte === 0x7b || byte === 0x5b) most = Math.max(most, ++depth);
    else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return most;
}

/** The event, or why it is none that the graph can show. */
function eventOf(at: number, value: Json): ToldEvent | string {
  if (!isObject(value)) return 'not a JSON object';
  if (value.run === undefined)
    return Array.isArray(value.events)
      ? 'a page of several events among other lines: save each page as a file of its own'
      : isObject(value.dataset)
        ? 'an event of a dataset alone: it tells of no run'
        : isObject(value.job)
          ? 'an event of a job alone: it tells of no run'
          : 'no run';
  const run = stringOf(objectOf(value.run).runId);
  if (run === null || !uuid.test(run)) return 'run.runId is not a UUID';
  const time = dateTime(stringOf(value.eventTime));
  if (time === null) return 'eventTime is no instant with date, time and zone';
  const job = objectOf(value.job);
  const [namespace, name] = [textOf(job.namespace), textOf(job.name)];
  if (namespace === null || name === null) return 'job.namespace or job.name is missing';
  if (namespace.length > longestName || name.length > longestName) return `the name of the job is longer than ${longestName} characters`;
  const type = value.eventType === undefined ? 'OTHER' : eventTypes.find((one) => one === value.eventType);
  if (type === undefined) return `eventType is none of ${eventTypes.join(', ')}`;
  const inputs = datasetsOf(value.inputs);
  const byColumns = datasetsOf(columnInputs(value));
  const outputs = datasetsOf(value.outputs);
  if (typeof inputs === 'string') return `inputs: ${inputs}`;
  if (typeof outputs === 'string') return `outputs: ${outputs}`;
  if (typeof byColumns === 'string') return `columnLineage: ${byColumns}`;
  return { at, run: run.toLowerCase(), type, time, namespace, job: name, sender: senderOf(value), inputs: [...inputs, ...byColumns], outputs };
}

function datasetsOf(value: Json | undefined): ToldData[] | string {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return 'not an array';
  if (value.length > mostDatasets) return `more than ${mostDatasets} datasets`;
  const all: ToldData[] = [];
  for (const one of value) {
    const [namespace, name] = [textOf(objectOf(one).namespace), textOf(objectOf(one).name)];
    if (namespace === null || name === null) return 'a dataset without namespace or name';
    if (namespace.length > longestName || name.length > longestName) return `the name of a dataset is longer than ${longestName} characters`;
    const id = datasetId(namespace, name);
    const symlinks = symlinksOf(objectOf(one));
    if (symlinks.length > mostOthers) return `a dataset with more than ${mostOthers} other names`;
    const others = symlinks.flatMap((other) => (other.namespace === 'lid' ? [] : [datasetId(other.namespace, other.name)]));
    all.push({ id, lid: symlinks.find((other) => other.namespace === 'lid')?.name ?? null, others: [...new Set(others)].filter((other) => other !== id) });
  }
  return all;
}

/** `identifiers`: {namespace, name, type}; what is no such thing, or of no length that a name has, names nothing. */
function symlinksOf(dataset: JsonObject): { namespace: string; name: string }[] {
  return arrayOf(objectOf(objectOf(dataset.facets).symlinks).identifiers).flatMap((one) => {
    const [namespace, name] = [textOf(objectOf(one).namespace), textOf(objectOf(one).name)];
    return namespace === null || name === null || namespace.length > longestName || name.length > longestName ? [] : [{ namespace, name }];
  });
}

/** By the facet jobType, else by the address of the producer: `…/integration/spark`, `…/apache/airflow/…`. */
function senderOf(event: JsonObject): string {
  const facet = textOf(objectOf(objectOf(objectOf(event.job).facets).jobType).integration);
  const producer = stringOf(event.producer) ?? '';
  const found = facet ?? /\/integration\/([a-z]+)/i.exec(producer)?.[1] ?? /apache\/(airflow|spark|flink)\b/i.exec(producer)?.[1] ?? '';
  return found.slice(0, 50).toLowerCase();
}
