/** A lineage store in a folder: listed and read with synchronous calls, many times faster than promises in the engine's own thread. */
import { type BigIntStats, lstatSync, realpathSync, statSync } from 'node:fs';
import type { IdentityFact } from '../../core/contract/store-identity';
import { looksLikeLineage, sampleOf } from '../../core/store/classify';
import type { LineageStore, StoreCheck, StoreObject, StoreRead } from '../../core/store/lineage-store';
import { stopIfAborted } from '../../core/store/stop';
import { folderError } from './folder/errors';
import { fileSystemOf } from './folder/file-system';
import { readObject } from './folder/read';
import { type FoldersLeft, walk, walkAt } from './folder/walk';
import { type IdleThread, idleThread } from './reading/idle-thread';
import { foldersAtOnce, type ListBeside, listBeside } from './reading/list-beside';
import { builtThread, readAhead, threadFor } from './reading/read-ahead';

const objectsInPage = 1000;
const millisInPage = 100;
const millisBetweenBreaths = 20;
/** A thread takes as long to start as to list that many folders. */
const worthAThread = 2000;

/**
 * `path` is absolute; `thread` as `builtThread` has it; `worth` is for tests: so many folders are listed by two threads. Nothing is opened before the first call; links inside the store are never followed, nothing is written.
 */
export function openFolderStore(path: string, thread?: string, worth = worthAThread): LineageStore {
  const idle = idleThread();
  return {
    text: path,
    list: (signal) => listShared(path, signal, { thread, worth, idle }),
    listAt: (paths, signal) => list(path, (root) => walkEach(root, path, paths), signal),
    readMany: (objects, signal) => readMany(path, objects, signal, threadFor(objects, thread), idle),
    identity: async () => identity(path),
    test: (signal) => test(path, signal),
    close: idle.end,
  };
}

/** The folder itself may be a link (that is what was chosen). Throws in words where it is not there, no folder, or closed to us. */
function openRoot(path: string): { root: string; stats: BigIntStats } {
  try {
    const root = realpathSync.native(path);
    const stats = statSync(root, { bigint: true });
    if (stats.isDirectory()) return { root, stats };
  } catch (error) {
    throw folderError(error, path, path);
  }
  throw folderError(Object.assign(new Error('not a folder'), { code: 'ENOTDIR' }), path, path);
}

function identity(path: string): IdentityFact[] {
  const { root, stats } = openRoot(path);
  const system = 'the operating system';
  const known = (name: IdentityFact['name'], value: string, from = system): IdentityFact => ({ name, value, from, note: null });
  return [
    known('type', 'folder', 'the settings'),
    known('path', path, 'the settings'),
    known('resolved', root),
    { name: 'file-system', ...fileSystemOf(root, stats.dev) },
    known('folder', String(stats.ino)),
    known('device', String(stats.dev)),
  ];
}

/** Keys are text of records: a part that would lead out of the store, or to no name, is nothing in it. */
function* walkEach(root: string, store: string, paths: readonly string[]): Generator<StoreObject | null> {
  for (const path of paths) {
    if (!path.includes('\0') && !path.split('/').some((part) => part === '' || part === '.' || part === '..')) yield* walkAt(root, store, path);
    // Nothing at many paths takes time as well.
    yield null;
  }
}

async function* list(path: string, walkFrom: (root: string) => Iterable<StoreObject | null>, signal: AbortSignal): AsyncGenerator<StoreObject[]> {
  stopIfAborted(signal);
  const { root, stats } = openRoot(path);
  yield* inPages(walkFrom(root), signal);
  asOpened(path, stats);
}

