/** Every digest against values that others published, and against Node's and a plain one written from the definition, whatever parts it comes in. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DataFiles, DigestName } from '../../../core/ports';
import { createDataFiles } from '../../../main/ports/data-files';
import { createDigests } from '../../../main/ports/digest/digests';
import { buildMain } from '../../build-main';
import { murmur3Reference } from '../../core/verify/murmur3-reference';
import { vectorContent } from '../../core/verify/vectors';

const all: DigestName[] = ['sha256', 'murmur3', 'md5', 'sha1', 'crc32', 'crc32c', 'crc64nvme'];
const vectors = JSON.parse(readFileSync(new URL('../../fixtures/checksums/nextflow.json', import.meta.url), 'utf8')) as { files: { size: number; deep: string }[] };

async function digestsOf(bytes: Uint8Array, part = bytes.length || 1) {
  const digests = await createDigests(all);
  for (let at = 0; at < bytes.length; at += part) digests.update(bytes.subarray(at, at + part));
  return digests.hex();
}

/** A reflected CRC with all ones before and after, bit by bit. */
function crcReference(bytes: Uint8Array, reversed: bigint, width: number): string {
  const ones = (1n << BigInt(width)) - 1n;
  let crc = ones;
  for (const byte of bytes) {
    crc ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ reversed : crc >> 1n;
  }
  return (crc ^ ones).toString(16).padStart(width / 4, '0');
}

const expected = (bytes: Uint8Array) => ({
  ...Object.fromEntries(['sha256', 'md5', 'sha1'].map((name) => [name, createHash(name).update(bytes).digest('hex')])),
  murmur3: murmur3Reference(bytes),
  crc32: crcReference(bytes, 0xedb88320n, 32),
  crc32c: crcReference(bytes, 0x82f63b78n, 32),
  crc64nvme: crcReference(bytes, 0x9a6c9329ac4bc9b5n, 64),
});

/** The check values of the catalogue of CRCs and of the RFCs: of the nine digits, and of nothing. */
test('published values', async () => {
  expect(await digestsOf(new TextEncoder().encode('123456789'))).toMatchObject({
    md5: '25f9e794323b453885f5181f1b624d0b',
    sha1: 'f7c3bc1d808e04732adf679965ccc34ca7ae3441',
    sha256: '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225',
    crc32: 'cbf43926',
    crc32c: 'e3069283',
    crc64nvme: 'ae8b14860a799888',
  });
  expect(await digestsOf(new Uint8Array())).toEqual({
    md5: 'd41d8cd98f00b204e9800998ecf8427e',
    sha1: 'da39a3ee5e6b4b0d3255bfef95601890afd80709',
    sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    murmur3: '0'.repeat(32),
    crc32: '00000000',
    crc32c: '00000000',
    crc64nvme: '0000000000000000',
  });
  // RFC 3720, B.4: 32 bytes of zeros, of ones, and counting up.
  const crc32c = async (bytes: Uint8Array) => (await digestsOf(bytes)).crc32c;
  expect(await crc32c(new Uint8Array(32))).toBe('8a9136aa');
  expect(await crc32c(new Uint8Array(32).fill(255))).toBe('62a8ab43');
  expect(await crc32c(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe('46dd794e');
});

test('any bytes in any parts, several at the same time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 70 }), async (bytes, part) => {
      const [one, other] = await Promise.all([digestsOf(bytes, part), digestsOf(bytes)]);
      expect(one).toEqual(expected(bytes));
      expect(other).toEqual(one);
    }),
    { numRuns: 200 },
  );
});

test('only what is asked for is computed', async () => {
  const digests = await createDigests(['sha256']);
  expect(Object.keys(digests.hex())).toEqual(['sha256']);
});

describe.each(['in threads', 'here'])('files, %s', (where) => {
  const folder = mkdtempSync(join(tmpdir(), 'digests-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let files: DataFiles;
  beforeAll(() => {
    files = createDataFiles(where === 'here' ? join(folder, 'none.cjs') : buildMain('digest-thread'));
    expect(files.atOnce).toBeGreaterThanOrEqual(where === 'here' ? 1 : 2);
  }, 120_000);

  test('sizes around the parts that are read, and those of Nextflow', async () => {
    const part = 128 * 1024;
    const sizes = [...[0, 1, 15, 16, 17, part - 1, part, part + 1, 2 * part, 3 * part + 5], ...vectors.files.map((file) => file.size)];
    const paths = [...new Set(sizes)].map((size) => {
      const path = join(folder, String(size));
      writeFileSync(path, vectorContent(size));
      return { path, size };
    });
    const answers = await Promise.all(paths.map(({ path, size }) => files.digest(path, { algorithms: all, size })));
    for (const [i, { size }] of paths.entries()) {
      const answer = answers[i];
      const bytes = vectorContent(size);
      expect(answer?.bytes).toBe(size);
      expect(answer?.digests.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
      expect(answer?.digests.md5).toBe(createHash('md5').update(bytes).digest('hex'));
      expect(answer?.digests).toEqual(await digestsOf(bytes, 1000));
      const vector = vectors.files.find((file) => file.size === size);
      if (vector !== undefined) expect(answer?.digests.murmur3).toBe(vector.deep);
      expect(answer?.looked?.after).toEqual(answer?.looked?.before);
    }
  });
});
