/** The decision table: every verdict with its reason, each from the smallest difference that brings it about. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileValues, hashedPath } from '../../../core/verify/checksum/modes';
import { digestsNeeded } from '../../../core/verify/digests-needed';
import { judge, judgeWithoutLooking } from '../../../core/verify/judge';
import type { Observation } from '../../../core/verify/observe';
import type { RecordedFile } from '../../../core/verify/recorded-file';
import { checksumModes, reasons, verdicts, verdictWords } from '../../../core/verify/verdict';
import { murmur3, sha256 } from '../../../main/ports/hashes';
import { vectorContent } from './vectors';

interface Vector {
  path: string;
  size: number;
  modifiedMillis: number;
  standard: string;
  lenient: string;
  deep: string;
  sha256: string;
}
const vectors = JSON.parse(readFileSync(new URL('../../fixtures/checksums/nextflow.json', import.meta.url), 'utf8')) as { files: Vector[]; directories: Vector[] };
const vector = vectors.files.find((file) => file.size === 64) as Vector;
const folderVector = vectors.directories[0] as Vector;

const instant = (millis: number, nanos = '123456') => `${new Date(millis).toISOString().slice(0, -1)}${nanos}Z`;
const record = (change: Partial<RecordedFile> = {}, sum: Partial<{ value: string; algorithm: string | null; mode: string | null }> = {}): RecordedFile => ({
  lid: 'lid://x/y',
  ranAt: null,
  path: vector.path,
  size: vector.size,
  modifiedAt: instant(vector.modifiedMillis),
  checksum: { value: vector.standard, algorithm: 'nextflow', mode: 'standard', ...sum },
  ...change,
});
const digests = (bytes: Uint8Array) => {
  const sha = sha256();
  const deep = murmur3();
  sha.update(bytes);
  deep.update(bytes);
  return { sha256: sha.hex(), deep: deep.hex() };
};
type File = Extract<Observation, { kind: 'file' }>;
const intact: File = { kind: 'file', size: vector.size, modifiedMillis: vector.modifiedMillis, ...digests(vectorContent(vector.size)) };
const editedBytes = vectorContent(vector.size);
editedBytes[10] = 0;
const edited: File = { ...intact, ...digests(editedBytes) };
const longer: File = { ...intact, size: 65, ...digests(vectorContent(65)) };
const later: File = { ...intact, modifiedMillis: intact.modifiedMillis + 5000 };
const other = '0123456789abcdef0123456789abcdef';
const folder: Observation = { kind: 'folder', size: 4096, modifiedMillis: 1_700_000_000_000 };
/** What an S3 server says of an object that nobody read. */
const attested = {
  bucket: 'b',
  key: 'k',
  versionId: null,
  deleted: false,
  etag: null,
  encryption: null,
  checksums: [],
  etagAgrees: null,
  lock: { mode: null, until: null, legalHold: null },
  notAsked: [],
};
const listed = (size = vector.size, modifiedMillis = vector.modifiedMillis, toldBy: 'listing' | 'head' = 'listing'): Observation => ({
  kind: 'listed',
  size,
  modifiedMillis,
  toldBy,
  attested,
});
const wholeSecond = Math.floor(vector.modifiedMillis / 1000) * 1000;
const withMillis = (millis: number): RecordedFile => {
  const modifiedMillis = wholeSecond + millis;
  const values = fileValues(murmur3, { path: vector.path, size: vector.size, modifiedMillis }, { deep: '', sha256: '' });
  return record({ modifiedAt: instant(modifiedMillis) }, { value: values.standard });
};
const see = (recorded: RecordedFile, found: Observation, readBefore = false) => judge(recorded, found, readBefore, murmur3);

