/** The digest that a sign-off of fingerprints records: of the whole list in one canonical text, so that others can make it anew. */
import type { Ports } from '../ports';
import { plainPath } from '../record/lid';
import { checksumLine } from './checksum-list';
import { byBytes } from './folder-manifest';

export interface ListedFingerprint {
  /** As recorded. */
  path: string | null;
  sha256: string;
  kind: 'file' | 'folder';
}

/**
 * Lines as `sha256sum` writes them, of recorded paths without `file://`, sorted by bytes, each once and ended by a line feed. A folder stands
 * with a `/` behind its path and the SHA-256 of its manifest. Without folders it is what `baseline export --recorded` writes, comments left out.
 */
export function lockText(files: readonly ListedFingerprint[]): string {
  const lines = files.map(({ path, sha256, kind }) => ({ name: `${plainPath(path ?? '')}${kind === 'folder' ? '/' : ''}`, sha256 }));
  lines.sort((a, b) => byBytes(a.name, b.name) || byBytes(a.sha256, b.sha256));
  return [...new Set(lines.map(({ name, sha256 }) => `${checksumLine(name, sha256)}\n`))].join('');
}

export function lockDigest(ports: Pick<Ports, 'sha256'>, files: readonly ListedFingerprint[]): string {
  const hash = ports.sha256();
  hash.update(new TextEncoder().encode(lockText(files)));
  return hash.hex();
}
