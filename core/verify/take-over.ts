/** What an interrupted verification has kept and what still holds, by the look of it: such files are not read again. */
import type { FileCheck, Progress } from '../contract/shared';
import type { PathMap, StoreLocation } from '../contract/workspaces';
import type { FileStat, Ports } from '../ports';
import { instantOf } from './check-file';
import { mapPath } from './path-map';
import type { RecordedFile } from './recorded-file';

/** Looked at concurrently; each costs one or two system calls, or a request. */
const lanes = 16;
const tellMillis = 100;

export interface KeptFile {
  recorded: RecordedFile;
  kept: FileCheck | null;
}

/** One entry a file: the result as it was kept, or null where the file is to be checked. Stops early, with null for the rest, once the signal is aborted. */
export async function* takeOver(
  ports: Ports,
  files: readonly KeptFile[],
  { maps, store, signal }: { maps: readonly PathMap[]; store: StoreLocation; signal: AbortSignal },
): AsyncGenerator<Progress, (FileCheck | null)[]> {
  const taken: (FileCheck | null)[] = files.map(() => null);
  let next = 0;
  let done = 0;
  let lastTold = ports.clock.ticks();
  const lane = async () => {
    for (let i = next++; i < files.length && !signal.aborted; i = next++) {
      const { recorded, kept } = files[i] as KeptFile;
      if (kept !== null && isOf(kept, recorded, maps) && isAsFound(kept, await ports.files.stat(kept.checkedPath ?? '', { store }))) taken[i] = kept;
      done++;
    }
  };
  const all = Promise.all(Array.from({ length: lanes }, lane)).then(() => 'all' as const);
  while ((await Promise.race([all, pause()])) !== 'all') {
    if (ports.clock.ticks() - lastTold < tellMillis) continue;
    lastTold = ports.clock.ticks();
    yield { phase: 'looking for changes since', done, total: files.length };
  }
  return taken;
}

/** Its content was read, of the record as it is now, where the path maps lead now. What was missing or could not be read is looked at again. */
function isOf(kept: FileCheck, { path, checksum, size, modifiedAt }: RecordedFile, maps: readonly PathMap[]): boolean {
  const isSameRecord = JSON.stringify(kept.recorded) === JSON.stringify({ checksum, size, modifiedAt });
  return kept.examined === 'content' && kept.sha256 !== null && !kept.stale && isSameRecord && path !== null && path === kept.path && kept.checkedPath === mapPath(path, maps);
}

function isAsFound({ found }: FileCheck, now: FileStat): boolean {
  return now.kind === 'file' && found !== null && found.size === now.size && found.modifiedAt === instantOf(now.modifiedMillis);
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, tellMillis));
}
