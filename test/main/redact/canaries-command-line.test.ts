/** Nothing that is masked is printed by the real command line, as text or as JSON, on stdout or stderr, but by the verbs that say that they mask nothing. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CommandLine, commandLine } from '../cli/command-line';
import { filesBelow } from '../export/read-tables';
import { canaries, foundIn, layCanaryStore, needles, other, run } from './canary-store';

const [lid, second, task] = [`lid://${run}`, `lid://${other}`, `lid://${'b'.repeat(32)}`];
let folder: string;
let audit: CommandLine;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'canaries-'));
  audit = commandLine(join(folder, 'home'), folder);
  const store = layCanaryStore(join(folder, 'store'));
  for (const args of [
    ['add', 'canary', store],
    ['sync'],
    ['masking', 'rules', '--mask', 'personal-number', 'sample', 'person', 'email', 'home-folder', '--deny', 'CNRY-####', '--reason', 'numbers of subjects'],
    ['verify', '--all'],
  ]) {
    const ended = await audit(...args);
    expect([0, 1], `${args.join(' ')}: ${ended.stderr}`).toContain(ended.status);
  }
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** In both forms, and as JSON alone: each is a process. */
const shown: readonly (readonly string[])[] = [
  ['run', lid],
  ['tasks', lid],
  ['outputs', lid],
  ['custody', `${lid}/deep/clean.txt`],
  ['compare', lid, second],
  ['outputs', 'nobody'],
];
const asked: readonly (readonly string[])[] = [
  ['runs'],
  ['inputs', lid],
  ['trace', task, '--up'],
  ['impact', task],
  ['search', 'kind:file'],
  ['timeline'],
  ['overview'],
  ['verify', '--run', lid, '--inputs', '--work'],
  ['secrets', 'scan'],
  ['report', '--run', lid, '--out', 'out-run.pdf'],
  ['export', '--run', lid, '--format', 'jsonl', '--out', 'out-run.jsonl'],
  ['export', '--format', 'parquet', '--out', 'out-tables'],
  ['evidence', 'bundle', '--run', lid, '--redacted', '--out', 'out-bundle.zip'],
  ['journal'],
];
const each = [...shown, ...[...shown, ...asked].map((args) => [...args, '--json'])];

it('would find them: what masks nothing on purpose prints them', async () => {
  const { stdout } = await audit('view', lid);
  expect(foundIn(Buffer.from(stdout))).toEqual(expect.arrayContaining([canaries.param, canaries.commandLine, canaries.user, canaries.patient]));
  expect(foundIn(Buffer.from((await audit('view', lid, '--json')).stdout))).toEqual([]);
}, 30_000);

it.each(each.map((args) => [args.join(' '), args] as const))(
  '%s',
  async (_, args) => {
    const { status, stdout, stderr } = await audit(...args);
    expect([...foundIn(Buffer.from(stdout)), ...foundIn(Buffer.from(stderr))]).toEqual([]);
    expect(`${stdout}${stderr}`, 'it does something').not.toBe('');
    expect(args.includes('nobody') ? [2] : [0, 1], stderr).toContain(status);
  },
  60_000,
);

it('and what it wrote holds none', () => {
  const written = filesBelow(folder).filter((name) => /^out-/.test(name));
  expect(written.length).toBeGreaterThan(8);
  for (const name of written) expect(foundIn(readFileSync(join(folder, name))), name).toEqual([]);
  expect(needles.length).toBeGreaterThan(15);
});
