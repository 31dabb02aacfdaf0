/** Data files that records name as `s3://bucket/key`: looked up and read with the workspace's S3 settings, never written. */
import { Readable } from 'node:stream';
import { type GetObjectCommandOutput, HeadObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { AuditError } from '../../core/errors';
import type { DataFiles, FileStat, PinnedObject } from '../../core/ports';
import { attest, type BucketAnswers } from './s3/attest';
import { attempts, bodyParts, getObject } from './s3/body';
import { createS3Client, type S3Settings } from './s3/client';
import { objectFault, s3Error, saidOf } from './s3/errors';
import { decodeListedKey } from './s3/listing';
import { plainSettings } from './s3/path';

export interface S3Files extends Pick<DataFiles, 'stat' | 'read' | 'attest'> {
  close(): void;
}

/** Nothing is asked of a server before the first call. */
export function createS3Files(settings: S3Settings = plainSettings): S3Files {
  let client: S3Client | undefined;
  const answers: BucketAnswers = new Map();
  const connect = () => {
    client ??= createS3Client(settings, { ownChecksums: true });
    return client;
  };
  return {
    stat: (path) => stat(connect(), settings, path),
    read: (path, options) => read(connect(), settings, path, options),
    attest: async (path, { signal }) => {
      const at = splitS3Path(path);
      return at === null ? null : attest({ client: connect(), answers, ...at, signal });
    },
    close: () => client?.destroy(),
  };
}

/** `s3://bucket/key` with the key raw: it is no URL. Null where there is no bucket or no key. */
export function splitS3Path(path: string): { bucket: string; key: string } | null {
  const [, bucket, key] = /^s3:\/\/\/?([^/]+)\/(.+)$/s.exec(path) ?? [];
  return bucket === undefined || key === undefined ? null : { bucket, key };
}

/**
 * The time is that of the listing where it may be asked for: Nextflow's metadata checksums of S3 files hash it, and
 * some servers list milliseconds that HeadObject cuts to seconds.
 */
async function stat(client: S3Client, settings: S3Settings, path: string): Promise<FileStat> {
  const at = splitS3Path(path);
  if (at === null) return { kind: 'error', size: 0, modifiedMillis: 0, message: `"${path}" is no address of an S3 object.` };
  try {
    return (await statByListing(client, at.bucket, at.key)) ?? { kind: 'missing', size: 0, modifiedMillis: 0 };
  } catch (error) {
    if (objectFault(error) !== 'denied') return failedStat(error, settings, at.bucket);
  }
  try {
    const head = await client.send(new HeadObjectCommand({ Bucket: at.bucket, Key: at.key }));
    return { kind: 'file', size: head.ContentLength ?? 0, modifiedMillis: head.LastModified?.getTime() ?? 0, ...identityOf(head), toldBy: 'head' };
  } catch (error) {
    return failedStat(error, settings, at.bucket);
  }
}

/** Of all keys that begin with a key, it is itself the first; a folder is a prefix of others. */
async function statByListing(client: S3Client, bucket: string, key: string): Promise<FileStat | null> {
  const first = async (Prefix: string) => {
    const answer = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix, MaxKeys: 1, EncodingType: 'url' }));
    const entry = answer.Contents?.[0];
    if (entry?.Key === undefined) return null;
    return {
      key: answer.EncodingType === 'url' ? decodeListedKey(entry.Key) : entry.Key,
      size: entry.Size ?? 0,
      modifiedMillis: entry.LastModified?.getTime() ?? 0,
      ...identityOf(entry),
      toldBy: 'listing' as const,
    };
  };
  const entry = await first(key);
  if (entry === null) return null;
  if (entry.key === key) {
    const { key: _, ...facts } = entry;
    return { kind: key.endsWith('/') ? 'folder' : 'file', ...facts };
  }
  const inside = await first(key.endsWith('/') ? key : `${key}/`);
  return inside === null ? null : { kind: 'folder', size: 0, modifiedMillis: inside.modifiedMillis, toldBy: 'listing' };
}

/** An ETag changes with the bytes. */
function identityOf(said: { ETag?: string | undefined }): { identity?: string } {
  return said.ETag === undefined ? {} : { identity: said.ETag };
}

function failedStat(error: unknown, settings: S3Settings, bucket: string): FileStat {
  const fault = objectFault(error);
  if (fault === 'gone') return { kind: 'missing', size: 0, modifiedMillis: 0 };
  const message = s3Error(error, { ...settings, bucket }, 's3:GetObject').message;
  return { kind: fault === 'denied' ? 'denied' : 'error', size: 0, modifiedMillis: 0, message };
}

type ReadOptions = { limit?: number; signal?: AbortSignal; pinned?: PinnedObject };

async function* read(client: S3Client, settings: S3Settings, path: string, options: ReadOptions): AsyncGenerator<Uint8Array> {
  const at = splitS3Path(path);
  if (at === null) throw unreadable(path, 'not-found', 'it is no address of an S3 object');
  if (options.limit !== undefined && options.limit <= 0) return;
  try {
    yield* readOn(client, at, options);
  } catch (error) {
    if (options.signal?.aborted) throw new AuditError('cancelled', 'Stopped.');
    if (error instanceof Error && error.name === 'Replaced') throw unreadable(path, 'replaced', error.message);
    const fault = objectFault(error);
    if (fault === 'gone') throw unreadable(path, 'not-found', 'there is no such object');
    const said = fault === 'failed' ? saidOf(error) : s3Error(error, { ...settings, bucket: at.bucket }, 's3:GetObject').message;
    throw unreadable(path, fault === 'denied' ? 'permission' : 'io-error', said);
  }
}

/** A body that breaks off is taken up again where it broke, as long as the object is still the same. */
async function* readOn(client: S3Client, at: { bucket: string; key: string }, { limit, signal, pinned }: ReadOptions): AsyncGenerator<Uint8Array> {
  let from = 0;
  let ifMatch = pinned?.etag;
  for (let attempt = 1; ; attempt++) {
    let answer: GetObjectCommandOutput;
    try {
      answer = await getObject(client, at.bucket, at.key, signal, { from, to: limit, ifMatch });
    } catch (error) {
      // An empty object has no byte 0, so its range is refused.
      if (from === 0 && error instanceof Error && error.name === 'InvalidRange') return;
      if (error instanceof Error && error.name === 'PreconditionFailed') throw replaced();
      throw error;
    }
    if (from > 0 && answer.ContentRange === undefined) throw new Error('its content broke off, and the server cannot go on in the middle');
    const otherVersion = pinned?.versionId != null && answer.VersionId !== undefined && answer.VersionId !== pinned.versionId;
    if ((ifMatch !== undefined && answer.ETag !== ifMatch) || otherVersion) {
      if (answer.Body instanceof Readable) answer.Body.destroy();
      throw replaced();
    }
    ifMatch = answer.ETag;
    try {
      for await (const part of bodyParts(answer, signal)) {
        // A server may ignore the range at the start.
        const left = (limit ?? Number.POSITIVE_INFINITY) - from;
        const taken = part.length > left ? part.subarray(0, left) : part;
        from += taken.length;
        yield taken;
        if (from === limit) return;
      }
      return;
    } catch (error) {
      if (signal?.aborted || attempt === attempts) throw error;
    }
  }
}

function replaced(): Error {
  return Object.assign(new Error('it was replaced since it was looked at'), { name: 'Replaced' });
}

function unreadable(path: string, reason: 'not-found' | 'permission' | 'io-error' | 'replaced', why: string): AuditError {
  return new AuditError('file-unreadable', `"${path}" cannot be read: ${why}.`, { path, reason });
}
