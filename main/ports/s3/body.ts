/** Gets S3 objects and takes in their bodies: whole and within a limit, or part by part; a broken connection is tried again. */
import { Readable } from 'node:stream';
import { GetObjectCommand, type GetObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { joinedBytes } from '../../../core/joined-bytes';

export const attempts = 3;

export interface Part {
  /** Where to begin, in bytes from 0. */
  from: number;
  /** The byte after the last; undefined: to the end. */
  to: number | undefined;
  /** The ETag that the object must still have. */
  ifMatch: string | undefined;
}

/** An answer without ETag is no S3 object but, say, a network's log-in page: error name `NoObject`. */
export async function getObject(client: S3Client, bucket: string, key: string, signal: AbortSignal | undefined, part?: Part): Promise<GetObjectCommandOutput> {
  const range = part === undefined || (part.from === 0 && part.to === undefined) ? {} : { Range: `bytes=${part.from}-${part.to === undefined ? '' : part.to - 1}` };
  const match = part?.ifMatch === undefined ? {} : { IfMatch: part.ifMatch };
  const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...range, ...match }), signal === undefined ? {} : { abortSignal: signal });
  if (answer.ETag !== undefined) return answer;
  if (answer.Body instanceof Readable) answer.Body.destroy();
  throw Object.assign(new Error('what answered is no S3 object: it has no ETag'), { name: 'NoObject' });
}

/**
 * The whole body; null where it is over `limit` bytes. The SDK itself retries only until the headers have come. A body that
 * breaks off each time is a fault of this object (error name `BrokenBody`), not of the connection.
 */
export async function readBody(get: () => Promise<GetObjectCommandOutput>, limit: number, signal: AbortSignal): Promise<Uint8Array | null> {
  for (let attempt = 1; ; attempt++) {
    const answer = await get();
    try {
      return await whole(answer, limit, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      if (attempt === attempts)
        throw Object.assign(new Error(`its content broke off ${attempts} times: ${error instanceof Error ? error.message : String(error)}`), { name: 'BrokenBody' });
    }
  }
}

/** The body's parts as they come. The connection is closed when the consumer stops or the signal is aborted. */
export async function* bodyParts(answer: GetObjectCommandOutput, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  const body = answer.Body;
  if (!(body instanceof Readable)) throw new TypeError('the answer has no body to read');
  const stop = () => void body.destroy(Object.assign(new Error('Stopped.'), { name: 'AbortError' }));
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    for await (const part of body) yield part as Uint8Array;
  } finally {
    signal?.removeEventListener('abort', stop);
    body.destroy();
  }
}

async function whole(answer: GetObjectCommandOutput, limit: number, signal: AbortSignal): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of bodyParts(answer, signal)) {
    length += part.length;
    if (length > limit) return null;
    parts.push(part);
  }
  const expected = answer.ContentLength;
  if (expected !== undefined && expected !== length) throw Object.assign(new Error(`${length} of ${expected} bytes came`), { code: 'ECONNRESET' });
  return joinedBytes(parts);
}
