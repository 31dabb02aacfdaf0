/** Names of things in other formats: URIs of LIDs and paths, UUIDs of LIDs, instants. */
import { lidScheme } from '../record/lid';
import type { Digests } from './scope';

const surrogate = /[\ud800-\udfff]/;

/** Surrogates without their other half, which no UTF-8 text holds, become visible. */
export function wellFormed(text: string): string {
  if (!surrogate.test(text)) return text;
  return text.replace(/\p{Cs}/gu, (half) => `\\u{${half.charCodeAt(0).toString(16)}}`);
}

/** What `encodeURIComponent` leaves and a URI may not hold in every place. */
const encoded = (part: string) => encodeURIComponent(part).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
const asItIs = /^[\w.~/-]*$/;
const segments = (path: string) => (asItIs.test(path) ? path : wellFormed(path).split('/').map(encoded).join('/'));

/**
 * A URI (RFC 3986) of a LID or a recorded path, every character outside of `A-Za-z0-9-_.~/` percent-encoded as UTF-8: decoding gives it back.
 * `/data/a b` → `file:///data/a%20b`; `s3://bucket/k#1` → `s3://bucket/k%231`; `lid://hash#output` → `lid://hash%23output`; a relative path → `#path/…`.
 */
export function uriOf(id: string): string {
  if (id.startsWith(lidScheme)) return lidScheme + segments(id.slice(lidScheme.length));
  if (id.startsWith('/')) return `file://${segments(id)}`;
  const [whole, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([\s\S]*)$/i.exec(id) ?? [];
  return whole === undefined ? `#path/${segments(id)}` : `${scheme.toLowerCase()}://${segments(rest)}`;
}

/** The URL namespace of RFC 9562, appendix C. */
const urlNamespace = '6ba7b8119dad11d180b400c04fd430c8';

/** UUID version 5 (RFC 9562, section 5.5) of a name in the URL namespace: the same for the same name everywhere. */
export function uuidOf(name: string, { sha1 }: { sha1(bytes: Uint8Array): string }): string {
  const text = new TextEncoder().encode(name);
  const bytes = new Uint8Array(16 + text.length);
  for (let at = 0; at < 16; at++) bytes[at] = Number.parseInt(urlNamespace.slice(at * 2, at * 2 + 2), 16);
  bytes.set(text, 16);
  const hex = sha1(bytes).slice(0, 32);
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20)}`;
}

const instant = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** An ISO 8601 instant with date, time and zone, as `xsd:dateTime` and RFC 3339 have it; null for any other text (lines of the history have zones by name). */
export function dateTime(text: string | null): string | null {
  if (text === null || !instant.test(text) || Number.isNaN(Date.parse(text))) return null;
  return text;
}

export type Uuids = (name: string) => string;

/** Each name once: a scope names the same record many times. */
export function uuids(digests: Pick<Digests, 'sha1'>): Uuids {
  const known = new Map<string, string>();
  return (name) => {
    const uuid = known.get(name) ?? uuidOf(name, digests);
    known.set(name, uuid);
    return uuid;
  };
}