// [what, record, found, verdict, reason, matchedMode, labelConflict]
type Row = [string, RecordedFile, Observation, string, string | null, string | null, boolean];
const rows: Row[] = [
  ['intact, standard', record(), intact, 'metadata-match', null, 'standard', false],
  ['intact, lenient', record({}, { value: vector.lenient, mode: 'lenient' }), intact, 'metadata-match', null, 'lenient', false],
  ['intact, deep', record({}, { value: vector.deep, mode: 'deep' }), intact, 'content-verified', null, 'deep', false],
  ['intact, sha256', record({}, { value: vector.sha256, mode: 'sha256' }), intact, 'content-verified', null, 'sha256', false],
  ['intact, label in capitals', record({}, { mode: 'STANDARD' }), intact, 'metadata-match', null, 'standard', false],
  ['intact, no label', record({}, { value: vector.deep, mode: null }), intact, 'content-verified', null, 'deep', false],
  ['intact, unheard-of label', record({}, { mode: 'quick' }), intact, 'metadata-match', null, 'standard', true],
  ['standard called deep', record({}, { mode: 'deep' }), intact, 'metadata-match', null, 'standard', true],
  ['standard called sha256', record({}, { mode: 'sha256' }), intact, 'metadata-match', null, 'standard', true],
  ['standard called lenient', record({}, { mode: 'lenient' }), intact, 'metadata-match', null, 'standard', true],
  ['deep called standard', record({}, { value: vector.deep }), intact, 'content-verified', null, 'deep', true],
  ['sha256 called deep', record({}, { value: vector.sha256, mode: 'deep' }), intact, 'content-verified', null, 'sha256', true],
  ['same size, time put back', record(), edited, 'metadata-match', null, 'standard', false],
  ['same size, time put back, called deep', record({}, { mode: 'deep' }), edited, 'metadata-match', null, 'standard', true],
  ['same size, honest deep', record({}, { value: vector.deep, mode: 'deep' }), edited, 'mismatch', 'content-differs', null, false],
  ['same size, honest sha256', record({}, { value: vector.sha256, mode: 'sha256' }), edited, 'mismatch', 'content-differs', null, false],
  ['same size, deep called standard', record({}, { value: vector.deep }), edited, 'mismatch', 'undetermined', null, false],
  ['honest deep, no time recorded: the label may lie', record({ modifiedAt: null }, { value: vector.deep, mode: 'deep' }), edited, 'mismatch', 'undetermined', null, false],
  ['another time, standard', record(), later, 'inconclusive', 'time-differs', null, false],
  ['another time, standard called deep', record({}, { mode: 'deep' }), later, 'inconclusive', 'time-differs', null, true],
  ['another time and content', record(), { ...later, ...digests(editedBytes) }, 'inconclusive', 'time-differs', null, false],
  ['another time, lenient', record({}, { value: vector.lenient, mode: 'lenient' }), later, 'metadata-match', null, 'lenient', false],
  ['another time, deep', record({}, { value: vector.deep, mode: 'deep' }), later, 'content-verified', null, 'deep', false],
  ['another time, no time recorded', record({ modifiedAt: null }), later, 'mismatch', 'undetermined', null, false],
  ['no size or time recorded, intact', record({ size: null, modifiedAt: null, lid: null }), intact, 'metadata-match', null, 'standard', false],
  ['no size or time recorded, appended', record({ size: null, modifiedAt: null, lid: null }), longer, 'mismatch', 'undetermined', null, false],
  ['appended', record(), longer, 'mismatch', 'size-differs', null, false],
  ['appended, deep', record({}, { value: vector.deep, mode: 'deep' }), longer, 'mismatch', 'size-differs', null, false],
  ['appended, no checksum', record({ checksum: null }), longer, 'mismatch', 'size-differs', null, false],
  ['emptied', record(), { ...intact, size: 0, ...digests(new Uint8Array()) }, 'mismatch', 'size-differs', null, false],
  ['record: checksum edited', record({}, { value: other }), intact, 'mismatch', 'undetermined', null, false],
  ['record: checksum no hex', record({}, { value: 'nonsense' }), intact, 'not-checkable', 'unknown-algorithm', null, false],
  ['record: checksum in capitals', record({}, { value: vector.standard.toUpperCase() }), intact, 'metadata-match', null, 'standard', false],
  ['record: size edited', record({ size: 63 }), intact, 'mismatch', 'size-differs', 'standard', false],
  ['record: size edited, deep', record({ size: 63 }, { value: vector.deep, mode: 'deep' }), intact, 'content-verified', null, 'deep', false],
  ['record: path edited', record({ path: '/data/vectors/else.vcf' }), intact, 'mismatch', 'undetermined', null, false],
  ['record: path edited, called deep', record({ path: '/data/vectors/else.vcf' }, { mode: 'deep' }), intact, 'mismatch', 'content-differs', null, false],
  ['record: time edited', record({ modifiedAt: instant(vector.modifiedMillis + 1000) }), intact, 'metadata-match', null, 'standard', false],
  ['file:// in the recorded path', record({ path: `file://${vector.path}` }), intact, 'metadata-match', null, 'standard', false],
  ['no checksum', record({ checksum: null }), intact, 'not-checkable', 'no-checksum', null, false],
  ['unknown algorithm', record({}, { algorithm: 'sha512' }), intact, 'not-checkable', 'unknown-algorithm', null, false],
  ['unknown algorithm, equal value', record({}, { algorithm: 'sha512', value: vector.deep }), intact, 'not-checkable', 'unknown-algorithm', null, false],
  ['no algorithm', record({}, { algorithm: null }), intact, 'not-checkable', 'unknown-algorithm', null, false],
  ['missing', record(), { kind: 'missing' }, 'missing', 'not-found', null, false],
  ['missing, no checksum', record({ checksum: null }), { kind: 'missing' }, 'missing', 'not-found', null, false],
  ['not readable', record(), { kind: 'unreadable', reason: 'permission', message: 'EACCES' }, 'unreadable', 'permission', null, false],
  ['bad disk', record(), { kind: 'unreadable', reason: 'io-error', message: 'EIO' }, 'unreadable', 'io-error', null, false],
  ['moving', record(), { kind: 'unreadable', reason: 'changed-while-read', message: 'it changed' }, 'unreadable', 'changed-while-read', null, false],
  ['FIFO', record(), { kind: 'not-regular' }, 'mismatch', 'kind-differs', null, false],
  ['FIFO where nothing says that there was content', record({ size: null }), { kind: 'not-regular' }, 'not-checkable', 'not-regular', null, false],
  ['elsewhere', record(), { kind: 'remote' }, 'not-checkable', 'remote', null, false],
  ['listed, standard', record(), listed(), 'metadata-match', null, 'standard', false],
  ['listed, lenient, another time', record({}, { value: vector.lenient, mode: 'lenient' }), listed(vector.size, 5), 'metadata-match', null, 'lenient', false],
  ['listed, standard called deep', record({}, { mode: 'deep' }), listed(), 'metadata-match', null, 'standard', true],
  ['listed, another time', record(), listed(vector.size, vector.modifiedMillis + 5000), 'inconclusive', 'time-differs', null, false],
  ['listed, another time, called sha256', record({}, { mode: 'sha256' }), listed(vector.size, 5), 'inconclusive', 'time-differs', null, true],
  ['listed, another size', record(), listed(65), 'mismatch', 'size-differs', null, false],
  ['listed, another size, deep', record({}, { value: vector.deep, mode: 'deep' }), listed(65), 'mismatch', 'size-differs', null, false],
  ['listed, deep: the content alone could tell', record({}, { value: vector.deep, mode: 'deep' }), listed(), 'not-checked', 'content-not-read', null, false],
  ['listed, sha256 called standard', record({}, { value: vector.sha256 }), listed(), 'not-checked', 'content-not-read', null, false],
  ['listed, checksum edited', record({}, { value: other }), listed(), 'not-checked', 'content-not-read', null, false],
  ['listed, no size or time recorded, another time', record({ size: null, modifiedAt: null }), listed(vector.size, 5), 'not-checked', 'content-not-read', null, false],
  ['listed, no checksum', record({ checksum: null }), listed(), 'not-checkable', 'no-checksum', null, false],
  ['listed, no checksum, another size', record({ checksum: null }), listed(65), 'mismatch', 'size-differs', null, false],
  ['told to the second, the same second', withMillis(123), listed(vector.size, wholeSecond, 'head'), 'inconclusive', 'time-to-the-second', null, false],
  ['told to the second, a time of whole seconds', withMillis(0), listed(vector.size, wholeSecond, 'head'), 'metadata-match', null, 'standard', false],
  ['told to the second, another', withMillis(123), listed(vector.size, wholeSecond + 1000, 'head'), 'inconclusive', 'time-differs', null, false],
  ['listed to the second, the same second', withMillis(123), listed(vector.size, wholeSecond), 'inconclusive', 'time-differs', null, false],
  ['folder in place of a file', record(), folder, 'mismatch', 'kind-differs', null, false],
  ['folder in place of a content-hashed file', record({}, { value: vector.deep, mode: 'deep' }), folder, 'mismatch', 'kind-differs', null, false],
];

