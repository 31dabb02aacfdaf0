/** Runs every case on a real file and holds the table in the guide against what came out: `UPDATE_DOCS=1` writes it anew. */
import { chmodSync, chownSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FileCheck } from '../../../core/contract/shared';
import { AuditError } from '../../../core/errors';
import type { Ports } from '../../../core/ports';
import { uncheckedFile } from '../../../core/verify/recorded-file';
import { baselineWords, standingOf } from '../../../core/verify/standing';
import { verdictWords } from '../../../core/verify/verdict';
import { digestParts } from '../../../main/ports/digest/digests';
import { openWorkbench, type Workbench } from '../../workbench';
import { commandLine } from '../cli/command-line';
import { faultyFiles } from './faulty-files';
import { ofRelease, oneFile, root } from './one-file-store';
import { type Case, groups } from './verdict-cases';

const page = new URL('../../../docs/guide/verdicts.md', import.meta.url);
let folder: string;
let demo: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'verdicts-'));
  const { unpackDemo } = (await import(new URL('../../../build/demo.mjs', import.meta.url).href)) as { unpackDemo(folder: string): string };
  demo = unpackDemo(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let bench: Workbench;
/** Of the case that is under way; null: the files port is the real one. */
let fault: NonNullable<Case['fault']> | null = null;
async function* faulty(parts: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<Uint8Array> {
  if (fault === 'denied-on-reading') throw new AuditError('file-unreadable', 'EACCES: permission denied, open', { reason: 'permission' });
  for await (const part of parts) {
    if (fault === 'io-error') throw new AuditError('file-unreadable', 'EIO: i/o error, read', { reason: 'io-error' });
    if (fault === 'grows') writeFileSync(path, 'more', { flag: 'a' });
    yield part;
  }
}
const withFaults = (ports: Ports): Ports => ({
  ...ports,
  files: faultyFiles(ports.files, {
    stat: async (path, options) =>
      fault === 'denied' ? { kind: 'denied', size: 0, modifiedMillis: 0, message: 'EACCES: permission denied, lstat' } : ports.files.stat(path, options),
    digest: (path, options) => (fault === null ? ports.files.digest(path, options) : digestParts(faulty(ports.files.read(path, {}), path), options.algorithms)),
  }),
});
beforeAll(async () => {
  bench = await openWorkbench({ change: withFaults });
});
afterAll(() => bench.close());

let cases = 0;
async function run(one: Case): Promise<{ check: FileCheck; files: string }> {
  const made = oneFile(demo, folder);
  one.record?.(made);
  const workspace = `case-${++cases}`;
  await bench.sync(workspace, join(made.folder, 'lineage'), [{ from: root, to: made.folder }]);
  const check = async () => (await bench.job('verify.run', { workspace, lids: [one.lid ?? ofRelease] })).files[0] as FileCheck;
  if (one.tamper !== undefined) {
    await check();
    one.tamper(made);
  }
  fault = one.fault ?? null;
  try {
    return { check: await check(), files: made.folder };
  } finally {
    fault = null;
  }
}

/** What depends on the day, the computer or the folder of the test is left out. */
function steady(text: string, files: string): string {
  return text
    .replaceAll(files, '/archive')
    .replace(/\((\d+) bytes before, (\d+) read, (\d+) after\)/g, '(… bytes before, … read, … after)')
    .replace(/(E[A-Z]+: [a-z/ ]+), \w+(?: '[^']*')?/g, '$1')
    .replace(/The record says \d+ bytes, 0 bytes/, 'The record says … bytes, 0 bytes')
    .replace(/[^.]$/, '$&.');
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const titles = ['Case', 'Verdict', 'Reason', 'Label', 'Our fingerprint', 'Record against itself', 'What it proves'];
const owns = { consistent: 'consistent', contradicts: 'contradicts itself', unknown: 'cannot be told' };

function row({ name }: Case, check: FileCheck, files: string): string {
  const { sign, short } = verdictWords[check.verdict];
  // The last columns but one are explained once, above the table.
  const words = [steady(check.detail ?? '', files), ...standingOf({ ...check, firstSeen: null, ownRecord: 'unknown' })].join(' ');
  const label = check.labelConflict ? `lies: says ${check.recorded.checksum?.mode}${check.matchedMode === null ? '' : `, is ${check.matchedMode}`}` : '';
  return `| ${[name, `${sign} ${short}`, check.reason ?? '', label, check.baseline ?? 'none', owns[check.ownRecord], words].map(cell).join(' | ')} |`;
}

const legend = (...lines: [string, string | undefined][]) => lines.map(([state, sentence]) => `- \`${state}\`: ${sentence}\n`).join('');
const print = (baseline: FileCheck['baseline']) => baselineWords({ baseline, firstSeen: 'DATE', baselineFrom: 'read', baselineLocked: false, ranAt: null }) ?? '';
const own = (ownRecord: FileCheck['ownRecord']) => standingOf({ ...uncheckedFile(nothing, null, null), ownRecord })[0];
const nothing = { lid: null, path: null, size: null, modifiedAt: null, checksum: null, ranAt: null };

const introduction = `# Every case and its verdict

One real file, \`cohort/cohort.tsv\` of the run _release_ in the demo, with its real record: each row does one thing to it, and shows what a check
then says. The page is written by a test, \`test/main/verify/verdict-table.test.ts\`, which fails when a verdict or a word differs; nobody edits it
by hand. Files and records on S3 have tests of their own, on a real server.

_Our fingerprint_: our SHA-256 against the first one that we took of the file.

${legend(['first-seen', print('first-seen')], ['unchanged', print('unchanged')], ['changed', print('changed')], ['none', 'No byte was read.'])}
_Record against itself_: whether the recorded checksum follows from the path, size and time in the same record, without any file.

${legend(
  [owns.consistent, own('consistent')],
  [owns.contradicts, own('contradicts')],
  [owns.unknown, 'The record says too little, its label leaves open a hash of the content, or its value was shown to be one.'],
)}`;

test('every case, the table of them in the guide, and no word too much where the bytes are others', async () => {
  const parts = [introduction];
  for (const { title, cases } of groups) {
    parts.push(`\n## ${title}\n\n| ${titles.join(' | ')} |\n|${titles.map(() => ' --- ').join('|')}|\n`);
    for (const one of cases) {
      const { check, files } = await run(one);
      expect(check.at).not.toBeNull();
      parts.push(`${row(one, check, files)}\n`);
      if (/edited, same|the same, |appended|cut short|emptied|were replaced/.test(one.name))
        expect([one.name, check.verdict, check.baseline]).toEqual([one.name, expect.not.stringMatching('content-verified'), expect.not.stringMatching('unchanged')]);
    }
  }
  const text = parts.join('');
  if (process.env.UPDATE_DOCS === '1') writeFileSync(page, text);
  expect(text, 'docs/guide/verdicts.md is not what the cases give: UPDATE_DOCS=1 writes it anew, then read what changed').toBe(readFileSync(page, 'utf8'));
}, 180_000);

describe('as a user without rights, for whom modes of files hold', () => {
  const nobody = 65_534;
  const isRoot = process.getuid?.() === 0;

  async function asNobody(act: (at: string) => void) {
    const one = oneFile(demo, folder);
    const home = mkdtempSync(join(folder, 'home-'));
    for (const path of [folder, home, ...readdirSync(one.folder, { recursive: true, withFileTypes: true }).map((entry) => join(entry.parentPath, entry.name)), one.folder]) {
      if (isRoot && path !== folder) chownSync(path, nobody, nobody);
      if (lstatSync(path).isDirectory()) chmodSync(path, 0o755);
    }
    const audit = commandLine(home, home, isRoot ? { uid: nobody, gid: nobody } : {});
    expect((await audit('add', 'w', join(one.folder, 'lineage'), '--map', `${root}=${one.folder}`)).status).toBe(0);
    expect((await audit('sync')).status).toBe(0);
    act(one.at);
    return { home, verify: () => audit.json('verify', ofRelease), results: () => audit('verify', ofRelease) };
  }

  test('a file without right to read, then one in a folder that may not be entered: unreadable, with the reason', async () => {
    const { verify } = await asNobody((at) => chmodSync(at, 0));
    expect(await verify()).toMatchObject({ status: 1, answer: { files: [{ verdict: 'unreadable', reason: 'permission', sha256: null, baseline: null, examined: null }] } });
    const inside = await asNobody((at) => chmodSync(join(at, '..'), 0));
    expect(await inside.verify()).toMatchObject({ status: 1, answer: { files: [{ verdict: 'unreadable', reason: 'permission' }] } });
  }, 60_000);

  test('a file and a folder that can only be read: checked as any other', async () => {
    const { verify } = await asNobody((at) => {
      chmodSync(at, 0o444);
      chmodSync(join(at, '..'), 0o555);
    });
    expect(await verify()).toMatchObject({ status: 0, answer: { files: [{ verdict: 'metadata-match', baseline: 'first-seen' }] } });
  }, 60_000);

  test('a home that can only be read: an error that names it, and no result', async () => {
    const { home, results } = await asNobody(() => undefined);
    for (const entry of readdirSync(home, { recursive: true, withFileTypes: true })) chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o555 : 0o444);
    chmodSync(home, 0o555);
    const ended = await results();
    expect(ended.status).toBe(2);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toMatch(/EACCES|permission|written/i);
  }, 60_000);
});
