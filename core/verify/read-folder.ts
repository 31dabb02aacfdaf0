/** Reads a folder through and makes its manifest: walks it, hashes each file, walks it again to see that nothing moved meanwhile. */
import { AuditError } from '../errors';
import type { FolderEntry, Ports } from '../ports';
import { sha256OfFile } from './file-digest';
import { manifestOf, type ReadEntry } from './folder-manifest';
import type { ObserveOptions } from './observe';

export type FolderReading =
  | { kind: 'manifest'; manifest: Uint8Array; files: number; bytes: number; others: number; unreadable: number }
  /** Something was written, taken away or replaced while it was read: no manifest holds for any instant. */
  | { kind: 'changed'; message: string }
  /** Nothing could be said of what is inside. */
  | { kind: 'none'; message: string };

/** Files asked for at one time: more than there are threads, so that small ones share messages. */
const lanes = 16;
/** Beyond this many entries no manifest is made: it would take the memory that everything else needs. */
export const entryLimit = 500_000;

/** Throws only `cancelled`. */
export async function readFolder(ports: Pick<Ports, 'files'>, path: string, options: ObserveOptions): Promise<FolderReading> {
  const { signal, onFolder } = options;
  const entries = await walked(ports, path, options);
  if (entries === null) return { kind: 'none', message: `it holds more than ${entryLimit.toLocaleString('en-US')} entries, which are not read` };
  const [root] = entries;
  if (root?.kind === 'unreadable' && root.path === '') return { kind: 'none', message: `it may not be listed: ${root.message}` };
  const files = entries.filter((entry) => entry.kind === 'file');
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const read: ReadEntry[] = entries.filter((entry) => entry.kind !== 'file');
  onFolder?.({ path, done: 0, files: files.length, bytes });

  let next = 0;
  let done = 0;
  let moved: string | null = null;
  const lane = async () => {
    for (let file = files[next++]; file !== undefined && moved === null; file = files[next++]) {
      const digest = await sha256OfFile(ports, inside(path, file.path), file.size, options);
      if ('moved' in digest || ('sha256' in digest && digest.bytes !== file.size)) moved = file.path;
      else if ('sha256' in digest) read.push({ ...file, sha256: digest.sha256 });
      else read.push({ path: file.path, kind: 'unreadable', message: digest.unreadable });
      onFolder?.({ path, done: ++done, files: files.length, bytes });
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (signal?.aborted) throw new AuditError('cancelled', 'Stopped.');
  moved ??= firstDifference(entries, (await walked(ports, path, options)) ?? []);
  if (moved !== null) return { kind: 'changed', message: `what is inside changed while it was read: ${moved === '' ? 'the folder itself' : moved}` };
  return {
    kind: 'manifest',
    manifest: manifestOf(read),
    files: read.filter((entry) => entry.kind === 'file').length,
    bytes: read.reduce((sum, entry) => sum + (entry.kind === 'file' ? entry.size : 0), 0),
    others: read.filter((entry) => entry.kind === 'link' || entry.kind === 'other').length,
    unreadable: read.filter((entry) => entry.kind === 'unreadable').length,
  };
}

/** Null where there are too many. */
async function walked({ files }: Pick<Ports, 'files'>, path: string, { signal }: ObserveOptions): Promise<FolderEntry[] | null> {
  const entries: FolderEntry[] = [];
  for await (const batch of files.walk(path, signal === undefined ? {} : { signal })) {
    for (const entry of batch) entries.push(entry);
    if (entries.length > entryLimit) return null;
  }
  return entries;
}

function inside(folder: string, path: string): string {
  return `${folder.replace(/\/+$/, '')}/${path}`;
}

/** The path of an entry that is in one walk and not as it is in the other; null where they are alike. */
function firstDifference(before: readonly FolderEntry[], after: readonly FolderEntry[]): string | null {
  const stamp = (entry: FolderEntry) => JSON.stringify(entry);
  const left = new Set(before.map(stamp));
  for (const entry of after) if (!left.delete(stamp(entry))) return entry.path;
  const [gone] = left;
  return gone === undefined ? null : (JSON.parse(gone) as FolderEntry).path;
}
