/** Lists an S3 prefix page by page with the keys exactly as they are stored. */
import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { AuditError } from '../../../core/errors';
import type { StoreObject } from '../../../core/store/lineage-store';

/** Objects whose `path` is the key without the prefix. Throws what the client throws, and AuditError `store-error` for an answer that makes no sense. */
export async function* listPrefix(client: S3Client, bucket: string, prefix: string, signal: AbortSignal, pageSize = 1000): AsyncGenerator<StoreObject[]> {
  let token: string | undefined;
  do {
    // XML cannot carry control characters and parsers trim: so the keys are asked for URL-encoded, and decoded only where the answer says they are.
    const answer = await client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, EncodingType: 'url', MaxKeys: pageSize, ...(token === undefined ? {} : { ContinuationToken: token }) }),
      { abortSignal: signal },
    );
    // Any page of the web (a network's log-in page, say) parses as an empty listing: it must not pass for an empty store.
    if (answer.IsTruncated === undefined)
      throw new AuditError('store-error', `What answered for the bucket "${bucket}" is no S3 listing. Check the endpoint, and whether the network asks for a log-in first.`);
    const encoded = answer.EncodingType === 'url';
    yield (answer.Contents ?? []).map((entry) => {
      const key = entry.Key === undefined ? undefined : encoded ? decodeListedKey(entry.Key) : entry.Key;
      if (key === undefined || !key.startsWith(prefix))
        throw new AuditError('store-error', `The listing of "${bucket}" holds an object that is not below "${prefix}": ${JSON.stringify(key ?? null)}.`);
      const modifiedMillis = entry.LastModified?.getTime() ?? 0;
      const size = entry.Size ?? 0;
      return { path: key.slice(prefix.length), size, tag: `${entry.ETag ?? ''} ${size} ${modifiedMillis}`, modifiedMillis };
    });
    if (answer.IsTruncated && (!answer.NextContinuationToken || answer.NextContinuationToken === token)) {
      throw new AuditError('store-error', `The listing of "${bucket}" broke off: the server says there is more and not where to go on.`);
    }
    token = answer.IsTruncated ? answer.NextContinuationToken : undefined;
  } while (token !== undefined);
}

/** EncodingType=url as S3 and its kin write it: `+` stands for a space, `%2B` for a plus. What is no such text stays as it is. */
export function decodeListedKey(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
