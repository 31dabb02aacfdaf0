/** A record that was never edited must never be said to contradict itself: any path, size, time, label and shape. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordedFile } from '../../../core/verify/recorded-file';
import { ownRecord, ownState } from '../../../core/verify/recorded-value';
import { murmur3 } from '../../../main/ports/hashes';
import { murmur3Reference } from './murmur3-reference';

const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const long = (value: bigint) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value);
  return bytes;
};
/** By hand: recorded path → hashed path, standard value of ms. */
const paths = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1 }).map((rest) => ({ path: `/data/${rest}`, hashed: `/data/${rest}` })),
  fc.stringMatching(/^[a-z0-9./ %#-]{1,20}$/).map((key) => ({ path: `s3://bucket/${key}`, hashed: `/bucket/${key}` })),
  fc.constantFrom({ path: 'file:///a/b c', hashed: '/a/b c' }, { path: '/a/folder/', hashed: '/a/folder/' }),
);
const nanos = fc.bigInt({ min: -3_000_000_000_000_000_000n, max: 4_000_000_000_000_000_000n });
const floorMs = (ns: bigint) => (ns - (((ns % 1_000_000n) + 1_000_000n) % 1_000_000n)) / 1_000_000n;
/** As Java writes it: nine digits, or cut to what is not zero, in any offset of whole hours. */
const iso = (ns: bigint, offset: number) => {
  const ms = floorMs(ns);
  const below = Number(ns - ms * 1_000_000n);
  const local = new Date(Number(ms) + offset * 3_600_000).toISOString().slice(0, -1);
  const zone = offset === 0 ? 'Z' : `${offset < 0 ? '-' : '+'}${String(Math.abs(offset)).padStart(2, '0')}:00`;
  return `${local}${String(below).padStart(6, '0')}`.replace(/(?:\.0+|(\.\d*?)0+)$/, '$1') + zone;
};
const sizes = fc.oneof(fc.nat(), fc.constantFrom(0, 4096, Number.MAX_SAFE_INTEGER));
const labels = fc.constantFrom(null, 'standard', 'STANDARD', 'lenient', 'deep', 'sha256', 'odd');
const files = fc.record({ where: paths, size: sizes, ns: nanos, offset: fc.integer({ min: -12, max: 14 }), mode: labels, metadataOnly: fc.boolean() });
const made = fc.tuple(files, fc.constantFrom<'standard' | 'lenient'>('standard', 'lenient')).map(([{ where, size, ns, offset, mode, metadataOnly }, as]): RecordedFile => {
  const parts = [utf16(where.hashed), long(BigInt(size)), ...(as === 'standard' ? [long(floorMs(ns))] : [])];
  const checksum = { value: murmur3Reference(Buffer.concat(parts)), algorithm: 'nextflow', mode };
  return { lid: 'lid://x/y', path: where.path, size, modifiedAt: iso(ns, offset), checksum, ranAt: null, metadataOnly };
});

test('what Nextflow records of any file is consistent with itself, before 1970 and on S3 too', () => {
  fc.assert(
    fc.property(made, (recorded) => {
      expect(ownRecord(recorded, murmur3)).toBe('consistent');
    }),
    { numRuns: 500 },
  );
});

test('one value edited: contradicts where the label, or who wrote it, rules a hash of the content out; else not known', () => {
  const edit = fc.constantFrom<(one: RecordedFile) => RecordedFile>(
    (one) => ({ ...one, size: one.size === 7 ? 8 : 7 }),
    (one) => ({ ...one, path: `${one.path}x` }),
    (one) => ({ ...one, checksum: { value: 'f'.repeat(32), algorithm: 'nextflow', mode: one.checksum?.mode ?? null } }),
  );
  fc.assert(
    fc.property(made, edit, (recorded, change) => {
      const metadata = ['standard', 'lenient'].includes(recorded.checksum?.mode?.toLowerCase() ?? '');
      expect(ownState(change(recorded), murmur3)).toBe(metadata || recorded.metadataOnly ? 'contradicts' : 'not-standard');
    }),
    { numRuns: 300 },
  );
});

test('what cannot be told is unknown, however wrong the value', () => {
  const wrong: RecordedFile = {
    lid: 'lid://x/y',
    path: '/a',
    size: 1,
    modifiedAt: '2026-01-01T00:00:00Z',
    checksum: { value: 'f'.repeat(32), algorithm: 'nextflow', mode: 'standard' },
    ranAt: null,
    metadataOnly: true,
  };
  expect(ownRecord(wrong, murmur3)).toBe('contradicts');
  const unknown: Partial<RecordedFile>[] = [
    { checksum: null },
    { checksum: { value: 'f'.repeat(32), algorithm: 'xxh3', mode: 'standard' } },
    { checksum: { value: 'f'.repeat(32), algorithm: null, mode: 'standard' } },
    { size: null },
    { size: 2 ** 53 },
    { size: -1 },
    { size: 1.5 },
    { modifiedAt: null },
    { modifiedAt: 'yesterday' },
    { path: null },
    { path: 'results/x' },
    { path: 'gs://bucket/x' },
    { path: 'az://container/x' },
  ];
  for (const change of unknown) expect([change, ownRecord({ ...wrong, ...change }, murmur3)]).toEqual([change, 'unknown']);
});
