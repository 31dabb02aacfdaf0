/** Several digests fed with the same bytes: SHA-256, SHA-1 and MD5 of OpenSSL, MurmurHash3 of ours, the CRCs of hash-wasm. */
import { createHash } from 'node:crypto';
import { createCRC32, createCRC64, type IHasher } from 'hash-wasm';
import type { DigestName } from '../../../core/ports';
import { murmur3 } from '../hashes';

export interface Digests {
  update(bytes: Uint8Array): void;
  /** Lower-case hex of each; ends them. */
  hex(): Partial<Record<DigestName, string>>;
}

/** Polynomials are given as hash-wasm takes them: bit-reversed, so 0x1edc6f41 and 0xad93d23594c93659 backwards. */
const crcs = {
  crc32: () => createCRC32(),
  crc32c: () => createCRC32(0x82f63b78),
  crc64nvme: () => createCRC64('9a6c9329ac4bc9b5'),
};
type CrcName = keyof typeof crcs;

/** Each holds a WebAssembly memory of its own, so those that have ended are used again. */
const idle = new Map<CrcName, IHasher[]>();

interface OneDigest {
  update(bytes: Uint8Array): void;
  hex(): string;
}

/** At once where none of them is a CRC: a small file takes hardly longer than a promise. */
export function createDigests(algorithms: readonly DigestName[]): Digests | Promise<Digests> {
  const names = [...new Set(algorithms)];
  if (!names.some(isCrc)) return together(names.map((name) => [name, plain(name)]));
  return Promise.all(names.map(async (name): Promise<[DigestName, OneDigest]> => [name, isCrc(name) ? await crc(name) : plain(name)])).then(together);
}

function isCrc(name: DigestName): name is CrcName {
  return name in crcs;
}

function together(made: readonly [DigestName, OneDigest][]): Digests {
  return {
    update(bytes) {
      for (const [, digest] of made) digest.update(bytes);
    },
    hex: () => Object.fromEntries(made.map(([name, digest]) => [name, digest.hex()])),
  };
}

function plain(name: DigestName): OneDigest {
  if (name === 'murmur3') return murmur3();
  const hash = createHash(name);
  return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
}

async function crc(name: CrcName) {
  const waiting = idle.get(name) ?? [];
  idle.set(name, waiting);
  const hasher = (waiting.pop() ?? (await crcs[name]())).init();
  return {
    update: (bytes: Uint8Array) => void hasher.update(bytes),
    hex() {
      const digits = hasher.digest('hex');
      waiting.push(hasher);
      return digits;
    },
  };
}

/** For bytes that come in parts, as those of an S3 object do. */
export async function digestParts(
  parts: AsyncIterable<Uint8Array>,
  algorithms: readonly DigestName[],
  onBytes?: (bytes: number) => void,
): Promise<{ bytes: number; digests: Partial<Record<DigestName, string>> }> {
  const digests = await createDigests(algorithms);
  let bytes = 0;
  for await (const part of parts) {
    digests.update(part);
    bytes += part.length;
    onBytes?.(part.length);
  }
  return { bytes, digests: digests.hex() };
}
