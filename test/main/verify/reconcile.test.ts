/** Lists held against the real store: every way to match, everything that does not, what the list lacks, and what is written of it. */
import { appendFileSync, copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Reconciliation } from '../../../core/contract/reconcile';
import { sha256 } from '../../../main/ports/hashes';
import { plainText } from '../pdf/tools';
import { openTrial, recordedRoot, release, type TrialBench, workspace } from '../trial-bench';

let trial: TrialBench;
beforeEach(async () => {
  trial = await openTrial();
});
afterEach(() => trial.remove());

const at = (name: string) => join(trial.folder, name);
const list = (text: string) => {
  writeFileSync(at('list.csv'), text);
  return at('list.csv');
};
const reconcile = (text: string, more: object = {}) => trial.bench.job('reconcile.list', { workspace, list: list(text), ...more });
const check = () => trial.bench.job('verify.run', { workspace, run: release });
const digest = (path: string) => {
  const hash = sha256();
  hash.update(readFileSync(path));
  return hash.hex();
};
const results = 'launch/results/release';
const vcf = `${results}/variants/NA12892/NA12892.vcf.gz`;
const record = `${release}/variants/NA12892/NA12892.vcf.gz`;
const brief = ({ rows }: Reconciliation) => rows.map(({ state, by, lid, path }) => [state, by, lid ?? path]);

test('every way to match, the strongest first', async () => {
  await check();
  const answer = await reconcile(
    [
      'File,sha256,Run',
      `${record},,`,
      `${recordedRoot}/${vcf},,`,
      `${join(trial.files, vcf)},,`,
      'variants/NA12892/NA12892.vcf.gz,,release',
      'NA12892.vcf.gz,,release',
      `,${digest(join(trial.files, vcf))},`,
    ].join('\n'),
  );
  expect(brief(answer)).toEqual([
    ['matched', 'lid', record],
    ['matched', 'path', record],
    ['matched', 'path', record],
    ['matched', 'path-end', record],
    ['matched', 'name', record],
    ['matched', 'sha256', record],
  ]);
  expect(answer.rows[0]).toMatchObject({ run: { lid: release, name: 'release' }, check: { verdict: 'metadata-match' }, note: 'Also in row 3, 4, 5, 6, 7.' });
  expect(answer).toMatchObject({ runs: [{ lid: release, name: 'release' }], counts: { extra: 22, extraOf: 23, checked: 6, sha256: { listed: 1, equal: 1 } } });
});

test('what does not match: ambiguous, of another run, an outside file, on this computer alone, dangling, nowhere', async () => {
  const mine = at('of nobody.txt');
  writeFileSync(mine, 'x');
  const answer = await reconcile(['NA12891.vcf.gz', `${recordedRoot}/inputs/reference.fa`, mine, 'of nobody.txt', '/nowhere/at/all', `lid://${'f'.repeat(32)}`].join('\n'));
  expect(brief(answer)).toEqual([
    ['ambiguous', 'name', null],
    ['without-lineage', null, `${recordedRoot}/inputs/reference.fa`],
    ['without-lineage', null, mine],
    ['without-lineage', null, mine],
    ['not-matched', null, null],
    ['not-matched', null, null],
  ]);
  expect(answer.rows[0]?.note).toMatch(/^7 records agree: lid:\/\/.*Name the run, or the whole path\.$/);
  expect(answer.counts).toMatchObject({ rows: 6, byState: { matched: 0, ambiguous: 1, 'not-matched': 2, 'without-lineage': 3 }, extra: 0, extraOf: 0 });
  const other = await reconcile(`${record}\n`, { run: 'lid://5a2f2280f1d957a9226c5fc6ef995c2c' });
  expect(other.rows[0]).toMatchObject({ state: 'not-matched', note: expect.stringContaining('Known in another run than the one asked for') });
  expect(other.counts).toMatchObject({ extra: other.counts.extraOf });
});

