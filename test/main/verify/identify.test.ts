/** "What is this file?": renamed, moved, changed, in place, in folders, not there; on the real store, and on vectors whose records hold hashes of the content. */
import { appendFileSync, copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Progress } from '../../../core/contract/shared';
import { recordedPathsOf } from '../../../core/verify/identify/recorded-paths';
import { vectorContent } from '../../core/verify/vectors';
import { openWorkbench } from '../../workbench';
import { openTrial, recordedRoot, release, type TrialBench, workspace } from '../trial-bench';
import { lidOf, vectorFiles, vectorStore } from './vector-store';

const vcf = 'launch/results/release/variants/NA12892/NA12892.vcf.gz';
const record = `${release}/variants/NA12892/NA12892.vcf.gz`;

describe('on the store trial-042', () => {
  let trial: TrialBench;
  let original: string;
  let copy: string;
  beforeEach(async () => {
    trial = await openTrial();
    original = join(trial.files, vcf);
    copy = join(trial.folder, 'mail attachment (3).gz');
    copyFileSync(original, copy);
  });
  afterEach(() => trial.remove());
  const identify = (...paths: string[]) => trial.bench.job('files.identify', { workspace, paths });
  const one = async (path: string) => (await identify(path)).files[0]!;
  const check = () => trial.bench.job('verify.run', { workspace, run: release });

  test('a renamed copy, before any check: not known, and that this excludes nothing', async () => {
    const { files, fingerprints, limits } = await identify(copy);
    expect(files[0]).toMatchObject({ hits: [], hints: [], problem: null, words: 'No record of this workspace knows this content.' });
    expect(fingerprints).toEqual({ known: 0, of: 428 });
    expect(limits).toContain('428 of the 428 recorded files have no fingerprint here yet, so a match by content cannot be excluded');
  });

  test('a renamed copy, after a check: its record, by our SHA-256, since when', async () => {
    const { files } = await check();
    const since = files.find((file) => file.lid === record)?.at;
    const found = await one(copy);
    expect(found.words).toBe('Known by its content to one record.');
    expect(found.hits).toMatchObject([{ lid: record, path: `${recordedRoot}/${vcf}`, by: 'fingerprint', since, caution: false, run: { lid: release, name: 'release' } }]);
    // Every other run that made the same bytes is known once it was checked too.
    await trial.bench.job('verify.run', { workspace, run: 'reproduce' }).catch(() => undefined);
    await trial.bench.job('verify.run', { workspace, all: true });
    expect((await one(copy)).hits.length).toBeGreaterThan(1);
  });

  test('a copy that keeps its name, unchecked: name and size alone, apart and weak', async () => {
    const named = join(trial.folder, 'NA12892.vcf.gz');
    copyFileSync(original, named);
    const found = await one(named);
    expect(found.hits).toEqual([]);
    expect(found.hintCount).toBe(6);
    expect(found.hints.map(({ by }) => by)).toEqual(Array(6).fill('name-and-size'));
    expect(found.words).toContain('that does not say that it is the file');
  });

  test('at its recorded path, through the path map: metadata alone', async () => {
    const found = await one(original);
    expect(found.hits).toMatchObject([{ lid: record, by: 'metadata', since: null, words: [expect.stringContaining('says nothing of the content')] }]);
    expect(found.words).toContain('by content no record knows it');
    utimesSync(original, new Date(), new Date(0));
    expect(await one(original)).toMatchObject({ hits: [], hints: expect.arrayContaining([expect.objectContaining({ by: 'path', lid: record })]) });
  });

  test('changed since: the copy is what it was, the file there is what it is now', async () => {
    await check();
    appendFileSync(original, 'x');
    await check();
    expect(await one(copy)).toMatchObject({ words: expect.stringContaining('with a caution'), hits: [{ lid: record, by: 'first-fingerprint', caution: true }] });
    expect((await one(copy)).hits[0]?.words[0]).toMatch(/first one kept here .* the file at its path is another now/);
    const now = (await one(original)).hits[0];
    expect(now).toMatchObject({ lid: record, by: 'last-check', caution: true });
    expect(now?.words.join(' ')).toMatch(/another: that file has changed in between.*But the record states a size of 2149 bytes, and this file has 2150/);
    unlinkSync(original);
    await check();
    expect((await one(copy)).hits[0]?.words[0]).toContain('at its last check');
  });

  test('a list that was read in: that others say so is told apart from what was read here', async () => {
    const before = (await one(copy)).sha256;
    await trial.bench.engine.call('baseline.import', { workspace, run: release, text: `${before}  ${recordedRoot}/${vcf}\n`, name: 'released' });
    const listed = (await one(copy)).hits[0];
    expect(listed).toMatchObject({ lid: record, by: 'listed', caution: false });
    expect(listed?.words[0]).toMatch(/that of a list that was read in on .* \(others took it\); this program has not read the file itself/);
    await check();
    expect((await one(copy)).hits[0]).toMatchObject({ lid: record, by: 'last-check', caution: false, words: [expect.stringContaining('and that of a list')] });
    appendFileSync(original, 'x');
    await check();
    expect((await one(copy)).hits[0]).toMatchObject({ lid: record, by: 'listed', caution: true });
    expect((await one(original)).hits[0]?.words.join(' ')).toContain('the list that was read in has another');
  });

  test('a folder: each file below it, links left out and counted, with progress', async () => {
    const folder = join(trial.folder, 'handed over');
    mkdirSync(join(folder, 'deeper'), { recursive: true });
    copyFileSync(original, join(folder, 'deeper', 'a'));
    writeFileSync(join(folder, 'b'), 'of nobody');
    symlinkSync('/etc', join(folder, 'link'));
    await check();
    const seen: Progress[] = [];
    const { files, notRead } = await trial.bench.job('files.identify', { workspace, paths: [folder] }, (progress) => seen.push(progress));
    expect(files.map(({ name, hits }) => [name, hits.length])).toEqual([
      ['b', 0],
      ['a', 1],
    ]);
    expect(notRead).toBe(1);
    expect(seen.some(({ phase, total }) => phase === 'reading files' && total === 2)).toBe(true);
    const bytes = readFileSync(join(folder, 'b'), 'utf8');
    expect(bytes).toBe('of nobody');
  });

  test('what is not there, and a stop on the way', async () => {
    expect((await identify('/nope')).files[0]).toMatchObject({ sha256: null, problem: 'Nothing is at this path.', hits: [] });
    const stop = new AbortController();
    stop.abort();
    const stopped = await trial.bench.job('files.identify', { workspace, paths: [original] }, undefined, stop.signal);
    expect(stopped).toMatchObject({ stopped: true, files: [] });
  });

  test('the journal says which file, with its SHA-256, and what was found', async () => {
    await check();
    const { sha256 } = await one(copy);
    const { events } = await trial.bench.engine.call('journal.list', { workspace });
    expect(events[0]).toMatchObject({ act: 'identify', detail: { files: 1, identified: 1, first: [{ path: copy, sha256, by: 'fingerprint', record }] } });
  });

  test('a record that has vanished from the store is told', async () => {
    await check();
    rmSync(join(trial.files, 'lineage', record.slice('lid://'.length)), { recursive: true });
    await trial.bench.job('sync.run', { workspace });
    const [hit] = (await one(copy)).hits;
    expect(hit).toMatchObject({ lid: record, caution: true });
    expect(hit?.words.join(' ')).toContain('no longer in the store');
  });
});

