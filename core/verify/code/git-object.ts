/** Git objects: their id computed again from their bytes, and what a commit and a tree say (git's own formats, unchanged since 2005). */
import type { GitObjects, Hash } from '../../ports';

/** An object of whose bytes nobody but its id has been believed, or why there is none. */
export type Verified = { bytes: Uint8Array } | { damage: Damage } | { missing: true };
export interface Damage {
  id: string;
  type: string;
  /** The id that its bytes have. */
  computed: string;
}

/** Reads the object and computes SHA-1 over `type size NUL bytes`. Throws AuditError where it cannot be unpacked. */
export async function readVerified(git: GitObjects, sha1: () => Hash, id: string): Promise<Verified & { type: string }> {
  const found = await git.read(id);
  if (found === null) return { missing: true, type: 'unknown' };
  const hash = sha1();
  hash.update(new TextEncoder().encode(`${found.type} ${found.bytes.length}\0`));
  hash.update(found.bytes);
  const computed = hash.hex();
  return computed === id ? { bytes: found.bytes, type: found.type } : { damage: { id, type: found.type, computed }, type: found.type };
}

/** The id of the commit's tree, and when it was committed; null where it is no commit. */
export function parseCommit(bytes: Uint8Array): { tree: string; committed: string | null } | null {
  const text = new TextDecoder().decode(bytes);
  const tree = /^tree ([0-9a-f]{40})\n/.exec(text)?.[1];
  if (tree === undefined) return null;
  const seconds = Number(/^committer .* (\d{1,12}) [+-]\d{4}$/m.exec(text.split('\n\n')[0] ?? '')?.[1]);
  return { tree, committed: Number.isSafeInteger(seconds) && seconds < 8.64e12 ? new Date(seconds * 1000).toISOString() : null };
}

export interface TreeEntry {
  name: string;
  type: 'tree' | 'file' | 'link' | 'submodule';
  id: string;
}

/** Throws a plain Error that says what is wrong with it: names that no checkout could have, or one twice. */
export function parseTree(bytes: Uint8Array): TreeEntry[] {
  const entries: TreeEntry[] = [];
  const names = new Set<string>();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const end = bytes.indexOf(0, space);
    if (space < 0 || end < 0 || end + 21 > bytes.length) throw new Error('it ends within an entry');
    const mode = decoder.decode(bytes.subarray(at, space));
    const name = decoder.decode(bytes.subarray(space + 1, end));
    if (name === '' || name === '.' || name === '..' || name.includes('/')) throw new Error(`it holds the name "${name}"`);
    if (names.has(name)) throw new Error(`it holds the name "${name}" twice`);
    names.add(name);
    const id = [...bytes.subarray(end + 1, end + 21)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    entries.push({ name, type: typeOfMode(mode), id });
    at = end + 21;
  }
  return entries;
}

function typeOfMode(mode: string): TreeEntry['type'] {
  if (mode === '40000' || mode === '040000') return 'tree';
  if (mode === '120000') return 'link';
  if (mode === '160000') return 'submodule';
  if (/^100\d{3}$/.test(mode)) return 'file';
  throw new Error(`it holds an entry of the unknown mode ${mode}`);
}
