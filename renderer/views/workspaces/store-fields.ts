/** What is typed into the form of a store, turned into a location; and a name suggested from it. */
import type { ReadableStore } from '../../../core/contract/workspaces';

export interface BucketFields {
  bucket: string;
  prefix: string;
  endpoint: string;
  region: string;
  profile: string;
  pathStyle: boolean;
  anonymous: boolean;
}

export const emptyBucket: BucketFields = { bucket: '', prefix: '', endpoint: '', region: '', profile: '', pathStyle: false, anonymous: false };

/** The location typed so far; null while the folder or bucket is missing. A pasted s3://bucket/prefix is taken apart. */
export function toLocation(type: ReadableStore['type'], path: string, fields: BucketFields): ReadableStore | null {
  if (type === 'folder') return path.trim() === '' ? null : { type: 'folder', path: path.trim() };
  const [, bucket = '', rest = ''] = /^(?:s3:\/\/)?([^/]*)\/?(.*)$/s.exec(fields.bucket.trim()) ?? [];
  if (bucket === '') return null;
  const text = (typed: string) => typed.trim() || null;
  return {
    type: 's3',
    bucket,
    prefix: (rest + fields.prefix.trim()).replace(/^\/+/, ''),
    endpoint: text(fields.endpoint),
    region: text(fields.region),
    profile: text(fields.profile),
    pathStyle: fields.pathStyle,
    anonymous: fields.anonymous,
  };
}

/** A free workspace name after the store: the bucket, or the folder above one that is called "lineage". */
export function suggestedName(store: ReadableStore | null, taken: readonly string[]): string {
  if (store === null) return '';
  const parts = (store.type === 's3' ? store.bucket : store.path).split(/[/\\]+/).filter(Boolean);
  const last = parts.at(-1) ?? '';
  const said = /^\.?lineage$/i.test(last) ? (parts.at(-2) ?? last) : last;
  const base = said
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 60);
  if (base === '' || !taken.includes(base)) return base;
  let number = 2;
  while (taken.includes(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}