describe('records that hold a hash of the content know the bytes anywhere, though nobody has checked them', () => {
  test.each([
    ['deep', 'deep'],
    ['sha256', 'sha256'],
    ['deep', 'standard'],
    ['sha256', 'lenient'],
  ] as const)('a value of mode %s under the label %s', async (mode, label) => {
    const store = vectorStore(mode, label);
    const bench = await openWorkbench();
    try {
      await bench.sync('w', store.store, store.maps);
      const paths = vectorFiles.map((vector) => {
        const path = join(bench.folder, `renamed-${vector.size}`);
        writeFileSync(path, vectorContent(vector.size));
        return path;
      });
      const { files } = await bench.job('files.identify', { workspace: 'w', paths });
      vectorFiles.forEach((vector, i) => {
        const hit = files[i]?.hits.find((one) => one.lid === lidOf(vector));
        expect([vector.size, hit]).toMatchObject([vector.size, { by: 'recorded-content', since: null, caution: vector.size === 0 }]);
        const words = hit?.words.join(' ') ?? '';
        expect(words).toContain('MurmurHash3 is not cryptographic');
        expect(words.includes(`its label says "${label}"`)).toBe(mode !== label);
        expect(words.includes('every empty file')).toBe(vector.size === 0);
      });
    } finally {
      bench.close();
      store.remove();
    }
  });
});

test('path maps backwards: each recorded path that leads to a file, and none that a longer map takes elsewhere', () => {
  const maps = [
    { from: '/data', to: '/mnt/a' },
    { from: '/data/x', to: '/mnt/x/' },
    { from: 's3://bucket/', to: '/mnt/a/bucket' },
  ];
  expect(recordedPathsOf('/mnt/a/f', maps)).toEqual(['/mnt/a/f', '/data/f']);
  expect(recordedPathsOf('/mnt/a/x/f', maps)).toEqual(['/mnt/a/x/f']);
  expect(recordedPathsOf('/mnt/a/bucket/f', maps)).toEqual(['/mnt/a/bucket/f', '/data/bucket/f', 's3://bucket/f']);
  expect(recordedPathsOf('/data/f', maps)).toEqual([]);
});
