/** Data files that records name: on this computer's disks, or on S3 with the workspace's settings. Read, never written. */
import { constants, existsSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { StoreLocation } from '../../core/contract/workspaces';
import { AuditError } from '../../core/errors';
import type { DataFiles } from '../../core/ports';
import { digestHere, lookAndDigestHere } from './digest/digest-here';
import { digestParts } from './digest/digests';
import { createDigestPool } from './digest/pool';
import { notRegular, statOnDisk, systemPath, unreadable } from './file-stat';
import { walkFolder } from './folder-walk';
import { isS3Path, plainSettings } from './s3/path';
import type { S3Files } from './s3-files';

/** Bytes a read: large enough that the disk is kept busy, small enough that the engine answers others in between. */
const partSize = 512 * 1024;
const otherScheme = /^[a-z][a-z0-9+.-]+:\/\//i;

/** One thread a processor, but one is left to the engine where there are more than two. */
const threadCount = Math.max(Math.min(2, availableParallelism()), availableParallelism() - 1);

/** `thread`: the built digest-thread.cjs. Where it is not, as when the sources are run, files are digested in the thread that asks. */
export function createDataFiles(thread = join(__dirname, 'digest-thread.cjs')): DataFiles {
  const hasThread = existsSync(thread);
  const onDisk = hasThread ? createDigestPool(thread, threadCount) : { digest: digestHere, lookAndDigest: lookAndDigestHere };
  const s3 = new Map<string, Promise<S3Files>>();
  const s3For = (store: StoreLocation | undefined): Promise<S3Files> => {
    const settings =
      store?.type === 's3' ? { endpoint: store.endpoint, region: store.region, profile: store.profile, pathStyle: store.pathStyle, anonymous: store.anonymous } : plainSettings;
    const key = JSON.stringify(settings);
    const files = s3.get(key) ?? import('./s3-files').then(({ createS3Files }) => createS3Files(settings));
    s3.set(key, files);
    return files;
  };
  return {
    stat: async (path, options = {}) =>
      isS3Path(path) ? (await s3For(options.store)).stat(path) : isElsewhere(path) ? { kind: 'remote', size: 0, modifiedMillis: 0 } : statOnDisk(path),
    read: (path, options) => (isS3Path(path) ? readFrom(s3For(options.store), path, options) : readOnDisk(path, options)),
    walk: walkFolder,
    digest: (path, options) => (isS3Path(path) ? digestParts(readFrom(s3For(options.store), path, options), options.algorithms, options.onBytes) : onDisk.digest(path, options)),
    lookAndDigest: (path, options) => (isS3Path(path) || isElsewhere(path) ? null : onDisk.lookAndDigest(path, options)),
    atOnce: hasThread ? threadCount : 1,
    attest: async (path, options) => (isS3Path(path) ? (await s3For(options.store)).attest(path, options) : null),
  };
}

async function* readFrom(files: Promise<S3Files>, ...asked: Parameters<S3Files['read']>): AsyncGenerator<Uint8Array> {
  yield* (await files).read(...asked);
}

function isElsewhere(path: string): boolean {
  return !path.startsWith('/') && otherScheme.test(path);
}

/** Two buffers in turn: while one part is worked on, the next is being read. */
async function* readOnDisk(path: string, options: { limit?: number; signal?: AbortSignal }): AsyncGenerator<Uint8Array> {
  const { limit = Number.POSITIVE_INFINITY, signal } = options;
  const file = await openRegular(path);
  const buffers = [Buffer.allocUnsafe(partSize), Buffer.allocUnsafe(partSize)] as const;
  let position = 0;
  const next = (turn: number) => {
    const length = Math.min(partSize, limit - position);
    return length <= 0 ? Promise.resolve(0) : file.read(buffers[turn % 2 === 0 ? 0 : 1], 0, length, position).then((result) => result.bytesRead);
  };
  let pending: Promise<number> | undefined;
  try {
    pending = next(0);
    for (let turn = 0; ; turn++) {
      const length = await pending;
      pending = undefined;
      signal?.throwIfAborted();
      if (length === 0) return;
      position += length;
      pending = next(turn + 1);
      yield buffers[turn % 2 === 0 ? 0 : 1].subarray(0, length);
    }
  } catch (error) {
    if (signal?.aborted) throw new AuditError('cancelled', 'Stopped.');
    throw unreadable(path, error);
  } finally {
    await pending?.catch(() => undefined);
    await file.close();
  }
}

/** Without waiting for the other end, should the path have become a FIFO since it was looked at. */
async function openRegular(path: string): Promise<FileHandle> {
  let file: FileHandle | undefined;
  try {
    file = await open(systemPath(path), constants.O_RDONLY | constants.O_NONBLOCK);
    if ((await file.stat()).isFile()) return file;
  } catch (error) {
    await file?.close();
    throw unreadable(path, error);
  }
  await file.close();
  throw notRegular(path);
}
