/** Checkpoints and proofs on the real command line, as the one who hands out and the one who receives. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type CommandLine, commandLine } from './command-line';

vi.setConfig({ testTimeout: 120_000 });
let folder: string;
let audit: CommandLine;
/** Somebody else's computer: no workspace, nothing but the files. */
let stranger: CommandLine;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'evidence-log-'));
  mkdirSync(at('store/a'), { recursive: true });
  mkdirSync(at('elsewhere'));
  writeFileSync(at('store/a/.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind: 'TaskRun', spec: { name: 'first' } }));
  audit = commandLine(at('home'), folder);
  stranger = commandLine(at('home of another'), folder);
  await audit('add', 'w', at('store'));
  await audit('sync');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('says that nothing is witnessed, and how the key is kept', async () => {
  const { status, stdout } = await audit('evidence', 'verify', '-q');
  expect(status).toBe(0);
  expect(stdout).toMatch(/The newest checkpoint that fits is number 1 of 1 checkpoint, over 6 leaves, .* UTC; 0 leaves after it\./);
  expect(stdout).toMatch(/Key [0-9a-f]{8}, kept in a file of this computer: enrolled by .* \(command line\)/);
  expect(stdout).toContain('Not witnessed: the owner of this computer could have rewritten this.');
});

it('hands out into a folder; the log then extends it: 0, and 1 for a checkpoint of another log', async () => {
  const handed = await audit('evidence', 'checkpoint', '--out', at('elsewhere'));
  expect(handed).toMatchObject({ status: 0, stdout: expect.stringContaining('evidence verify --against FILE') });
  const [name] = readdirSync(at('elsewhere'));
  expect(name).toMatch(/^w-checkpoint-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.txt$/);
  const file = join(at('elsewhere'), name ?? '');
  expect(await audit('evidence', 'verify', '-q', '--against', file)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/Witnessed as far as checkpoint 1 .*\n✓ .*Today's log extends this checkpoint/s),
  });
  writeFileSync(at('other.txt'), readFileSync(file, 'utf8').replaceAll(/lineage-audit\/\w+/g, 'lineage-audit/0000000000000000'));
  const { status, answer } = await audit.json('evidence', 'verify', '-q', '--against', file, at('other.txt'));
  expect(status).toBe(1);
  expect(answer).toMatchObject({ ok: false, faults: [], against: [{ outcome: 'extends' }, { outcome: 'other-log' }] });
  expect(await audit('evidence', 'verify', '-q', '--against', at('nothing'))).toMatchObject({ status: 2, stderr: expect.stringContaining('nothing could not be read') });
});

it('proves a record to somebody who has the public key alone', async () => {
  await audit('evidence', 'prove', 'lid://a', '--out', at('a.tlog-proof'));
  const keys = (await audit('evidence', 'keys')).stdout.split('\n')[0] ?? '';
  const check = (...args: string[]) => stranger('evidence', 'check-proof', at('a.tlog-proof'), ...args);
  const good = await check('--key', keys, '--record', at('store/a/.data.json'));
  expect(good).toMatchObject({ status: 0, stdout: expect.stringContaining('The proof holds.') });
  writeFileSync(at('altered'), 'altered');
  expect(await check('--key', keys, '--record', at('altered'))).toMatchObject({ status: 1, stdout: expect.stringContaining('The proof does NOT hold.') });
  writeFileSync(at('keys.txt'), `${keys}\n`);
  expect((await check('--key', at('keys.txt'))).status).toBe(0);
  expect((await check('--key', keys.replace(/\+[0-9a-f]{8}\+/, '+00000000+'))).status).toBe(64);
});

it('proves that the log extends what was handed out, and wants to be told what to prove', async () => {
  const old = join(at('elsewhere'), readdirSync(at('elsewhere'))[0] ?? '');
  const keys = (await audit('evidence', 'keys')).stdout.split('\n')[0] ?? '';
  expect((await audit('evidence', 'prove', '--since', old, '--out', at('consistency.txt'))).status).toBe(0);
  expect(await stranger('evidence', 'check-proof', at('consistency.txt'), '--since', old, '--key', keys)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('extends that of 6.'),
  });
  expect((await stranger('evidence', 'check-proof', at('consistency.txt'), '--key', keys)).status).toBe(64);
  expect((await audit('evidence', 'prove', '--out', at('x'))).status).toBe(64);
  expect(await audit('evidence', 'prove', '99999', '--out', at('x'))).toMatchObject({ status: 64, stderr: expect.stringContaining('there is no leaf 99999') });
  expect((await audit('evidence', 'prove', 'lid://none', '--out', at('x'))).status).toBe(2);
});

it('keeps the name of the folder of keys to itself', async () => {
  expect(await audit('add', 'Keys', at('store'))).toMatchObject({ status: 64, stderr: expect.stringContaining('is a folder of this program') });
});