describe('the decision table', () => {
  test.each(rows)('%s', (_what, recorded, found, verdict, reason, matchedMode, labelConflict) => {
    const answer = see(recorded, found);
    expect({ ...answer, detail: undefined }).toEqual({
      verdict,
      reason,
      matchedMode,
      labelConflict,
      strength: verdict === 'content-verified' ? 'murmur3-128' : null,
      detail: undefined,
    });
    expect(answer.detail.length).toBeGreaterThan(20);
  });

  test('a lied label and a record that contradicts itself are said in words', () => {
    expect(see(record({}, { mode: 'deep' }), intact).detail).toContain('calls the checksum "deep", which is not so');
    expect(see(record({ size: 63 }), intact).detail).toContain('contradicts itself');
    expect(see(record({ size: 63 }, { value: vector.deep, mode: 'deep' }), intact).detail).toContain('contradicts itself');
    expect(see(record({ modifiedAt: instant(vector.modifiedMillis + 1000) }), intact).detail).toContain('contradicts itself');
    expect(see(record(), { ...intact, link: '/else\u202e' }).detail).toContain('symbolic link was followed, to /else⟨U+202E⟩');
  });

  test('no words claim success or validity', () => {
    const words = [
      ...rows.map(([, recorded, found]) => see(recorded, found).detail),
      ...verdicts.flatMap((verdict) => [verdictWords[verdict].short, verdictWords[verdict].sentence]),
    ];
    for (const text of words) expect(text).not.toMatch(/\b(success|valid|authentic|genuine|guarantee|trust)/i);
    for (const verdict of verdicts) expect(verdictWords[verdict].tone === 'good').toBe(verdict === 'content-verified');
  });
});

