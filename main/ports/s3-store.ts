/** A lineage store below an S3 prefix, on Amazon or any server that speaks S3. It lists and gets; it has no other verb. */
import { setMaxListeners } from 'node:events';
import type { S3Client } from '@aws-sdk/client-s3';
import type { S3Location } from '../../core/contract/workspaces';
import { AuditError } from '../../core/errors';
import { looksLikeLineage, sampleOf } from '../../core/store/classify';
import { type LineageStore, maxObjectBytes, type StoreCheck, type StoreObject, type StoreRead } from '../../core/store/lineage-store';
import { normalPrefix, storeText } from '../../core/store/location';
import { stopIfAborted } from '../../core/store/stop';
import { readAhead, threadFor } from './reading/read-ahead';
import { getObject, readBody } from './s3/body';
import { concurrentRequests, createS3Client } from './s3/client';
import { objectFault, s3Error, saidOf } from './s3/errors';
import { s3Identity } from './s3/identity';
import { inParallel } from './s3/in-parallel';
import { listPrefix } from './s3/listing';

const bytesInFlight = 128 * 1024 * 1024;

/** Nothing is asked of the server before the first call. `thread` as `builtThread` has it, and not asked for where few are read at a time; `pageSize` is for tests. */
export function openS3Store(location: S3Location, { thread, pageSize = 1000 }: { thread?: string | undefined; pageSize?: number } = {}): LineageStore {
  const store = { ...location, prefix: normalPrefix(location.prefix) };
  let client: S3Client | undefined;
  const connect = () => {
    client ??= createS3Client(store);
    return client;
  };
  return {
    text: storeText(location),
    list: (signal) => list(connect(), store, signal, pageSize),
    listAt: (paths, signal) => listAt(connect(), store, paths, signal, pageSize),
    readMany(objects, signal) {
      const built = threadFor(objects, thread);
      return built === null ? readMany(connect(), store, objects, signal) : readAhead(built, store, objects, signal);
    },
    identity: (ask, signal) => s3Identity(connect(), store, ask, signal),
    test: (signal) => test(connect(), store, signal),
    close: () => client?.destroy(),
  };
}

async function* list(client: S3Client, store: S3Location, signal: AbortSignal, pageSize: number): AsyncGenerator<StoreObject[]> {
  stopIfAborted(signal);
  try {
    for await (const page of listPrefix(client, store.bucket, store.prefix, signal, pageSize)) {
      if (page.length > 0) yield page;
      stopIfAborted(signal);
    }
  } catch (error) {
    stopIfAborted(signal);
    throw s3Error(error, store, 's3:ListBucket');
  }
}

/** One request that lists part of what was asked for. */
interface Asked {
  prefix: string;
  /** Its first object is all that is asked for: one key is the first of those that begin with it. */
  first: boolean;
}

/** What begins with a hash of 32 hex digits is of that key alone; else what lies at a path and what lies below it are asked for apart. */
function askedFor(paths: ReadonlySet<string>): Asked[] {
  const asked = new Map<string, Asked>();
  const add = (prefix: string, first: boolean) => asked.set(`${first} ${prefix}`, { prefix, first });
  for (const path of paths) {
    // No key of S3 is longer.
    if (Buffer.byteLength(path) > 1024) continue;
    const hash = /^([0-9a-f]{32})(#output)?$/.exec(path)?.[1];
    if (hash !== undefined) add(hash, false);
    else {
      add(path, true);
      if (!path.endsWith('/.data.json')) add(`${path}/`, false);
    }
  }
  return [...asked.values()];
}

function isAtOrBelow(paths: ReadonlySet<string>, path: string): boolean {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) if (paths.has(path.slice(0, end))) return true;
  return false;
}

