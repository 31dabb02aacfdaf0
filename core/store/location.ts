/** Where a store is, as people type it (`s3://bucket/prefix` or a folder) and as the program keeps it. */
import type { ReadableStore, S3Location, StoreLocation } from '../contract/workspaces';
import { AuditError } from '../errors';

/** What goes with a bucket and cannot be typed into its address. */
export type S3Options = Partial<Pick<S3Location, 'endpoint' | 'region' | 'profile' | 'pathStyle' | 'anonymous'>>;

/**
 * A typed store as a location; a relative folder stays relative (the caller knows where it stands).
 * Throws AuditError `bad-input` with what is wrong and what to type.
 */
export function parseStore(typed: string, options: S3Options = {}): ReadableStore {
  const text = typed.trim();
  if (text === '') throw new AuditError('bad-input', 'No store was given. Type a folder, or s3://bucket/prefix.');
  if (text.includes('\0')) throw new AuditError('bad-input', 'The store holds a NUL character, which no path has.');
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === 's3') return parseBucket(text, options);
  if (scheme === 'file') return folder(text.slice('file://'.length));
  if (scheme === 'http' || scheme === 'https') {
    throw new AuditError('bad-input', `"${text}" is a web address. Type the bucket as s3://bucket/prefix, and a server other than Amazon's as its endpoint.`);
  }
  if (scheme !== undefined) throw new AuditError('bad-input', `"${text}": stores at ${scheme}:// cannot be read. Copy the store into a folder, or use s3://bucket/prefix.`);
  return folder(text);
}

/** The store as people write it. */
export function storeText(store: StoreLocation): string {
  if (store.type === 'folder') return store.path;
  if (store.type === 'bundle') return `evidence bundle ${store.id}`;
  const prefix = normalPrefix(store.prefix).replace(/\/$/, '');
  return prefix === '' ? `s3://${store.bucket}` : `s3://${store.bucket}/${prefix}`;
}

/** A prefix without leading slash and with one at its end, or empty. Slashes inside are part of the keys and stay. */
export function normalPrefix(prefix: string): string {
  const bare = prefix.replace(/^\/+/, '').replace(/\/+$/, '');
  return bare === '' ? '' : `${bare}/`;
}

/** `https://host:port` as a client wants it. Throws `bad-input`. */
export function checkEndpoint(typed: string): string {
  const text = typed.trim().replace(/\/+$/, '');
  if (!/^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/i.test(text)) {
    throw new AuditError('bad-input', `The endpoint "${typed}" is no address of a server. Type it as https://host or https://host:port, without the bucket.`);
  }
  return text;
}

function parseBucket(text: string, options: S3Options): ReadableStore {
  const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]*)\/?(.*)$/is.exec(text) ?? [];
  if (bucket === '') throw new AuditError('bad-input', `"${text}" names no bucket. Type s3://bucket/prefix.`);
  if (!/^[a-z0-9][a-z0-9._-]{1,254}$/i.test(bucket)) {
    throw new AuditError('bad-input', `"${bucket}" cannot be the name of a bucket: letters, digits, ".", "-" and "_" alone, at least 3. Type s3://bucket/prefix.`);
  }
  return {
    type: 's3',
    bucket,
    prefix: normalPrefix(prefix),
    endpoint: options.endpoint ? checkEndpoint(options.endpoint) : null,
    region: options.region?.trim() || null,
    profile: options.profile?.trim() || null,
    pathStyle: options.pathStyle ?? false,
    anonymous: options.anonymous ?? false,
  };
}

function folder(path: string): ReadableStore {
  const windows = /^([A-Za-z]:)?[\\/]/.exec(path)?.[1] !== undefined || path.startsWith('\\\\');
  const bare = path.replace(windows ? /[/\\]+$/ : /\/+$/, '');
  const isRoot = bare === '' || /^[A-Za-z]:$/.test(bare);
  return { type: 'folder', path: isRoot ? path.slice(0, bare.length + 1) : bare };
}