test('what is on S3 is said to be the word of the server', () => {
  expect(see(record(), listed()).detail).toContain("that the S3 server's listing says");
  expect(see(record(), listed(65)).detail).toContain('the S3 server says 65 bytes');
  expect(see(record({}, { value: vector.deep, mode: 'deep' }), listed()).detail).toContain('was not read');
  expect(see(record(), { ...intact, toldBy: 'listing' }).detail).toContain("that the S3 server's listing says");
  expect(see(record(), intact).detail).not.toContain('server');
  expect(see(record(), { kind: 'missing', deleted: true }).detail).toContain('delete marker');
});

interface S3Vector {
  path: string;
  size: number;
  modifiedMillis: number;
  standard: string;
}
const s3Vectors = JSON.parse(readFileSync(new URL('../../fixtures/checksums/s3.json', import.meta.url), 'utf8')) as S3Vector[];

test.each(s3Vectors)('from the listing alone: $path', ({ path, size, modifiedMillis, standard }) => {
  const recorded = record({ path, size, modifiedAt: new Date(modifiedMillis).toISOString(), checksum: { value: standard, algorithm: 'nextflow', mode: 'standard' } });
  expect(see(recorded, listed(size, modifiedMillis))).toMatchObject({ verdict: 'metadata-match', matchedMode: 'standard', labelConflict: false, strength: null });
  expect(see(recorded, listed(size, modifiedMillis + 1))).toMatchObject({ verdict: 'inconclusive', reason: 'time-differs' });
  expect(see(recorded, listed(size + 1, modifiedMillis))).toMatchObject({ verdict: 'mismatch', reason: 'size-differs' });
});