async function* listAt(client: S3Client, store: S3Location, paths: readonly string[], signal: AbortSignal, pageSize: number): AsyncGenerator<StoreObject[]> {
  stopIfAborted(signal);
  const wanted = new Set(paths);
  const own = new AbortController();
  setMaxListeners(0, own.signal);
  const stop = () => own.abort();
  signal.addEventListener('abort', stop, { once: true });
  const ask = async ({ prefix, first }: Asked): Promise<StoreObject[]> => {
    const found: StoreObject[] = [];
    for await (const page of listPrefix(client, store.bucket, store.prefix + prefix, own.signal, first ? 1 : pageSize)) {
      for (const object of page) {
        const path = prefix + object.path;
        if (first ? path === prefix : isAtOrBelow(wanted, path)) found.push({ ...object, path });
      }
      if (first) break;
    }
    return found;
  };
  try {
    for await (const found of inParallel(askedFor(wanted), { limit: concurrentRequests, maxBytes: 1, sizeOf: () => 0 }, ask, stop)) {
      if (found.length > 0) yield found;
      stopIfAborted(signal);
    }
  } catch (error) {
    stopIfAborted(signal);
    throw s3Error(error, store, 's3:ListBucket');
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function* readMany(client: S3Client, store: S3Location, objects: StoreObject[], signal: AbortSignal): AsyncGenerator<StoreRead> {
  stopIfAborted(signal);
  const bounds = { limit: concurrentRequests, maxBytes: bytesInFlight, sizeOf: (object: StoreObject) => object.size };
  // Stops what is under way also when the consumer breaks off or one failure ends all.
  const own = new AbortController();
  setMaxListeners(0, own.signal);
  const stop = () => own.abort();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const read of inParallel(objects, bounds, (object) => readOne(client, store, object, own.signal), stop)) {
      yield read;
      stopIfAborted(signal);
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Throws only what would strike every object alike: no network, no credentials, stopped. */
async function readOne(client: S3Client, store: S3Location, object: StoreObject, signal: AbortSignal): Promise<StoreRead> {
  stopIfAborted(signal);
  const tooLarge = `"${object.path}" has more than ${maxObjectBytes} bytes; no lineage record has, so it was not read.`;
  if (object.size > maxObjectBytes) return { object, error: { code: 'too-large', message: tooLarge } };
  try {
    const bytes = await readBody(() => getObject(client, store.bucket, store.prefix + object.path, signal), maxObjectBytes, signal);
    return bytes === null ? { object, error: { code: 'too-large', message: tooLarge } } : { object, bytes };
  } catch (error) {
    stopIfAborted(signal);
    const code = objectFault(error);
    if (code === null) throw s3Error(error, store, 's3:GetObject');
    return { object, error: { code, message: readMessage(object, code, error, store) } };
  }
}

function readMessage(object: StoreObject, code: 'gone' | 'denied' | 'failed', error: unknown, store: S3Location): string {
  if (code === 'gone') return `"${object.path}" was there when the store was listed and is gone now.`;
  if (code === 'denied') return `"${object.path}" may not be read. ${s3Error(error, store, 's3:GetObject').message}`;
  return `"${object.path}" could not be read: ${saidOf(error)}`;
}

/** s3:ListBucket with the first page of the listing, then s3:GetObject on the first record in it. */
async function test(client: S3Client, store: S3Location, signal: AbortSignal): Promise<{ checks: StoreCheck[]; looksLikeLineage: boolean }> {
  let first: StoreObject[] = [];
  try {
    for await (const page of list(client, store, signal, 1000)) {
      first = page;
      break;
    }
  } catch (error) {
    if (!(error instanceof AuditError) || error.code === 'cancelled') throw error;
    return { checks: [{ right: 's3:ListBucket', ok: false, message: error.message }], looksLikeLineage: false };
  }
  const found = looksLikeLineage(first);
  const checks: StoreCheck[] = [{ right: 's3:ListBucket', ok: true, message: `${storeText(store)} can be listed; ${listingMessage(first.length, found)}` }];
  const sample = sampleOf(first);
  if (sample === undefined) {
    checks.push({ right: 's3:GetObject', ok: true, message: 'Not tried: there is no object to read.' });
    return { checks, looksLikeLineage: found };
  }
  try {
    const read = await readOne(client, store, sample, signal);
    checks.push({ right: 's3:GetObject', ok: 'bytes' in read, message: 'bytes' in read ? `"${sample.path}" can be read.` : read.error.message });
  } catch (error) {
    if (!(error instanceof AuditError) || error.code === 'cancelled') throw error;
    checks.push({ right: 's3:GetObject', ok: false, message: error.message });
  }
  return { checks, looksLikeLineage: found };
}

function listingMessage(count: number, found: boolean): string {
  if (found) return 'lineage records are there.';
  return count === 0 ? 'nothing is stored there yet.' : `no lineage record is among the first ${count} objects. Is it the right prefix?`;
}
