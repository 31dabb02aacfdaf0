/** The real stores, synced into one workbench, and their records read straight from the files: the tests' own view, without our code. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fixtures, openWorkbench, unpack, type Workbench } from '../../workbench';

// biome-ignore lint/suspicious/noExplicitAny: the raw JSON of a record, walked by hand
export type Raw = any;

/** Key → spec (25.04: the record itself) with its kind beside it. */
export type RawStore = Map<string, { kind: string; spec: Raw }>;

export const storeFolders = {
  trial: (folder: string) => join(unpack('trial-042-lineage.tar.gz', join(folder, 'trial')), 'lineage'),
  legacy: (folder: string) => join(unpack('assay-legacy.tar.gz', join(folder, 'legacy')), 'lineage'),
  s3: (folder: string) => layObjects(join(folder, 's3')),
  platform: () => join(fixtures, 'synthetic-platform', 'lineage'),
};
export type StoreName = keyof typeof storeFolders;

/** Every run of the real stores, by name. */
export const realRuns: [StoreName, string][] = [
  ...['release', 'reproduce', 'strict', 'v13', 'newref', 'cutreads', 'deepmode', 'failed'].map((name): [StoreName, string] => ['trial', name]),
  ['legacy', 'assay_1'],
  ['legacy', 'assay_2'],
  ['s3', 's3_release'],
];

export async function openStores(...names: StoreName[]): Promise<{ bench: Workbench; raw: Record<StoreName, RawStore> }> {
  const bench = await openWorkbench();
  const raw = {} as Record<StoreName, RawStore>;
  for (const name of names) {
    const folder = storeFolders[name](bench.folder);
    raw[name] = readStore(folder);
    await bench.sync(name, folder);
    // Answers are held against the raw records: what is personal in these is shown.
    await bench.engine.call('masking.set', { workspace: name, personal: [], deny: [], allow: [] });
  }
  return { bench, raw };
}

export function readStore(folder: string): RawStore {
  const records: RawStore = new Map();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.name !== '.data.json') continue;
    const record = JSON.parse(readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    records.set(relative(folder, entry.parentPath), { kind: record.kind, spec: record.spec ?? record });
  }
  return records;
}

/** The objects of the S3 store as files; the slashes of their keys become folders, as Nextflow's folder store has them. */
function layObjects(folder: string): string {
  const { prefix, objects } = JSON.parse(readFileSync(join(fixtures, 's3-release-objects.json'), 'utf8')) as { prefix: string; objects: { key: string; body: string }[] };
  for (const { key, body } of objects) {
    if (key.endsWith('/')) continue;
    const path = join(folder, key.slice(prefix.length + 1));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, body);
  }
  return folder;
}

export function keyOf(lid: string): string {
  return lid.slice('lid://'.length);
}

/** Every text in a value. */
export function* texts(value: Raw): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const one of value) yield* texts(one);
  else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) yield* texts(one);
}

/** Key of the run with this name. */
export function runNamed(store: RawStore, name: string): string {
  for (const [key, { kind, spec }] of store) if (kind === 'WorkflowRun' && spec.name === name) return key;
  throw new Error(`no run ${name}`);
}

/** Tasks behind the published files of a run, found by following `source`, `taskRun` and path inputs by hand. */
export function tasksBehind(store: RawStore, run: string): Set<string> {
  const tasks = new Set<string>();
  const file = (key: string) => {
    const record = store.get(key);
    if (record?.kind !== 'FileOutput') return;
    const source = record.spec.source === null ? '' : keyOf(record.spec.source);
    if (source.includes('/')) file(source);
    const task = record.spec.taskRun === null ? null : keyOf(record.spec.taskRun);
    if (task !== null) visit(task);
  };
  const visit = (task: string) => {
    if (tasks.has(task)) return;
    tasks.add(task);
    for (const input of store.get(task)?.spec.input ?? []) for (const text of texts(input.value)) if (text.startsWith('lid://')) file(keyOf(text));
  };
  for (const key of store.keys()) if (key.startsWith(`${run}/`)) file(key);
  return tasks;
}
