/** What can be said of an S3 address without the client, which takes long to load. */
import type { S3Settings } from './client';

/** Settings of a workspace that names no S3 server of its own: the AWS chain. */
export const plainSettings: S3Settings = { endpoint: null, region: null, profile: null, pathStyle: false, anonymous: false };

export function isS3Path(path: string): boolean {
  return path.startsWith('s3://');
}