/** The whole store, a part of it by a thread where there are many folders; in the order in which one walk meets the objects. */
async function* listShared(
  path: string,
  signal: AbortSignal,
  { thread, worth, idle }: { thread: string | undefined; worth: number; idle: IdleThread },
): AsyncGenerator<StoreObject[]> {
  stopIfAborted(signal);
  const { root, stats } = openRoot(path);
  const left: FoldersLeft = { paths: [''], given: 0 };
  let beside: ListBeside | null = null;
  try {
    for await (const page of inPages(walk(root, path, left), signal)) {
      const built = beside === null && left.paths.length >= worth ? builtThread(thread) : null;
      if (built !== null) beside = listBeside(built, root, path);
      while (beside?.isWaiting() && left.paths.length - left.given > 2 * foldersAtOnce) {
        left.given += foldersAtOnce;
        beside.hand(left.paths.slice(left.given - foldersAtOnce, left.given));
      }
      // The thread has its work before whoever takes the page goes on with his.
      yield page;
    }
    if (beside !== null) for await (const objects of beside.objects(signal)) yield* inPages(objects, signal);
    asOpened(path, stats);
    const worker = beside?.release();
    if (worker) idle.keep(worker);
  } finally {
    await beside?.end();
  }
}

/** With breaths between; null: time has gone by. */
async function* inPages(objects: Iterable<StoreObject | null>, signal: AbortSignal): AsyncGenerator<StoreObject[]> {
  let page: StoreObject[] = [];
  let begun = performance.now();
  for (const object of objects) {
    if (object !== null) page.push(object);
    if (page.length < objectsInPage && performance.now() - begun < millisInPage) continue;
    yield page;
    page = [];
    await breath();
    stopIfAborted(signal);
    begun = performance.now();
  }
  if (page.length > 0) yield page;
}

/** A drive that is unplugged meanwhile looks like folders that are gone: then the listing must not end normally. */
function asOpened(path: string, { ino, dev }: BigIntStats): void {
  const after = openRoot(path).stats;
  if (after.ino !== ino || after.dev !== dev) throw folderError(Object.assign(new Error('replaced'), { code: 'REPLACED' }), path, path);
}

async function* readMany(path: string, objects: StoreObject[], signal: AbortSignal, thread: string | null, idle: IdleThread): AsyncGenerator<StoreRead> {
  stopIfAborted(signal);
  const { root } = openRoot(path);
  if (thread !== null) return yield* readAhead(thread, { type: 'folder', root }, objects, signal, idle.take);
  let rested = performance.now();
  for (const object of objects) {
    yield readObject(root, object);
    if (performance.now() - rested > millisBetweenBreaths) {
      await breath();
      rested = performance.now();
    }
    stopIfAborted(signal);
  }
}

/** Looks at the first page alone, so that a wrong folder (a whole disk) is told at once. */
async function test(path: string, signal: AbortSignal): Promise<{ checks: StoreCheck[]; looksLikeLineage: boolean }> {
  const checks: StoreCheck[] = [];
  let first: StoreObject[] = [];
  try {
    for await (const page of list(path, (root) => walk(root, path), signal)) {
      first = page;
      break;
    }
  } catch (error) {
    stopIfAborted(signal);
    return { checks: [{ right: 'list the folder', ok: false, message: error instanceof Error ? error.message : String(error) }], looksLikeLineage: false };
  }
  const found = looksLikeLineage(first);
  checks.push({ right: 'list the folder', ok: true, message: listingMessage(path, first.length, found) });
  const sample = sampleOf(first);
  if (sample === undefined) return { checks, looksLikeLineage: found };
  const read = readObject(openRoot(path).root, sample);
  checks.push({ right: 'read its files', ok: 'bytes' in read, message: 'bytes' in read ? `"${sample.path}" can be read.` : read.error.message });
  return { checks, looksLikeLineage: found };
}

function listingMessage(path: string, count: number, found: boolean): string {
  if (found) return 'The folder can be listed and holds lineage records.';
  const inside = `${path.replace(/\/$/, '')}/.lineage`;
  if (isFolder(inside)) return `The folder can be listed, but the lineage store seems to be the folder inside it: "${inside}". Choose that one.`;
  return count === 0 ? 'The folder can be listed; it is empty.' : `The folder can be listed, but no lineage record is among its first ${count} files. Is it the right folder?`;
}

function isFolder(path: string): boolean {
  try {
    return lstatSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Lets messages in: cancel, progress. */
function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
