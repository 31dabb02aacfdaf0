/** Writes fingerprints as a list for `sha256sum -c`: folders by the files inside, and everything that the list lacks named in comments. */
import { visibleText } from '../preview/visible-text';
import { plainPath } from '../record/lid';
import type { Fingerprint } from './baseline';
import { checksumLine } from './checksum-list';
import { byBytes, filesOfManifest } from './folder-manifest';

export interface ExportFile {
  lid: string | null;
  path: string | null;
  checkedPath: string | null;
  fingerprint: Fingerprint | null;
}

export interface ExportOptions {
  /** Recorded paths instead of those where the files are now. */
  recorded: boolean;
  /** The manifest kept under a SHA-256. */
  manifest(sha256: string): Uint8Array | null;
  /** Lines for the head, without `#`. */
  head: readonly string[];
}

export interface ChecksumExport {
  text: string;
  total: number;
  listed: number;
  without: number;
  notListed: number;
}

/** Lines sorted by the bytes of their paths. One path under two fingerprints is listed under none: at most one of them can be there. */
export function checksumExport(files: readonly ExportFile[], { recorded, manifest, head }: ExportOptions): ChecksumExport {
  const lines = new Map<string, string>();
  const without: string[] = [];
  const notListed: string[] = [];
  const contested = contestedPaths(files, recorded);
  let listed = 0;
  for (const file of files) {
    const path = pathOf(file, recorded);
    const name = path ?? file.lid ?? '';
    if (file.fingerprint === null) without.push(name);
    else {
      const refusal = path === null ? 'the record names no path' : contested.has(path) ? 'two fingerprints for one path' : refusalOf(path, recorded);
      const inside = refusal === null && path !== null ? linesOf(path, file.fingerprint, manifest) : refusal;
      if (inside === null || typeof inside === 'string') notListed.push(`${file.fingerprint.sha256} ${name} (${inside ?? 'the manifest of this folder is not kept'})`);
      else {
        listed++;
        for (const [at, sha256] of inside.lines) lines.set(at, sha256);
        if (inside.leftOut > 0) notListed.push(`${name}: ${inside.leftOut} files inside, whose names sha256sum could not find`);
      }
    }
  }
  const own = files.length - without.length - listed;
  const text = [
    ...head.map(comment),
    comment(
      `${files.length - without.length} of ${files.length} files of this scope have a fingerprint; ${listed} of ${files.length} are listed here, folders by the files inside`,
    ),
    comment(recorded ? 'paths: as recorded' : 'paths: where the files are looked for, after path maps'),
    ...without.map((name) => comment(`NO FINGERPRINT: ${name}`)),
    ...notListed.map((name) => comment(`NOT LISTED: ${name}`)),
    ...[...lines].sort(([a], [b]) => byBytes(a, b)).map(([path, sha256]) => checksumLine(path, sha256)),
  ];
  return { text: `${text.join('\n')}\n`, total: files.length, listed, without: without.length, notListed: own };
}

/** One line that no path can break out of, and that acts on no terminal: `sha256sum` skips it, people read it. */
function comment(text: string): string {
  return `# ${visibleText(text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r'))}`;
}

function pathOf({ path, checkedPath }: ExportFile, recorded: boolean): string | null {
  const chosen = recorded ? path : checkedPath;
  return chosen === null ? null : plainPath(chosen);
}

function refusalOf(path: string, recorded: boolean): string | null {
  return !recorded && /^[a-z][a-z0-9+.-]*:\//i.test(path) ? 'on no disk of this computer' : null;
}

function contestedPaths(files: readonly ExportFile[], recorded: boolean): Set<string> {
  const seen = new Map<string, string>();
  const contested = new Set<string>();
  for (const file of files) {
    const path = pathOf(file, recorded);
    if (path === null || file.fingerprint === null) continue;
    const before = seen.get(path);
    if (before !== undefined && before !== file.fingerprint.sha256) contested.add(path);
    seen.set(path, file.fingerprint.sha256);
  }
  return contested;
}

function linesOf(path: string, { kind, sha256 }: Fingerprint, manifest: ExportOptions['manifest']): { lines: [string, string][]; leftOut: number } | null {
  if (kind === 'file') return { lines: [[path, sha256]], leftOut: 0 };
  const bytes = manifest(sha256);
  if (bytes === null) return null;
  const { files, leftOut } = filesOfManifest(bytes);
  return { lines: files.map((file) => [`${path.replace(/\/+$/, '')}/${file.path}`, file.sha256]), leftOut };
}
