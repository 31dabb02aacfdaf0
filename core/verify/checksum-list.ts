/** Reads lists of SHA-256 checksums, as `sha256sum`, `shasum`, the BSDs' `sha256` and `openssl dgst` write them, from hostile text. */
import { visibleText } from '../preview/visible-text';

const shown = (text: string) => visibleText(text).replaceAll('\n', '␊');

export interface ChecksumEntry {
  /** From 1, as an editor counts. */
  line: number;
  /** As the list means it, with escapes undone; absolute, relative or anything else: never a path of ours. */
  path: string;
  /** 64 hex digits in lower case. */
  sha256: string;
}

export interface ChecksumList {
  /** In the order of the list; the same path with the same digest comes once. */
  entries: ChecksumEntry[];
  /** What could not be used, and why, in a sentence that is safe to show. */
  problems: { line: number; message: string }[];
}

/**
 * Forms read, line by line (GNU coreutils manual, "md5sum invocation" and "cksum output modes"; sha256(1) of FreeBSD; openssl-dgst(1)):
 * `<64 hex>  path`, `<64 hex> *path`, `<64 hex> path` (sha256 -r), `SHA256 (path) = <64 hex>`, `SHA2-256(path)= <64 hex>`;
 * a `\` before the line says that `\\`, `\n` and `\r` in the path stand for backslash, line feed and carriage return.
 * Blank lines and lines that begin with `#` are skipped; line ends may be CR LF. A broken line is a problem and the rest goes on. A path
 * with two different digests is a problem and gives no entry at all: nothing tells which is right.
 */
export function parseChecksumList(text: string): ChecksumList {
  const problems: ChecksumList['problems'] = [];
  const byPath = new Map<string, ChecksumEntry>();
  const contested = new Map<string, number[]>();
  text.split('\n').forEach((raw, i) => {
    const line = i + 1;
    const read = parseLine(raw.replace(/\r$/, ''));
    if (read === null) return;
    if ('problem' in read) {
      problems.push({ line, message: read.problem });
      return;
    }
    const before = byPath.get(read.path);
    if (before === undefined) byPath.set(read.path, { line, ...read });
    else if (before.sha256 !== read.sha256) contested.set(read.path, [...(contested.get(read.path) ?? [before.line]), line]);
  });
  for (const [path, lines] of contested) {
    byPath.delete(path);
    problems.push({
      line: lines[0] ?? 0,
      message: `"${shown(path)}" stands in lines ${lines.join(', ')} with different digests: none of them was taken. Ask whoever made the list which is right.`,
    });
  }
  return { entries: [...byPath.values()], problems: problems.sort((a, b) => a.line - b.line) };
}

/** The text of a list's bytes: UTF-8, or UTF-16 where a byte order mark says so (as PowerShell writes); bytes that are neither become U+FFFD. */
export function checksumListText(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

type Read = { path: string; sha256: string } | { problem: string } | null;

/** Bits of a digest by its length in hex digits. */
const otherDigests: Record<number, string> = { 8: 'a CRC', 32: 'an MD5', 40: 'a SHA-1', 56: 'a SHA-224', 96: 'a SHA-384', 128: 'a SHA-512 (or another of 512 bits)' };

function parseLine(line: string): Read {
  const text = line.replace(/^\uFEFF/, '').replace(/^[ \t]+/, '');
  if (text === '' || text.startsWith('#')) return null;
  const escaped = text.startsWith('\\');
  const body = escaped ? text.slice(1) : text;
  const tagged = /^([A-Za-z][A-Za-z0-9/-]*) ?\((.*)\) ?= ([0-9A-Za-z+/=]+)[ \t]*$/s.exec(body);
  if (tagged !== null) return entry(tagged[2] ?? '', tagged[3] ?? '', escaped, tagged[1] ?? '');
  const plain = /^([0-9A-Fa-f]+)(?: [ *]|[ \t])(.+)$/s.exec(body);
  if (plain !== null) return entry(plain[2] ?? '', plain[1] ?? '', escaped, null);
  return { problem: `this is no line of a checksum list: it should read "<64 hex digits>  path" or "SHA256 (path) = <64 hex digits>". It begins "${shown(text.slice(0, 40))}".` };
}

function entry(name: string, digest: string, escaped: boolean, algorithm: string | null): Read {
  const known = algorithm === null || /^sha-?(2-)?256$/i.test(algorithm);
  if (!known) return { problem: `its checksum is of the algorithm ${shown(algorithm ?? '')}: only SHA-256 can be held against our fingerprints.` };
  if (!/^[0-9A-Fa-f]{64}$/.test(digest)) {
    const other = /^[0-9A-Fa-f]+$/.test(digest) ? otherDigests[digest.length] : undefined;
    return {
      problem:
        other === undefined
          ? `its digest has ${digest.length} digits, and a SHA-256 has 64 hex digits.`
          : `its checksum is ${other} by its length: only SHA-256 can be held against our fingerprints.`,
    };
  }
  const path = escaped ? withoutEscapes(name) : name;
  if (path === null) return { problem: 'its path has a backslash that is no escape (\\\\, \\n or \\r), though the line begins with one.' };
  if (path === '' || path === '-') return { problem: 'it names no file (the digest is of what came by standard input).' };
  if (path.includes('\0')) return { problem: 'its path holds a NUL byte, as in a list written with --zero: write it without.' };
  if (path.includes('\uFFFD')) return { problem: `its path is not UTF-8, so that it can be held against no recorded path: "${shown(path)}".` };
  return { path, sha256: digest.toLowerCase() };
}

/** Null where a backslash begins no escape. */
function withoutEscapes(name: string): string | null {
  if (/\\(?![\\nr])/.test(name.replaceAll('\\\\', ''))) return null;
  return name.replace(/\\([\\nr])/g, (_, letter: string) => (letter === 'n' ? '\n' : letter === 'r' ? '\r' : '\\'));
}

/** Writes one line as GNU `sha256sum` does, escapes among it; without line feed. */
export function checksumLine(path: string, sha256: string): string {
  if (!/[\\\n\r]/.test(path)) return `${sha256}  ${path}`;
  return `\\${sha256}  ${path.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}`;
}