describe('folders', () => {
  const found: Observation = { kind: 'folder', size: folderVector.size, modifiedMillis: folderVector.modifiedMillis };
  const recorded = (mode: string, value = folderVector.standard): RecordedFile =>
    record({ path: folderVector.path, size: folderVector.size, modifiedAt: instant(folderVector.modifiedMillis), checksum: { value, algorithm: 'nextflow', mode } });

  test.each(['standard', 'deep', 'sha256'] as const)('recorded as %s', (mode) => {
    expect(see(recorded(mode, folderVector[mode]), found)).toMatchObject({
      verdict: 'metadata-match',
      reason: 'directory',
      matchedMode: 'standard',
      labelConflict: false,
      strength: null,
    });
  });
  test('recorded as lenient', () => {
    expect(see(recorded('lenient', folderVector.lenient), found)).toMatchObject({ verdict: 'metadata-match', reason: 'directory', matchedMode: 'lenient', labelConflict: false });
    expect(see(recorded('standard', folderVector.lenient), found)).toMatchObject({ verdict: 'metadata-match', matchedMode: 'lenient', labelConflict: true });
  });
  test('with another time or size: nothing can be said', () => {
    expect(see(recorded('standard'), { ...found, modifiedMillis: 1 })).toMatchObject({ verdict: 'not-checkable', reason: 'directory', matchedMode: null });
    expect(see(recorded('deep'), { ...found, size: 8192, modifiedMillis: 1 })).toMatchObject({ verdict: 'not-checkable', reason: 'directory' });
  });
  test('that we once read as a file', () => {
    expect(see(recorded('standard'), { ...found, modifiedMillis: 1 }, true)).toMatchObject({ verdict: 'mismatch', reason: 'kind-differs' });
  });
  test('a small odd size without a name like a file may be a folder of another file system', () => {
    const size = 120;
    const values = fileValues(murmur3, { path: '/data/multiqc_data', size, modifiedMillis: 5 }, { deep: '', sha256: '' });
    const small = record({ path: '/data/multiqc_data', size, modifiedAt: instant(5), checksum: { value: values.standard, algorithm: 'nextflow', mode: 'standard' } });
    expect(see(small, folder)).toMatchObject({ verdict: 'not-checkable', reason: 'directory' });
  });
});

test('without a path, or with a relative one, there is nothing to look at', () => {
  expect(judgeWithoutLooking(record({ path: null }))).toMatchObject({ verdict: 'not-checkable', reason: 'no-path' });
  expect(judgeWithoutLooking(record({ path: 'results/x.txt' }))).toMatchObject({ verdict: 'not-checkable', reason: 'no-path' });
  for (const path of ['/a', 'file:///a', 's3://b/k', 'gs://b/k']) expect(judgeWithoutLooking(record({ path }))).toBeNull();
});

test('a value that only the content can explain is not judged without it', () => {
  const unread: File = { ...intact, deep: null };
  for (const value of [vector.deep, other]) {
    const recorded = record({}, { value, mode: 'deep' });
    expect(digestsNeeded([recorded], unread, murmur3)).toEqual(['sha256', 'murmur3']);
    expect(see(recorded, unread)).toMatchObject({ verdict: 'not-checked', reason: 'content-not-read', matchedMode: null, strength: null });
    expect(see({ ...recorded, size: 1 }, unread)).toMatchObject({ verdict: 'not-checked', reason: 'content-not-read' });
  }
  expect(see(record({}, { value: vector.sha256, mode: 'sha256' }), unread)).toMatchObject({ verdict: 'content-verified', matchedMode: 'sha256' });
  // One record of a path is enough to ask for it.
  expect(digestsNeeded([record()], intact, murmur3)).toEqual(['sha256']);
  expect(digestsNeeded([record(), record({}, { value: vector.deep })], intact, murmur3)).toEqual(['sha256', 'murmur3']);
  // Without size and time of its own a record is explained by those found, or not at all.
  const outside = record({ size: null, modifiedAt: null });
  expect(digestsNeeded([outside], intact, murmur3)).toEqual(['sha256']);
  expect(digestsNeeded([outside], later, murmur3)).toEqual(['sha256', 'murmur3']);
  expect(digestsNeeded([record({ checksum: null })], intact, murmur3)).toEqual(['sha256']);
  expect(digestsNeeded([], intact, murmur3)).toEqual(['sha256']);
});

