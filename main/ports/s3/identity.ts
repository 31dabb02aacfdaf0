/** What an S3 server says of a bucket that tells it from another of the same name. A call that is denied or unknown to the server is "not known". */
import { GetBucketAclCommand, HeadBucketCommand, ListBucketsCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import type { IdentityFact, IdentityName } from '../../../core/contract/store-identity';
import type { S3Location } from '../../../core/contract/workspaces';
import { stopIfAborted } from '../../../core/store/stop';
import { objectFault, s3Error, saidOf } from './errors';

/** Of the first page so many objects are asked for their owner. */
const objectsAsked = 100;
/** An answer of a server that is longer is none. */
const longest = 512;

/**
 * The owners of objects and the region come with s3:ListBucket (S3 API, ListObjectsV2 with fetch-owner; HeadBucket). The bucket's owner needs
 * s3:GetBucketAcl, and the account that reads and the date the bucket was made s3:ListAllMyBuckets: these are asked for only where `ask`
 * names them. Throws as the listing of the store does where the bucket cannot be listed at all.
 */
export async function s3Identity(client: S3Client, store: S3Location, ask: 'all' | ReadonlySet<IdentityName>, signal: AbortSignal): Promise<IdentityFact[]> {
  const server = await serverOf(client, store, signal);
  const facts: IdentityFact[] = [
    known('type', 's3', 'the settings'),
    known('endpoint', server.endpoint, 'where the requests went'),
    known('bucket', store.bucket, 'the settings'),
    known('prefix', store.prefix === '' ? '/' : store.prefix, 'the settings'),
    fact('object-owners', `ListObjectsV2, the first ${objectsAsked} objects`, server.owners, 'no object is listed, or the server names no owner'),
  ];
  const said = async (names: IdentityName[], call: string, act: () => Promise<Partial<Record<IdentityName, string | undefined>>>) => {
    const wanted = names.filter((name) => ask === 'all' || ask.has(name));
    if (wanted.length === 0) return;
    try {
      const answer = await act();
      for (const name of wanted) facts.push(fact(name, call, answer[name], 'the server does not say it'));
    } catch (error) {
      stopIfAborted(signal);
      if (objectFault(error) === null) throw s3Error(error, store, 's3:ListBucket');
      for (const name of wanted) facts.push(fact(name, call, undefined, saidOf(error)));
    }
  };
  const bucket = { Bucket: store.bucket };
  await said(['region'], 'HeadBucket', async () => ({ region: (await client.send(new HeadBucketCommand(bucket), { abortSignal: signal })).BucketRegion }));
  await said(['owner'], 'GetBucketAcl', async () => ({ owner: (await client.send(new GetBucketAclCommand(bucket), { abortSignal: signal })).Owner?.ID }));
  // Never compared, so asked for once, when the store is pinned.
  if (ask === 'all') {
    await said(['caller', 'created'], 'ListBuckets', async () => {
      const { Owner, Buckets } = await client.send(new ListBucketsCommand({}), { abortSignal: signal });
      return { caller: Owner?.ID, created: Buckets?.find(({ Name }) => Name === store.bucket)?.CreationDate?.toISOString() };
    });
  }
  return facts;
}

/** Where a listing really goes, settings of the environment and of profiles included, and who owns the first objects. */
async function serverOf(client: S3Client, store: S3Location, signal: AbortSignal): Promise<{ endpoint: string; owners: string | undefined }> {
  let endpoint = '';
  const command = new ListObjectsV2Command({ Bucket: store.bucket, Prefix: store.prefix, EncodingType: 'url', MaxKeys: objectsAsked, FetchOwner: true });
  command.middlewareStack.add(
    (next) => (args) => {
      endpoint = endpointOf(args.request as Request, store.bucket);
      return next(args);
    },
    { step: 'finalizeRequest', name: 'whereItGoes' },
  );
  try {
    const { Contents = [] } = await client.send(command, { abortSignal: signal });
    const owners = [...new Set(Contents.flatMap(({ Owner }) => (Owner?.ID ? [Owner.ID.replace(/\s/g, '_')] : [])))].sort();
    return { endpoint, owners: owners.join(' ') };
  } catch (error) {
    stopIfAborted(signal);
    throw s3Error(error, store, 's3:ListBucket');
  }
}

interface Request {
  protocol: string;
  hostname: string;
  port?: number;
}

/** All of Amazon's servers are one: which of them answers depends on the region and the way of addressing. */
function endpointOf({ protocol, hostname, port }: Request, bucket: string): string {
  const host = hostname.startsWith(`${bucket}.`) ? hostname.slice(bucket.length + 1) : hostname;
  if (/(^|\.)amazonaws\.com(\.cn)?$/.test(host)) return 'Amazon S3';
  return `${protocol}//${host}${port === undefined ? '' : `:${port}`}`;
}

function known(name: IdentityName, value: string, from: string): IdentityFact {
  return { name, value, from, note: null };
}

function fact(name: IdentityName, from: string, value: string | undefined, without: string): IdentityFact {
  return value ? known(name, value.slice(0, longest), from) : { name, value: null, from, note: without.slice(0, longest) };
}
