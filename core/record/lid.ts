/** LIDs: `lid://` + key. A key is no URL: it may hold spaces, `#`, `%`, `?` and any Unicode, and is never decoded. */

export const lidScheme = 'lid://';

export function isLid(text: unknown): text is string {
  return typeof text === 'string' && text.startsWith(lidScheme);
}

/**
 * The key of a LID as it stands in a record or is typed. `lid://lid:/x` (a staged file of a `storeDir`) means `lid://x`;
 * trailing slashes are dropped; a text without scheme is taken as a key. `lid://` alone gives an empty key.
 */
export function keyOfLid(lid: string): string {
  let key = lid.startsWith(lidScheme) ? lid.slice(lidScheme.length) : lid;
  while (key.startsWith('lid:/')) key = key.slice('lid:/'.length).replace(/^\/+/, '');
  return key.endsWith('/') ? key.replace(/\/+$/, '') : key;
}

export function lidOfKey(key: string): string {
  return lidScheme + key;
}

/**
 * Splits a typed LID at its fragment: the first `#` that follows a known key starts it. `known` says whether a key has a
 * record. Where the whole text is a key (`<hash>#output`), the whole text wins. No known key: the first `#` splits.
 */
export function splitFragment(lid: string, known: (key: string) => boolean): { key: string; fragment: string | null } {
  const whole = keyOfLid(lid);
  if (!whole.includes('#') || known(whole)) return { key: whole, fragment: null };
  for (let at = whole.indexOf('#'); at >= 0; at = whole.indexOf('#', at + 1)) {
    if (known(whole.slice(0, at))) return { key: whole.slice(0, at), fragment: whole.slice(at + 1) };
  }
  const first = whole.indexOf('#');
  return { key: whole.slice(0, first), fragment: whole.slice(first + 1) };
}

/** A recorded path without its `file://` scheme: what paths are compared by. `s3://…` and others stay as they are. */
export function plainPath(path: string): string {
  if (!path.startsWith('file:')) return path;
  return path.replace(/^file:\/{0,2}(?=\/)/, '');
}
