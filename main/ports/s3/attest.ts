/** What an S3 server says of one object without its content: HeadObject, and further calls only where that is silent. */
import {
  GetObjectAttributesCommand,
  GetObjectLegalHoldCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { type Attestation, s3Algorithms } from '../../../core/contract/shared';
import { AuditError } from '../../../core/errors';
import { deleteMarkerOf, objectFault, saidOf } from './errors';

/** By bucket and right: what was answered for one object and would be for others, so that it is asked once. */
export type BucketAnswers = Map<string, { without: true } | { notAsked: string }>;

interface Asking {
  client: S3Client;
  answers: BucketAnswers;
  bucket: string;
  key: string;
  signal: AbortSignal | undefined;
}

/** Null: there is no such object, and the server does not say that there was one. Throws AuditError `cancelled` alone. */
export async function attest(asking: Asking): Promise<Attestation | null> {
  const { bucket, key, signal } = asking;
  const notAsked: string[] = [];
  const head = await headOf(asking, notAsked);
  const said: Attestation = {
    bucket,
    key,
    versionId: null,
    deleted: head === 'deleted',
    etag: null,
    encryption: null,
    checksums: [],
    etagAgrees: null,
    lock: { mode: null, until: null, legalHold: null },
    notAsked,
  };
  if (head === 'gone') return null;
  if (head === 'deleted' || head === 'unknown') return said;
  const encryption = head.SSECustomerAlgorithm === undefined ? (head.ServerSideEncryption ?? null) : 'SSE-C';
  const parts = await partsOf(asking, head, notAsked);
  const facts = { ...said, versionId: head.VersionId ?? null, encryption, etag: etagOf(head, encryption, parts), checksums: checksumsOf(head, parts) };
  const lock = await lockOf(asking, head, notAsked);
  if (signal?.aborted) throw new AuditError('cancelled', 'Stopped.');
  return { ...facts, lock };
}

/** With checksums asked for an object under a KMS key needs the right to use that key (S3 API, HeadObject): so a denial is tried without. */
async function headOf({ client, bucket, key, signal }: Asking, notAsked: string[]): Promise<HeadObjectCommandOutput | 'gone' | 'deleted' | 'unknown'> {
  const ask = (more: { ChecksumMode?: 'ENABLED' }) =>
    client.send(new HeadObjectCommand({ Bucket: bucket, Key: key, ...more }), signal === undefined ? {} : { abortSignal: signal });
  try {
    return await ask({ ChecksumMode: 'ENABLED' });
  } catch (error) {
    if (signal?.aborted) throw new AuditError('cancelled', 'Stopped.');
    const fault = objectFault(error);
    if (fault === 'gone') return deleteMarkerOf(error) ? 'deleted' : 'gone';
    if (fault === 'denied') {
      const bare = await ask({}).catch(() => null);
      notAsked.push(
        bare === null
          ? 'Nothing could be asked of the object itself: the right s3:GetObject is missing.'
          : 'Its checksums were not told: the right to use the key that it is encrypted with (kms:Decrypt) is missing.',
      );
      return bare ?? 'unknown';
    }
    notAsked.push(`Nothing could be learned of the object itself: ${saidOf(error)}.`);
    return 'unknown';
  }
}

/** A single part has the MD5 as its ETag, unless SSE-KMS or SSE-C encrypts it; `<32 hex>-<parts>` is an upload in parts (S3 API, "Object"). */
function etagOf({ ETag }: HeadObjectCommandOutput, encryption: string | null, parts: number | null): Attestation['etag'] {
  const value = ETag?.replace(/^(?:W\/)?"(.*)"$/, '$1');
  if (value === undefined) return null;
  const [, count] = /^[0-9a-f]{32}-(\d{1,5})$/i.exec(value) ?? [];
  if (count !== undefined) return { value, kind: 'multipart', parts: Number(count) };
  const plain = encryption === null || encryption === 'AES256';
  return /^[0-9a-f]{32}$/i.test(value) && plain ? { value, kind: 'single-part', parts: null } : { value, kind: 'unknown', parts };
}

/** A composite checksum is that of the checksums of the parts, written with `-<parts>`; of an object in a single part there is but the whole. */
function checksumsOf(head: HeadObjectCommandOutput, parts: number | null): Attestation['checksums'] {
  return s3Algorithms.flatMap((algorithm) => {
    const said = head[`Checksum${algorithm}`];
    if (said === undefined) return [];
    const [, value = said, count] = /^(.*)-(\d{1,5})$/.exec(said) ?? [];
    const composite = count !== undefined || head.ChecksumType === 'COMPOSITE';
    const single = head.ETag !== undefined && !/-\d{1,5}"?$/.test(head.ETag);
    const type = composite ? 'composite' : head.ChecksumType === 'FULL_OBJECT' || (head.ChecksumType === undefined && single) ? 'full-object' : 'unknown';
    return [{ algorithm, value, type, parts: count === undefined ? (composite ? parts : null) : Number(count), agrees: null }];
  });
}

/**
 * How many parts, where neither ETag nor checksum says it. Asked only of a server that has shown that it knows checksums: one
 * that does not know the call would send the object itself.
 */
async function partsOf(asking: Asking, head: HeadObjectCommandOutput, notAsked: string[]): Promise<number | null> {
  if (head.ChecksumType === undefined || /^"?[0-9a-f]{32}(-\d{1,5})?"?$/i.test(head.ETag ?? '')) return null;
  const answer = await once(asking, 's3:GetObjectAttributes', 'in how many parts it was stored', notAsked, (options) =>
    asking.client.send(new GetObjectAttributesCommand({ Bucket: asking.bucket, Key: asking.key, ObjectAttributes: ['ObjectParts'] }), options),
  );
  return answer === null || answer === 'none' ? null : (answer.ObjectParts?.TotalPartsCount ?? null);
}

/** HeadObject leaves the lock out where there is none and where the right to know it is missing alike: so it is asked for by name. Without versions there is none. */
async function lockOf(asking: Asking, head: HeadObjectCommandOutput, notAsked: string[]): Promise<Attestation['lock']> {
  const { client, bucket, key } = asking;
  const { VersionId, ObjectLockMode, ObjectLockRetainUntilDate, ObjectLockLegalHoldStatus } = head;
  if (VersionId === undefined && ObjectLockMode === undefined) return { mode: 'none', until: null, legalHold: false };
  let mode: Attestation['lock']['mode'] = modeOf(ObjectLockMode);
  let until = ObjectLockRetainUntilDate;
  let hold: string | undefined = ObjectLockLegalHoldStatus;
  if (mode === null) {
    const answer = await once(asking, 's3:GetObjectRetention', 'whether Object Lock keeps it', notAsked, (options) =>
      client.send(new GetObjectRetentionCommand({ Bucket: bucket, Key: key, VersionId }), options),
    );
    if (answer !== null) [mode, until] = answer === 'none' ? ['none', undefined] : [modeOf(answer.Retention?.Mode) ?? 'none', answer.Retention?.RetainUntilDate];
  }
  if (hold === undefined) {
    const answer = await once(asking, 's3:GetObjectLegalHold', 'whether it is under legal hold', notAsked, (options) =>
      client.send(new GetObjectLegalHoldCommand({ Bucket: bucket, Key: key, VersionId }), options),
    );
    if (answer !== null) hold = answer === 'none' ? 'OFF' : (answer.LegalHold?.Status ?? 'OFF');
  }
  return { mode, until: instantOf(until), legalHold: hold === undefined ? null : hold === 'ON' };
}

/** 'none': the server says that there is no such thing; null: it would not say, and the sentence is in `notAsked`. */
async function once<Answer>(
  { answers, bucket, signal }: Asking,
  right: string,
  what: string,
  notAsked: string[],
  ask: (options: { abortSignal?: AbortSignal }) => Promise<Answer>,
): Promise<Answer | 'none' | null> {
  const id = `${bucket} ${right}`;
  const known = answers.get(id);
  if (known !== undefined && 'without' in known) return 'none';
  if (known !== undefined) {
    notAsked.push(known.notAsked);
    return null;
  }
  try {
    return await ask(signal === undefined ? {} : { abortSignal: signal });
  } catch (error) {
    if (signal?.aborted) throw new AuditError('cancelled', 'Stopped.');
    const { name = '', message = '' } = error instanceof Error ? error : {};
    if (name === 'NoSuchObjectLockConfiguration') return 'none';
    if (name === 'ObjectLockConfigurationNotFoundError' || (name === 'InvalidRequest' && /object ?lock configuration/i.test(message))) {
      answers.set(id, { without: true });
      return 'none';
    }
    const denied = objectFault(error) === 'denied';
    const again = denied ? `the right ${right} was missing for another object of this bucket` : 'the server does not know the call';
    const sentence = denied ? `The server would not say ${what}: the right ${right} is missing.` : `The server would not say ${what}: ${saidOf(error)}.`;
    if (denied || name === 'NotImplemented' || name === 'MethodNotAllowed') answers.set(id, { notAsked: `The server was not asked ${what}: ${again}.` });
    notAsked.push(sentence);
    return null;
  }
}

function modeOf(said: string | undefined): 'GOVERNANCE' | 'COMPLIANCE' | null {
  return said === 'GOVERNANCE' || said === 'COMPLIANCE' ? said : null;
}

function instantOf(date: Date | undefined): string | null {
  return date === undefined || Number.isNaN(date.getTime()) ? null : date.toISOString();
}
