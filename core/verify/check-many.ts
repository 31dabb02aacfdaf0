/** Checks many files, a few at a time, telling progress and handing over results as they come, so that little is lost to a kill. */
import type { FileCheck, Progress } from '../contract/shared';
import { AuditError } from '../errors';
import type { Ports } from '../ports';
import { visibleText } from '../preview/visible-text';
import { type CheckOptions, checkFiles, type FileToCheck } from './check-file';
import { smallSize } from './observe';
import { mapPath } from './path-map';
import { type RecordedFile, uncheckedFile } from './recorded-file';

/** Of small files on a disk many are under way at once, as threads take them in batches; of others, one more than there are threads. */
const smallLanes = 256;
/** Results are handed over when this long has passed: what a kill costs. */
const keepMillis = 1000;
/** Between two reports of progress. */
const tellMillis = 100;
/** How long results wait, at the end, for another act that holds the workspace; and how long between two attempts. */
const waitMillis = 60_000;
const attemptMillis = 250;

export interface ManyOptions extends Omit<CheckOptions, 'onBytes' | 'onFolder'> {
  /** Keeps results for good; may throw `in-use`, and is then asked again later. `moreToCome`: it is asked again in any case. */
  keep(checks: FileCheck[], moreToCome: boolean): void;
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
  const underWay = { small: 0, other: 0 };
  let failure: unknown;
  let lastKept = ports.clock.ticks();
  let lastTold = lastKept;
  let wake: () => void = () => undefined;
  let alarm: unknown;

  /** What holds the workspace, should something do so; else null. */
  const flush = (moreToCome: boolean): AuditError | null => {
    lastKept = ports.clock.ticks();
    clearTimeout(alarm);
    if (unkept.length === 0) return null;
    try {
      keep(unkept, moreToCome);
    } catch (error) {
      if (error instanceof AuditError && error.code === 'in-use') return error;
      throw error;
    }
    unkept = [];
    return null;
  };
  const isDue = () => ports.clock.ticks() - lastTold > tellMillis;
  // A file that is larger than recorded is read to its end all the same.
  const onBytes = (length: number) => {
    bytes += length;
    if (isDue()) wake();
  };
  // What is inside a folder is known once it has been walked: it then stands in the total for the folder's own entry.
  const inside = new Map<string, { done: number; files: number; bytes: number }>();
  let newestFolder = '';
  const onFolder: CheckOptions['onFolder'] = ({ path, ...told }) => {
    inside.set(path, told);
    newestFolder = path;
    if (isDue()) wake();
  };
  const progress = (): Progress => {
    const extra = [...inside.values()].reduce((sum, folder) => sum + folder.bytes, 0);
    const folder = inside.get(newestFolder);
    const note = folder === undefined || folder.done === folder.files ? {} : { note: `${folder.done} of ${folder.files} files inside ${visibleText(newestFolder)}` };
    return { phase: 'checking files', done, total: files.length, bytes: { done: bytes, total: totalBytes === null ? null : Math.max(totalBytes + extra, bytes) }, ...note };
  };
  const told: CheckOptions = { ...options, onBytes, onFolder };
  const check = async (group: readonly number[], kind: 'small' | 'other') => {
    underWay[kind]++;
    try {
      const checks = await checkFiles(
        ports,
        group.flatMap((i) => files[i] ?? []),
        told,
      );
      checks.forEach((one, k) => {
        results[group[k] ?? -1] = one;
      });
      // A read may hang: what is known by then is kept all the same.
      if (unkept.length === 0) alarm = setTimeout(() => wake(), keepMillis);
      unkept.push(...checks);
      done += checks.length;
    } catch (error) {
      if (!signal.aborted) failure ??= error;
    } finally {
      underWay[kind]--;
      wake();
    }
  };
  const kindOf = (group: readonly number[]) => (isSmall(files[group[0] ?? -1]?.recorded) ? 'small' : 'other');
  const lanes = { small: smallLanes, other: ports.files.atOnce + 1 };

  let next = 0;
  for (;;) {
    while (!signal.aborted && failure === undefined) {
      const group = groups[next];
      if (group === undefined) break;
      const kind = kindOf(group);
      if (underWay[kind] >= lanes[kind]) break;
      next++;
      void check(group, kind);
    }
    if (underWay.small + underWay.other === 0) break;
    await new Promise<void>((resolve) => (wake = resolve));
    if (ports.clock.ticks() - lastKept >= keepMillis) flush(next < groups.length || underWay.small + underWay.other > 0);
    if (!isDue()) continue;
    lastTold = ports.clock.ticks();
    yield progress();
  }
  yield progress();
  const until = ports.clock.ticks() + waitMillis;
  for (let holder = flush(false); holder !== null; holder = flush(false)) {
    if (ports.clock.ticks() > until) throw holder;
    yield { phase: 'waiting to keep the results', done, total: files.length, note: holder.message };
    await new Promise<void>((resolve) => setTimeout(resolve, attemptMillis));
  }
  if (failure !== undefined) throw failure;
  return files.map(({ recorded }, i) => results[i] ?? uncheckedFile(recorded, recorded.path === null ? null : mapPath(recorded.path, options.maps), 'stopped'));
}

function isSmall(recorded: RecordedFile | undefined): boolean {
  return recorded !== undefined && recorded.size !== null && recorded.size <= smallSize && recorded.path?.startsWith('s3://') === false;
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