describe('a SHA-256 in the list', () => {
  test('is not read yet, equal, or differs; and a file that changed since tells which of its contents is listed', async () => {
    const file = join(trial.files, vcf);
    const before = digest(file);
    const text = `${before}  variants/NA12892/NA12892.vcf.gz\n`;
    const one = async () => (await reconcile(text, { run: release })).rows[0];
    expect(await one()).toMatchObject({ state: 'matched', check: null, sha256: { listed: before, ours: null, state: 'not-read' } });
    await check();
    expect(await one()).toMatchObject({ sha256: { ours: before, state: 'equal' }, note: '' });
    appendFileSync(file, 'x');
    await check();
    expect(await one()).toMatchObject({ sha256: { ours: digest(file), state: 'differs' }, note: expect.stringContaining('It is what this file was when first read') });
    const now = await reconcile(`${digest(file)}  variants/NA12892/NA12892.vcf.gz\n`, { run: release });
    expect(now.rows[0]).toMatchObject({ sha256: { state: 'equal' }, note: expect.stringContaining('not what it was when first read') });
    expect(now.counts.findings).toBe(1);
  });
  test('out of a list that was read in is not ours: held against that list, it agrees with nothing', async () => {
    const text = `${digest(join(trial.files, vcf))}  ${recordedRoot}/${vcf}\n`;
    await trial.bench.engine.call('baseline.import', { workspace, text, name: 'l', all: true });
    const unread = await reconcile(text);
    expect(unread.counts.sha256).toEqual({ listed: 1, equal: 0, differs: 0, notNow: 0, notRead: 1, unusable: 0 });
    expect(unread.rows[0]).toMatchObject({
      check: null,
      sha256: { ours: null, at: null, state: 'not-read' },
      note: expect.stringMatching(/^Not read here; a list that was read in on .* says the same\.$/),
    });
    expect((await reconcile(`${'e'.repeat(64)}  ${recordedRoot}/${vcf}\n`)).rows[0]).toMatchObject({
      sha256: { state: 'not-read' },
      note: expect.stringContaining('says another.'),
    });
    expect((await reconcile(text.replace(/ .*/, '  NA12892.vcf.gz'))).rows[0]).toMatchObject({ state: 'ambiguous', by: 'name' });
    await check();
    expect((await reconcile(text)).counts.sha256).toMatchObject({ equal: 1, notRead: 0 });
    rmSync(join(trial.files, vcf));
    await check();
    expect((await reconcile(text)).rows[0]).toMatchObject({
      check: { verdict: 'missing' },
      sha256: { ours: null, state: 'not-read' },
      note: expect.stringMatching(/^The newest check, of .*, has no SHA-256 \(.*missing.*\); a list .* says the same\.$/i),
    });
  });
  test('of a file that is missing now: our fingerprint of before is named, and counts neither as equal nor as not read', async () => {
    const file = join(trial.files, vcf);
    const line = (sha: string) => `${sha}  ${recordedRoot}/${vcf}\n`;
    const before = digest(file);
    await check();
    rmSync(file);
    await check();
    const { rows, counts } = await reconcile(line(before));
    expect(counts.sha256).toEqual({ listed: 1, equal: 0, differs: 0, notNow: 1, notRead: 0, unusable: 0 });
    expect(rows[0]).toMatchObject({
      sha256: { ours: before, state: 'not-now' },
      note: expect.stringMatching(/^Equal to our fingerprint of .* UTC; the newest check, of .*, has no SHA-256/),
    });
    expect((await reconcile(line('e'.repeat(64)))).rows[0]).toMatchObject({ sha256: { state: 'not-now' }, note: expect.stringMatching(/^Another than our fingerprint/) });
  });
  test('that is broken is told at its line and counted', async () => {
    await check();
    const { rows, counts } = await reconcile(`path,sha256\n${recordedRoot}/${vcf},deadbeef\n/nowhere,cafe\n`);
    expect(rows).toMatchObject([
      { state: 'matched', sha256: { listed: 'deadbeef', ours: null, state: 'unusable' }, note: 'The digest in the list is no SHA-256.' },
      { state: 'not-matched', sha256: { state: 'unusable' } },
    ]);
    expect(counts.sha256).toEqual({ listed: 0, equal: 0, differs: 0, notNow: 0, notRead: 0, unusable: 2 });
  });
  test('chooses among files of one name, and says that the others were not read', async () => {
    await check();
    const { rows } = await reconcile(`${digest(join(trial.files, vcf))}  NA12892.vcf.gz\n`);
    expect(rows[0]).toMatchObject({
      state: 'matched',
      by: 'name',
      lid: record,
      note: expect.stringMatching(/Of 7 that agree, the one that was read here with the SHA-256 listed, on 20.* UTC\. Of 6 of the others there is no reading of ours/),
    });
    await trial.bench.job('verify.run', { workspace, all: true });
    const all = await reconcile(`${digest(join(trial.files, vcf))}  NA12892.vcf.gz\n`);
    expect(all.rows[0]).toMatchObject({ state: 'ambiguous', note: expect.stringContaining('with this SHA-256') });
  });
});

