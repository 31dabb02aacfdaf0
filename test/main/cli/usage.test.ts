/** Wrong usage, hostile records, closed pipes, Ctrl-C: how the command line behaves at its edges. */
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateStore } from '../../bench/generate-store';
import { buildMain } from '../../build-main';
import { type CommandLine, commandLine } from './command-line';

const run = '0123456789abcdef0123456789abcdef';
const name = 'evil\u001b[31m\u202ename';

let folder: string;
let home: string;
let audit: CommandLine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-usage-'));
  home = join(folder, 'home');
  audit = commandLine(home, folder);
  const store = join(folder, 'hostile');
  const save = (key: string, kind: string, spec: unknown) => {
    mkdirSync(join(store, key), { recursive: true });
    writeFileSync(join(store, key, '.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind, spec }));
  };
  save(run, 'WorkflowRun', {
    name,
    sessionId: 's',
    params: [
      { type: 'String', name: 'api_token', value: 'tok-abcdef123456' },
      { type: 'String', name: 'hook_token', value: 'https://hooks.example.org/T0/SECRETHOOK1' },
    ],
    workflow: { repository: 'https://reader:SECRETREPO2@git.example.org/a/b' },
    metadata: { runName: name },
  });
  save(`${run}#output`, 'WorkflowOutput', { createdAt: '2026-01-01T00:00:00Z', workflowRun: `lid://${run}`, output: [] });
  save(`${run}/signed`, 'FileOutput', { path: 'https://u:SECRETUSER3@example.org/x?sig=SECRETSIG4', workflowRun: `lid://${run}`, labels: [] });
  await audit('add', '007', store);
  await audit('sync');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('secrets in addresses', () => {
  it.each([
    ['runs'],
    ['run', run],
    ['outputs', run],
    ['inputs', run],
    ['trace', run, '--down'],
    ['trace', run, '--up'],
    ['search', 'SECRET'],
    ['verify', '--run', run],
    ['findings'],
    ['journal'],
  ])('%s … shows none, as text and as JSON', async (...args) => {
    for (const form of [[], ['--json']]) {
      const { stdout, stderr, status } = await audit(...args, ...form);
      expect(stdout + stderr).not.toMatch(/SECRET(?:[A-Z]+\d)/);
      expect([0, 1]).toContain(status);
    }
  });
});

it('an answer that cannot be written is no finding: 2, in words', async () => {
  if (!existsSync('/dev/full')) return;
  const full = openSync('/dev/full', 'w');
  const ended = spawnSync(process.execPath, [buildMain('cli'), '--home', home, 'runs'], { stdio: ['ignore', full, 'pipe'] });
  closeSync(full);
  expect(ended.status).toBe(2);
  expect(String(ended.stderr)).toMatch(/^The answer could not be written: [^\n]+\n$/);
});

describe('usage', () => {
  it.each([
    [['bogus']],
    [['view']],
    [['view', 'a', 'b']],
    [['runs', '--bogus']],
    [['find', 'x']],
    [[]],
    [['add', 'x', 's3://']],
    [['add', 'x', '/y', '--map', 'z']],
    [['add', '../x', '/y']],
    [['evidence']],
  ])('%j is wrong: 64, and nothing on stdout', async (args) => {
    expect(await audit(...args)).toMatchObject({ status: 64, stdout: '', stderr: expect.stringMatching(/\S/) });
  });
  it('says so as JSON too', async () => {
    expect(await audit.json('bogus')).toMatchObject({ status: 64, answer: { error: { code: 'usage', message: expect.stringContaining('bogus') } } });
    expect(await audit.json('find', 'x')).toMatchObject({ status: 64, answer: { error: { code: 'bad-input' } } });
    expect(await audit.json('view', 'lid://nosuch')).toMatchObject({ status: 2, answer: { error: { code: 'not-found', message: expect.stringContaining('lid://nosuch') } } });
  });
  it('helps on stdout: 0', async () => {
    for (const args of [['--help'], ['verify', '--help'], ['-h']])
      expect(await audit(...args)).toMatchObject({ status: 0, stdout: expect.stringContaining('Usage: lineage-audit'), stderr: '' });
    expect((await audit('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{12}\n$/);
  });
  it('takes --home, -w and --json before or after the verb, and names that look like numbers as names', async () => {
    const plain = await audit('runs', '--json');
    expect(plain.status).toBe(0);
    expect(await audit('--json', 'runs')).toEqual(plain);
    expect(await audit('-w', '007', 'runs', '--json')).toEqual(plain);
    expect(await audit('runs', '--workspace=007', '--json', '--home', home)).toEqual(plain);
    expect(await audit('--home', join(folder, 'elsewhere'), 'runs')).toMatchObject({ status: 2 });
    expect(await audit('runs', '-w', '7')).toMatchObject({ status: 2, stderr: expect.stringContaining('"7"') });
  });
  it('wants a workspace named where there are several', async () => {
    await audit('add', 'second', folder);
    expect(await audit('runs')).toMatchObject({ status: 64, stderr: expect.stringContaining('007, second') });
    expect((await audit('runs', '-w', '007')).status).toBe(0);
  });
});

describe('hostile records', () => {
  it('never reach a table as control characters', async () => {
    const { stdout } = await audit('runs', '-w', '007');
    expect(stdout).toContain('evil␛[31m⟨U+202E⟩name');
    expect(stdout).not.toContain('\u001b');
    expect((await audit('run', run, '-w', '007')).stdout).not.toContain('\u001b');
  });
  it('view is raw when piped, and on a terminal made visible', async () => {
    expect((await audit('view', `lid://${run}#metadata.runName`, '-w', '007')).stdout).toBe('"evil\\u001b[31m\u202ename"\n');
    const command = `${process.execPath} ${buildMain('cli')} --home ${home} -w 007 view 'lid://${run}#metadata.runName'`;
    const seen = execFileSync('script', ['-qec', command, '/dev/null'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
    expect(seen).toContain('⟨U+202E⟩name');
    expect(seen).not.toContain('\u202e');
  });
  it('secrets: as they are in view, which says so; masked in JSON', async () => {
    const plain = await audit('view', `lid://${run}`, '-w', '007');
    expect(plain.stdout).toContain('tok-abcdef123456');
    expect(plain.stderr).toContain('3 values that look');
    const { answer } = await audit.json('view', `lid://${run}`, '-w', '007');
    expect(answer.masked).toBe(3);
    expect(JSON.stringify(answer)).not.toContain('tok-abcdef123456');
    expect((await audit('run', run, '-w', '007', '--json')).stdout).not.toContain('tok-abcdef123456');
    expect((await audit('diff', `lid://${run}`, `lid://${run}#output`, '-w', '007', '--json')).stdout).not.toContain('tok-abcdef123456');
  });
});

describe('processes', () => {
  it('Ctrl-C stops a sync cleanly: 130; the next sync goes on where it stopped', async () => {
    const store = join(folder, 'generated');
    const { records } = generateStore(store, 6000);
    await audit('add', 'big', store);
    const stopped = await audit.interrupted(1500, 'sync', '-w', 'big');
    expect(stopped.status).toBe(130);
    const { status, answer } = await audit.json('sync', '-w', 'big');
    expect(status).toBe(0);
    expect(answer.records).toBe(records);
    expect(await audit.json('evidence', 'verify', '-w', 'big')).toMatchObject({ status: 0, answer: { ok: true } });
  }, 120_000);
  it('a reader that closes its end ends it in silence', () => {
    const found = `${process.execPath} ${buildMain('cli')} --home ${home} -w big find type=FileOutput`;
    const ended = execFileSync('bash', ['-c', `${found} 2>errors | head -c 6; echo " $(cat errors)\${PIPESTATUS[0]}"`], { encoding: 'utf8', cwd: folder });
    expect(ended).toBe('lid:// 0\n');
    expect(execFileSync('bash', ['-c', `${found} | wc -c`], { encoding: 'utf8' }).length).toBeGreaterThan('100000'.length);
  });
  it('quiet says nothing on stderr', async () => {
    expect((await audit('sync', '-w', 'big', '-q')).stderr).toBe('');
  });
});
