/** The exact rights to ask for: an IAM policy that lets this program list and read one store, and nothing else. */
import { AuditError } from '../errors';
import { normalPrefix } from './location';

export interface IamPolicy {
  Version: '2012-10-17';
  Statement: { Sid: string; Effect: 'Allow'; Action: string[]; Resource: string[]; Condition?: Record<string, Record<string, string[]>> }[];
}

/**
 * s3:ListBucket is a right on the bucket, narrowed to the prefix by the key `s3:prefix`; s3:GetObject one on the objects
 * (AWS Service Authorization Reference, "Actions, resources, and condition keys for Amazon S3"). The region decides the
 * ARN's partition. A bucket encrypted with a KMS key of its owner needs kms:Decrypt on that key as well: see kmsNote.
 */
export function readOnlyPolicy(store: { bucket: string; prefix: string; region?: string | null }): IamPolicy {
  const bucket = `arn:${partitionOf(store.region)}:s3:::${store.bucket}`;
  const pattern = `${literal(normalPrefix(store.prefix))}*`;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ListLineageStore',
        Effect: 'Allow',
        Action: ['s3:ListBucket'],
        Resource: [bucket],
        ...(pattern === '*' ? {} : { Condition: { StringLike: { 's3:prefix': [pattern] } } }),
      },
      { Sid: 'ReadLineageStore', Effect: 'Allow', Action: ['s3:GetObject'], Resource: [`${bucket}/${pattern}`] },
    ],
  };
}

export const kmsNote = 'If the bucket is encrypted with a KMS key of your own, kms:Decrypt on that key is needed as well.';

/**
 * Rights that a check of files on S3 can do without, each with what then cannot be said. (HeadObject leaves out Object Lock where
 * its right is missing: S3 API, "HeadObject"; the newest version is told and read without s3:GetObjectVersion.)
 */
export const optionalRights: readonly { right: string; without: string }[] = [
  { right: 's3:GetObjectRetention', without: 'whether Object Lock keeps a file, and until when' },
  { right: 's3:GetObjectLegalHold', without: 'whether a file is under legal hold' },
  { right: 's3:GetObjectAttributes', without: 'in how many parts a file was stored, where its ETag does not show it' },
  { right: 's3:GetObjectVersion', without: 'nothing that this program says: it looks at the newest version alone, which s3:GetObject covers' },
];

/**
 * The bucket that Seqera Platform makes for a workspace when none is named: `seqera-lineage-<workspace-id>`
 * (Seqera Platform docs, "Workspace management" and "Data lineage", public preview, 2026). The id is numeric. An installation
 * can use another prefix (TOWER_LINEAGE_STORE_PREFIX, Platform 26.2) or a bucket named by hand: then type that bucket.
 * That records lie at the top of this bucket, under no prefix, is our assumption: the docs name none.
 * Throws AuditError `bad-input`.
 */
export function seqeraBucket(workspaceId: string): string {
  const id = workspaceId.trim();
  if (!/^[0-9]{1,20}$/.test(id)) {
    throw new AuditError('bad-input', `"${id}" is no Seqera workspace id. It is a number: in the list of your organisation's workspaces it stands beside the name.`);
  }
  return `seqera-lineage-${id}`;
}

/** In a policy `*`, `?` and `$` are wildcards or begin a variable: `${*}` and so on stand for the character itself (IAM User Guide, "policy variables"). */
function literal(text: string): string {
  return text.replace(/[*?$]/g, (character) => `\${${character}}`);
}

function partitionOf(region: string | null | undefined): string {
  if (region?.startsWith('cn-')) return 'aws-cn';
  return region?.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