test('runs of a LIMS: by LID, name and session; a shared session is ambiguous; what is not listed is extra', async () => {
  const { runs } = await trial.bench.engine.call('runs.list', { workspace });
  const sessions = runs.map(({ session }) => session ?? '');
  const shared = sessions.find((one, i) => sessions.indexOf(one) !== i) ?? '';
  const single = runs.find(({ session }) => sessions.filter((one) => one === session).length === 1);
  const answer = await reconcile(`Run ID\n${release}\nreproduce\n${single?.session}\n${shared}\nno-such\n`);
  expect(brief(answer)).toEqual([
    ['matched', 'run-id', release],
    ['matched', 'run-name', runs.find(({ name }) => name === 'reproduce')?.lid],
    ['matched', 'session', single?.lid],
    ['ambiguous', 'session', null],
    ['not-matched', null, null],
  ]);
  expect(answer.of).toBe('runs');
  expect(answer.counts).toMatchObject({ extraOf: 8, extra: 8 - new Set(answer.rows.flatMap(({ run }) => run?.lid ?? [])).size });
});

test('the whole release, as sha256sum lists it: all matched and nothing extra', async () => {
  const { files } = await check();
  const text = files.map(({ sha256: digest, checkedPath }) => `${digest}  ${checkedPath}\n`).join('');
  const answer = await reconcile(text);
  expect(answer.counts).toMatchObject({ rows: 23, byState: { matched: 23 }, extra: 0, extraOf: 23, sha256: { listed: 23, equal: 23 }, findings: 0 });
  expect(answer.list).toMatchObject({ form: 'sha256sum', sha256: digest(at('list.csv')), size: text.length });
});

test('a report and a table are written; of the list the journal keeps the digest and the counts', async () => {
  await check();
  const path = list(`File,Run\nNA12892.vcf.gz,release\n"=cmd|' /C calc'!A0",release\n`);
  const pdf = await trial.bench.job('reconcile.save', { workspace, list: path, form: 'pdf', out: at('r.pdf') });
  expect(pdf).toMatchObject({ id: expect.stringMatching(/^LAR-/), sha256: digest(at('r.pdf')), listSha256: digest(path) });
  const text = plainText(readFileSync(at('r.pdf'))).replace(/\s+/g, ' ');
  for (const words of [
    'Reconciliation of a list',
    '1 of 2 lines not matched',
    '22 of 23 files that the runs concerned published are not in the list',
    digest(path),
    'What is not proven',
    'Limits: what a list cannot show',
    "=cmd|' /C calc'!A0",
  ])
    expect(text).toContain(words);
  const csv = await trial.bench.job('reconcile.save', { workspace, list: path, form: 'csv', out: at('r.csv') });
  expect(csv).toMatchObject({ id: null, pages: null, guarded: 1 });
  expect(readFileSync(at('r.csv'), 'utf8')).toContain(`"'=cmd|' /C calc'!A0 (run release)"`);
  const { events } = await trial.bench.engine.call('journal.list', { workspace });
  expect(events.slice(0, 2)).toMatchObject([
    { act: 'reconcile-saved', detail: { form: 'csv', list: 'list.csv', listSha256: digest(path), counts: { rows: 2 } } },
    { act: 'reconcile-saved', detail: { form: 'pdf', id: pdf.id } },
  ]);
  const inStore = join(trial.files, 'lineage', 'r.pdf');
  await expect(trial.bench.job('reconcile.save', { workspace, list: path, form: 'pdf', out: inStore })).rejects.toMatchObject({ code: 'bad-input' });
  expect(existsSync(inStore)).toBe(false);
});

test('a list that is not there, a folder, or no list is refused; a stop ends it', async () => {
  const job = (path: string) => trial.bench.job('reconcile.list', { workspace, list: path });
  await expect(job('/nope.csv')).rejects.toMatchObject({ code: 'file-unreadable', message: expect.stringContaining('is not there') });
  await expect(job(trial.folder)).rejects.toMatchObject({ code: 'file-unreadable', message: expect.stringContaining('a folder') });
  copyFileSync(join(trial.files, vcf), at('binary'));
  await expect(job(at('binary'))).rejects.toMatchObject({ code: 'bad-input' });
  const stop = new AbortController();
  stop.abort();
  await expect(trial.bench.job('reconcile.list', { workspace, list: list('a/b\n') }, undefined, stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
  rmSync(at('binary'));
});
