/** Checks many files, a few at a time, telling progress and handing over results as they come, so that little is lost to a kill. */
import type { FileCheck, Progress } from '../contract/shared';
import { AuditError } from '../errors';
import type { Ports } from '../ports';
import { visibleText } from '../preview/visible-text';
import { type CheckOptions, checkFiles, type FileToCheck } from './check-file';
import { mapPath } from './path-map';
import { uncheckedFile } from './recorded-file';

/** While one file is hashed the disk reads the next; more would not help, as hashing has one thread. */
const lanes = 3;
/** Results are handed over when there are this many, or when this long has passed; both bound what a kill costs. */
const batchSize = 64;
const batchMillis = 1000;
/** Between two reports of progress while a large file is read. */
const tellMillis = 200;
/** How long results wait, at the end, for another act that holds the workspace; and how long between two attempts. */
const waitMillis = 60_000;
const attemptMillis = 250;

export interface ManyOptions extends Omit<CheckOptions, 'onBytes' | 'onFolder'> {
  /** Keeps results for good; may throw `in-use`, and is then asked again later. */
  keep(checks: FileCheck[]): void;
  signal: AbortSignal;
}

/** Results in the order of the files. Once the signal is aborted the rest comes back `not-checked`, reason `stopped`. */
export async function* checkMany(ports: Ports, files: readonly FileToCheck[], options: ManyOptions): AsyncGenerator<Progress, FileCheck[]> {
  const { signal, keep } = options;
  const results: (FileCheck | undefined)[] = files.map(() => undefined);
  const groups = byPath(files);
  const sizes = files.map((file) => file.recorded.size);
  const totalBytes = sizes.includes(null) ? null : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  let unkept: FileCheck[] = [];
  let done = 0;
  let bytes = 0;
  let lastKept = ports.clock.ticks();
  let lastTold = lastKept;
  let wake: () => void = () => undefined;

  /** What holds the workspace, should something do so; else null. */
  const flush = (): AuditError | null => {
    lastKept = ports.clock.ticks();
    if (unkept.length === 0) return null;
    try {
      keep(unkept);
    } catch (error) {
      if (error instanceof AuditError && error.code === 'in-use') return error;
      throw error;
    }
    unkept = [];
    return null;
  };
  const onBytes = (length: number) => {
    bytes += length;
    if (ports.clock.ticks() - lastTold > tellMillis) wake();
  };
  // What is inside a folder is known once it has been walked: it then stands in the total for the folder's own entry.
  const inside = new Map<string, { done: number; files: number; bytes: number }>();
  let newestFolder = '';
  const onFolder: CheckOptions['onFolder'] = ({ path, ...told }) => {
    inside.set(path, told);
    newestFolder = path;
    if (ports.clock.ticks() - lastTold > tellMillis) wake();
  };
  const progress = (): Progress => {
    const extra = [...inside.values()].reduce((sum, folder) => sum + folder.bytes, 0);
    const folder = inside.get(newestFolder);
    const note = folder === undefined || folder.done === folder.files ? {} : { note: `${folder.done} of ${folder.files} files inside ${visibleText(newestFolder)}` };
    return { phase: 'checking files', done, total: files.length, bytes: { done: bytes, total: totalBytes === null ? null : totalBytes + extra }, ...note };
  };
  const check = async (group: readonly number[]) => {
    const checks = await checkFiles(
      ports,
      group.flatMap((i) => files[i] ?? []),
      { ...options, onBytes, onFolder },
    );
    checks.forEach((one, k) => {
      results[group[k] ?? -1] = one;
    });
    unkept.push(...checks);
    done += checks.length;
  };

  const active = new Set<Promise<void>>();
  let next = 0;
  let failure: unknown;
  while (next < groups.length || active.size > 0) {
    while (active.size < lanes && next < groups.length && !signal.aborted && failure === undefined) {
      const work = check(groups[next++] ?? [])
        .catch((error: unknown) => {
          if (!signal.aborted) failure ??= error;
        })
        .finally(() => active.delete(work));
      active.add(work);
    }
    if (active.size === 0) break;
    await Promise.race([...active, new Promise<void>((resolve) => (wake = resolve))]);
    if (unkept.length >= batchSize || ports.clock.ticks() - lastKept > batchMillis) flush();
    lastTold = ports.clock.ticks();
    yield progress();
  }
  const until = ports.clock.ticks() + waitMillis;
  for (let holder = flush(); holder !== null; holder = flush()) {
    if (ports.clock.ticks() > until) throw holder;
    yield { phase: 'waiting to keep the results', done, total: files.length, note: holder.message };
    await new Promise<void>((resolve) => setTimeout(resolve, attemptMillis));
  }
  if (failure !== undefined) throw failure;
  return files.map(({ recorded }, i) => results[i] ?? uncheckedFile(recorded, recorded.path === null ? null : mapPath(recorded.path, options.maps), 'stopped'));
}

/** Outside files come once for each checksum recorded for their path: such are read once. FileOutputs stay apart, each with a history of its own. */
function byPath(files: readonly FileToCheck[]): number[][] {
  const groups = new Map<string, number[]>();
  files.forEach(({ recorded }, i) => {
    const id = recorded.lid === null && recorded.path !== null ? recorded.path : `#${i}`;
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [i]);
    else group.push(i);
  });
  return [...groups.values()];
}
