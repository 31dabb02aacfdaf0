/** The manifest of a folder: canonical text of what is inside, in a form that `sha256sum -c` accepts in that folder, and what differs between two. */
import type { FolderEntry } from '../ports';
import { checksumLine, parseChecksumList } from './checksum-list';

/** An entry with what was read of it: files with the SHA-256 of their bytes. Paths are relative to the folder, with `/`. */
export type ReadEntry = (Extract<FolderEntry, { kind: 'file' }> & { sha256: string }) | Exclude<FolderEntry, { kind: 'file' }>;

const head = '# manifest of a folder, version 1';

/**
 * Lines sorted by the bytes of their paths, each ended by a line feed: `<64 hex>  ./path` for a file; a comment for all else, with
 * names as JSON strings: `# file <64 hex> "…"` (a name that sha256sum could not find again), `# folder "…"`, `# link "…" "target"`,
 * `# other "…" "what"`, `# unreadable "…" "why"`. Times, owners and modes are left out: they are not content.
 */
export function manifestOf(entries: readonly ReadEntry[]): Uint8Array {
  const lines = [...entries].sort((a, b) => byBytes(a.path, b.path)).map(lineOf);
  return new TextEncoder().encode([head, ...lines].map((line) => `${line}\n`).join(''));
}

function lineOf(entry: ReadEntry): string {
  const path = JSON.stringify(entry.path);
  switch (entry.kind) {
    case 'file':
      // `//` comes before a name that is not UTF-8 (core/store/odd-name.ts) and nowhere else.
      return /\/\/|^\/|\ufffd/.test(entry.path) ? `# file ${entry.sha256} ${path}` : checksumLine(`./${entry.path}`, entry.sha256);
    case 'folder':
      return `# folder ${path}`;
    case 'link':
      return `# link ${path} ${JSON.stringify(entry.target)}`;
    case 'other':
      return `# other ${path} ${JSON.stringify(entry.what)}`;
    case 'unreadable':
      return `# unreadable ${path} ${JSON.stringify(entry.message)}`;
  }
}

/** Each entry by its path, with all that is said of it in one text. */
function parseManifest(bytes: Uint8Array): Map<string, string> {
  const text = new TextDecoder('utf-8').decode(bytes);
  const said = new Map<string, string>();
  for (const { path, sha256 } of parseChecksumList(text).entries) said.set(path.slice(2), `file ${sha256}`);
  for (const line of text.split('\n')) {
    const [, kind, digest, name, more] = /^# (file|folder|link|other|unreadable) (?:([0-9a-f]{64}) )?("(?:[^"\\]|\\.)*")(?: (.*))?$/s.exec(line) ?? [];
    if (kind !== undefined && name !== undefined) said.set(JSON.parse(name) as string, [kind, digest, more].filter((part) => part !== undefined).join(' '));
  }
  return said;
}

/** Files of a manifest with their SHA-256, for a list of checksums; those that sha256sum could not find are left out and counted. */
export function filesOfManifest(bytes: Uint8Array): { files: { path: string; sha256: string }[]; leftOut: number } {
  const files = [...parseManifest(bytes)].flatMap(([path, said]) => (said.startsWith('file ') ? [{ path, sha256: said.slice('file '.length) }] : []));
  const findable = files.filter(({ path }) => !/\/\/|^\/|\ufffd/.test(path));
  return { files: findable, leftOut: files.length - findable.length };
}

export interface ManifestDifferences {
  /** Paths, sorted by bytes. */
  added: string[];
  removed: string[];
  changed: string[];
}

/** What could not be read now is no difference, and neither is anything below it: nothing is known of it. */
export function manifestDifferences(first: Uint8Array, now: Uint8Array): ManifestDifferences {
  const before = parseManifest(first);
  const after = parseManifest(now);
  const blind = [...after].filter(([, said]) => said.startsWith('unreadable')).map(([path]) => path);
  const unknown = (path: string) => blind.some((one) => path === one || path.startsWith(`${one}/`) || one === '');
  const added = [...after.keys()].filter((path) => !before.has(path) && !unknown(path));
  const removed = [...before.keys()].filter((path) => !after.has(path) && !unknown(path));
  const changed = [...after].filter(([path, said]) => before.has(path) && before.get(path) !== said && !unknown(path)).map(([path]) => path);
  return { added: added.sort(byBytes), removed: removed.sort(byBytes), changed: changed.sort(byBytes) };
}

/** The order of the texts' UTF-8 bytes, which is that of their code points: UTF-16 units differ from it above U+D7FF. */
export function byBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return ranked(x) - ranked(y);
  }
  return a.length - b.length;
}

function ranked(unit: number): number {
  return unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit;
}
