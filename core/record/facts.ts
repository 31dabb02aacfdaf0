/** What a record says of itself, in the form that the index and the graph need; each kind declares its own. */
import type { FactMasker } from '../redact/facts';
import { secretSpans } from '../redact/text';
import type { Json, JsonObject } from './json';
import { arrayOf, isObject, stringOf, textOf } from './json';
import { isLid, keyOfLid, plainPath } from './lid';

export interface Checksum {
  value: string;
  algorithm: string | null;
  mode: string | null;
}

/** Something upstream that a record names: a LID's key, or the path of an outside file. */
export interface RecordLink {
  to: { key: string } | { path: string; checksum: Checksum | null };
  relation: 'read' | 'produced' | 'published' | 'executed' | 'parameter' | 'reported' | 'listed';
}

export interface RunFacts {
  name: string | null;
  session: string | null;
  start: string | null;
  repository: string | null;
  revision: string | null;
  commit: string | null;
  pipeline: string | null;
  user: string | null;
  /** Written by a Nextflow whose FileOutputs hold the hash of path, size and time alone, whatever their label. */
  metadataOnly: boolean;
  stub: boolean;
  preview: boolean;
  resumed: boolean;
}
/** A parameter of a run: the JSON text of its value, secrets masked. */
export interface ParameterFact {
  name: string;
  value: string;
}
export interface TaskFacts {
  name: string;
  container: string | null;
  conda: string | null;
  spack: string | null;
  architecture: string | null;
  codeChecksum: string | null;
}
export interface FileFacts {
  path: string | null;
  name: string;
  size: number | null;
  createdAt: string | null;
  modifiedAt: string | null;
  checksum: Checksum | null;
  source: string | null;
}

export interface RecordFacts {
  title: string;
  detail: string;
  /** Key of the run that the record names; null where it names none (`lid://` alone counts as none). */
  run: string | null;
  task: string | null;
  labels: string[];
  links: RecordLink[];
  /** Paths that it holds as mere text, without `file://`; linked to nothing. */
  namedPaths?: string[];
  runFacts?: RunFacts;
  /** Of a run. */
  parameters?: ParameterFact[];
  /** Labels that Platform had on a run when its record was written, secrets masked. */
  platformLabels?: string[];
  taskFacts?: TaskFacts;
  fileFacts?: FileFacts;
  /** createdAt of an #output record. */
  createdAt?: string | null;
  /** The record names a run as `lid://` without a key: the run record was never written. */
  nullRun: boolean;
}

export interface KindReader {
  kind: 'WorkflowRun' | 'WorkflowOutput' | 'TaskRun' | 'TaskOutput' | 'FileOutput' | 'AgentRun';
  /** `mask`: what of it may hold a secret is masked by this. */
  facts(spec: JsonObject, key: string, mask: FactMasker): RecordFacts;
}

export function keyOrNull(value: Json | undefined): string | null {
  if (!isLid(value)) return null;
  const key = keyOfLid(value);
  return key === '' || key === 'null' ? null : key;
}

export function namesNullRun(value: Json | undefined): boolean {
  return isLid(value) && keyOrNull(value) === null;
}

/** `Checksum {value, algorithm, mode}`; null where there is no value. */
export function checksumOf(value: Json | undefined): Checksum | null {
  if (!isObject(value)) return null;
  const digest = textOf(value.value);
  return digest === null ? null : { value: digest, algorithm: stringOf(value.algorithm), mode: stringOf(value.mode) };
}

/** Every LID and DataPath inside a nested value, in order, each once. */
export function linksIn(value: Json | undefined, relation: RecordLink['relation']): RecordLink[] {
  const links: RecordLink[] = [];
  const seen = new Set<string>();
  const add = (id: string, link: RecordLink) => {
    if (!seen.has(id)) links.push(link);
    seen.add(id);
  };
  const walk = (item: Json | undefined) => {
    if (isLid(item)) {
      const key = keyOrNull(item);
      if (key !== null) add(`k${key}`, { to: { key }, relation });
    } else if (Array.isArray(item)) for (const one of item) walk(one);
    else if (isObject(item)) {
      const path = isObject(item.checksum) || item.checksum === null ? textOf(item.path) : null;
      if (path !== null && !isLid(path)) add(`p${plainPath(path)}`, { to: { path: plainPath(path), checksum: checksumOf(item.checksum) }, relation });
      else for (const one of Object.values(item)) walk(one);
    }
  };
  walk(value);
  return links;
}

/** An absolute path or an address; `*` and `?` make it a pattern, which is no file. */
const absolutePath = /^(\/|file:\/|[a-z][a-z0-9+.-]*:\/\/)[^*?]*$/i;
/** Longer than any path of an operating system or key of an object store. */
const longestPath = 4096;

/** A text that names a file outside. An address with a password in it is a way to log in (`postgres://reader:…@host/db`), and no path to show among files. */
export function isOutsideFile(value: unknown): value is string {
  return typeof value === 'string' && absolutePath.test(value) && !isLid(value) && secretSpans(value).length === 0;
}

/** Every path that stands in a nested value as a text alone, without the checksum that a DataPath has; each once. */
export function pathsNamed(value: Json | undefined): string[] {
  const paths = new Set<string>();
  const walk = (item: Json | undefined) => {
    if (typeof item === 'string') {
      if (item.length <= longestPath && item.length > 1 && isOutsideFile(item)) paths.add(plainPath(item));
    } else if (Array.isArray(item)) for (const one of item) walk(one);
    else if (isObject(item) && !(typeof item.path === 'string' && (isObject(item.checksum) || item.checksum === null))) for (const one of Object.values(item)) walk(one);
  };
  walk(value);
  return [...paths];
}

/** `Parameter {type, name, value}`; anything else in the list is passed over. */
export function parametersOf(value: Json | undefined): { type: string | null; name: string | null; value: Json }[] {
  return arrayOf(value)
    .filter(isObject)
    .map((one) => ({ type: stringOf(one.type), name: stringOf(one.name), value: one.value ?? null }));
}

export function labelsOf(value: Json | undefined): string[] {
  return [...new Set(arrayOf(value).filter((one): one is string => typeof one === 'string' && one !== ''))];
}

/** Platform writes labels as texts, or as resource labels with a name and a value. */
export function platformLabelsOf(value: Json | undefined): string[] {
  return arrayOf(value).flatMap((one) => {
    if (typeof one === 'string') return one === '' ? [] : [one];
    if (!isObject(one) || typeof one.name !== 'string') return [];
    return [typeof one.value === 'string' && one.value !== '' ? `${one.name}=${one.value}` : one.name];
  });
}

export function lastPart(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1) || path;
}

/** `PROCESS (tag)` → its parts; a name without tag is all process. */
export function splitTaskName(name: string): { process: string; tag: string | null } {
  const match = /^(.*\S)\s+\((.*)\)$/s.exec(name);
  return match ? { process: match[1] ?? name, tag: match[2] ?? null } : { process: name, tag: null };
}