/** Records and files that agree more often than chance would have it. */
const size = fc.constantFrom(0, 1, 64, 65, 4096);
const millis = fc.constantFrom(-1, 0, 999, 1_767_225_600_000);
const path = fc.constantFrom('/data/a.txt', '/data/b', 'file:///data/a.txt', 's3://bucket/k.txt');
const foundFile = fc.record({ size, modifiedMillis: millis }).map(({ size, modifiedMillis }): File => ({ kind: 'file', size, modifiedMillis, ...digests(vectorContent(size)) }));
const found = fc.oneof(
  { weight: 6, arbitrary: foundFile },
  fc.record({ size, modifiedMillis: millis }).map((stat): Observation => ({ kind: 'folder', ...stat })),
  { weight: 2, arbitrary: fc.tuple(size, millis, fc.constantFrom('listing' as const, 'head' as const)).map(([size, millis, toldBy]) => listed(size, millis, toldBy)) },
  fc.constantFrom<Observation>({ kind: 'missing' }, { kind: 'remote' }, { kind: 'not-regular' }, { kind: 'unreadable', reason: 'io-error', message: 'x' }),
);
const recorded = fc
  .record({
    path,
    hashedPath: path,
    size: fc.option(size),
    hashedSize: size,
    millis: fc.option(millis),
    hashedMillis: millis,
    mode: fc.constantFrom(...checksumModes, 'none'),
    label: fc.option(fc.constantFrom(...checksumModes, 'x')),
    algorithm: fc.constantFrom('nextflow', 'nextflow', 'nextflow', 'md5', null),
    /** Half of the records agree with themselves, as real ones do. */
    honest: fc.boolean(),
  })
  .map((one): RecordedFile => {
    const hashed = one.honest
      ? { path: one.path, size: one.size ?? one.hashedSize, millis: one.millis ?? one.hashedMillis }
      : { path: one.hashedPath, size: one.hashedSize, millis: one.hashedMillis };
    const values = fileValues(murmur3, { path: hashedPath(hashed.path), size: hashed.size, modifiedMillis: hashed.millis }, digests(vectorContent(hashed.size)));
    const value = one.mode === 'none' ? other : values[one.mode];
    return {
      lid: 'lid://x',
      ranAt: null,
      path: one.path,
      size: one.size,
      modifiedAt: one.millis === null ? null : instant(one.millis),
      checksum: { value, algorithm: one.algorithm, mode: one.label },
    };
  });

test('nothing is content-verified, matched or inconclusive but by the value that shows it', () => {
  const seen = new Set<string>();
  const asked = new Set<boolean>();
  fc.assert(
    fc.property(recorded, found, fc.boolean(), (recorded, found, readBefore) => {
      const answer = judge(recorded, found, readBefore, murmur3);
      seen.add(answer.verdict);
      const value = recorded.checksum?.algorithm === 'nextflow' ? recorded.checksum.value : null;
      const facts = { path: hashedPath(recorded.path ?? ''), size: 'size' in found ? found.size : 0, modifiedMillis: 'size' in found ? found.modifiedMillis : 0 };
      const content = found.kind === 'file' ? found : { deep: 'none', sha256: 'none' };
      const values = fileValues(murmur3, facts, content);
      const contentEqual = found.kind === 'file' && value !== null && (values.deep === value || values.sha256 === value);
      expect(answer.verdict === 'content-verified').toBe(contentEqual);
      if (answer.verdict === 'metadata-match') expect([values.standard, values.lenient]).toContain(value);
      if (answer.verdict === 'inconclusive') {
        expect(facts.size).toBe(recorded.size);
        expect(values.standard).not.toBe(value);
      }
      if (answer.matchedMode !== null) expect(values[answer.matchedMode]).toBe(value);
      // Of what nobody read, a size alone can be wrong.
      if (found.kind === 'listed' && answer.verdict === 'mismatch') expect(answer.reason).toBe('size-differs');
      if (answer.reason !== null) expect(reasons).toContain(answer.reason);
      if (answer.verdict === 'mismatch' && answer.reason === 'size-differs') expect(recorded.size).not.toBe(facts.size);
      if (found.kind !== 'file') return;
      // A digest that is not asked for would have changed nothing; where one is missing, nothing is claimed for it.
      const without = judge(recorded, { ...found, deep: null }, readBefore, murmur3);
      const isNeeded = digestsNeeded([recorded], found, murmur3).includes('murmur3');
      asked.add(isNeeded);
      if (!isNeeded) expect(without).toEqual(answer);
      else if (without.verdict !== 'not-checked') expect(without).toMatchObject({ verdict: 'content-verified', matchedMode: 'sha256' });
    }),
    { numRuns: 3000 },
  );
  expect(asked.size).toBe(2);
  expect([...seen].sort()).toEqual(['content-verified', 'inconclusive', 'metadata-match', 'mismatch', 'missing', 'not-checkable', 'not-checked', 'unreadable']);
});
