/** The real pipeline of the real store: every run proven from a bundle and from every form of repository, and kept as evidence. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CodeCheck } from '../../../core/contract/code';
import { fixtures, openWorkbench, unpack, type Workbench } from '../../workbench';
import { git } from './git-program';

const bundle = join(fixtures, 'trial-042-pipeline.bundle');
const release = 'lid://743f3d10fce32490142d3833990f2427';
const v13 = 'lid://5bf490377f7e619c2e55532990b1cd63';
const v12Commit = 'b7c7347fc3e9f3407a819c5c5de04a413733e707';
const v13Commit = '210821e5b11fcb63fb3f2bb433897c356773aadb';
const workspace = 'trial';

let folder: string;
let clone: string;
let store: string;
let bench: Workbench;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'verify-code-'));
  store = join(unpack('trial-042-lineage.tar.gz', join(folder, 'trial')), 'lineage');
  clone = join(folder, 'clone');
  git(folder, 'clone', '-q', bundle, clone);
  bench = await openWorkbench();
  await bench.sync(workspace, store);
});
afterAll(() => {
  bench.close();
  rmSync(folder, { recursive: true, force: true });
});
const prove = (run: string, repo: string): Promise<CodeCheck> => bench.job('code.verify', { workspace, run, repo });

test('all eight runs, from the bundle: every file and every text of a task', async () => {
  const { runs } = await bench.engine.call('runs.list', { workspace });
  expect(runs).toHaveLength(8);
  for (const { lid, commit, name } of runs) {
    const check = await prove(lid, bundle);
    expect([name, check.commit, check.commitFrom, check.damaged, check.notInCommit]).toEqual([name, commit, 'record', [], []]);
    const bins = check.files.filter(({ field }) => field === 'binEntries').length;
    expect(check.summary, name ?? '').toMatchObject({ files: 4 + bins, proven: 4 + bins, byVerdict: { 'content-verified': 4 + bins } });
    expect(bins, name ?? '').toBe(name === 'failed' ? 0 : 1);
    expect(check.tasks.length).toBeGreaterThan(0);
    expect(check.tasks.every(({ at, verdict }) => at !== null && verdict === 'content-verified')).toBe(true);
    // A run that failed before its cohort task names no bin entry, so nothing covers it.
    const uncovered = bins === 1 ? [] : [{ path: 'bin/count_variants.py', role: 'bin', named: false }];
    expect(check.notRecorded).toEqual([...uncovered, { path: 'nextflow.config', role: 'config', named: true }]);
    expect(check.repositoryMatches).toBe(null);
  }
});

test('the files are those of the commit: their SHA-256 is that of a checkout', async () => {
  git(clone, 'checkout', '-q', v12Commit);
  const check = await prove(release, bundle);
  for (const { path, sha256 } of check.files)
    expect(
      execFileSync('sha256sum', [join(clone, path)])
        .toString()
        .slice(0, 64),
    ).toBe(sha256);
  expect(check.files.map(({ path }) => path)).toEqual(['main.nf', 'modules/align.nf', 'modules/reads.nf', 'modules/variants.nf', 'bin/count_variants.py']);
});

test('the commit decides, not what is checked out: edited files in the working folder change nothing', async () => {
  writeFileSync(join(clone, 'main.nf'), 'edited');
  expect((await prove(release, clone)).summary).toMatchObject({ files: 5, proven: 5 });
  expect((await prove(v13, clone)).summary).toMatchObject({ files: 5, proven: 5 });
});

test('v13: FILTER has another code than in the released version, found in its own commit alone', async () => {
  const filter = async (run: string) => (await prove(run, bundle)).tasks.find(({ process }) => process === 'FILTER');
  const [old, now] = [await filter(release), await filter(v13)];
  expect(old?.recorded?.value).not.toBe(now?.recorded?.value);
  const lines = (commit: string, at: { from: number; to: number }) =>
    git(clone, 'show', `${commit}:modules/variants.nf`)
      .split('\n')
      .slice(at.from - 1, at.to)
      .join('\n');
  for (const [one, commit] of [
    [old, v12Commit],
    [now, v13Commit],
  ] as const) {
    expect(one?.at?.path).toBe('modules/variants.nf');
    expect(lines(commit, one?.at ?? { from: 0, to: 0 })).toMatch(/^ {4}"""\n {4}bcftools view [\s\S]*"""$/);
  }
  expect(lines(v13Commit, now?.at ?? { from: 0, to: 0 })).toContain('INFO/MQ>=30');
  expect(lines(v12Commit, old?.at ?? { from: 0, to: 0 })).not.toContain('INFO/MQ>=30');
  expect((await prove(v13, bundle)).reused).toEqual([{ run: expect.stringMatching(/^lid:/), name: 'reproduce', tasks: 13 }]);
});

describe('every form of a repository', () => {
  test.each<[string, (to: string) => string]>([
    ['a clone', (to) => made(to, folder, 'clone', '-q', bundle, to)],
    ['its .git folder', (to) => join(made(to, folder, 'clone', '-q', bundle, to), '.git')],
    ['a bare clone', (to) => made(to, folder, 'clone', '-q', '--bare', bundle, to)],
    ['a path with spaces and letters of other scripts', (to) => made(`${to} a b`, folder, 'clone', '-q', bundle, `${to} a b`)],
    ['loose objects', loose],
    ['a worktree', (to) => made(to, clone, 'worktree', 'add', '-q', '--detach', to, v13Commit)],
    ['a clone that borrows its objects (alternates)', (to) => made(to, folder, 'clone', '-q', '--shared', clone, to)],
    ['a bundle of version 3', (to) => made(to, clone, 'bundle', 'create', '-q', '--version=3', to, '--all', 'HEAD')],
    ['a shallow clone of the one commit', (to) => made(to, folder, 'clone', '-q', '--depth', '1', '--branch', 'v1.2.0', `file://${clone}`, to)],
  ])('%s', async (name, make) => {
    const check = await prove(release, make(join(folder, `検体 ${name.replace(/\W/g, '-')}`)));
    expect(check.summary).toMatchObject({ files: 5, proven: 5 });
  });

  function made(to: string, cwd: string, ...args: string[]): string {
    git(cwd, ...args);
    return to;
  }

  function loose(to: string): string {
    git(folder, 'init', '-q', to);
    for (const pack of readdirSync(join(clone, '.git/objects/pack')).filter((file) => file.endsWith('.pack')))
      execFileSync('git', ['unpack-objects', '-q'], { cwd: to, input: readFileSync(join(clone, '.git/objects/pack', pack)) });
    expect(readdirSync(join(to, '.git/objects/pack'))).toEqual([]);
    return to;
  }

  test('nothing is written into a repository, and nothing is left of a bundle', async () => {
    const files = () => execFileSync('sh', ['-c', `find "${clone}" -type f -exec sha256sum {} + | sort`]).toString();
    const before = files();
    const left = () => readdirSync(bench.home, { recursive: true }).filter((one) => /pack$|\.idx$/.test(String(one)));
    await prove(release, clone);
    await prove(release, bundle);
    expect(files()).toBe(before);
    expect(left()).toEqual([]);
  });

  test('the address of the repository is compared and never decides; no password of it is kept', async () => {
    const to = join(folder, 'with-remote');
    git(folder, 'clone', '-q', bundle, to);
    expect(await prove(release, to)).toMatchObject({ repositoryMatches: false, summary: { proven: 5 } });
    git(to, 'remote', 'set-url', 'origin', 'https://someone:ghp_0123456789abcdefghijABCDEFGHIJ012345@git.example.org/trial/germline.git');
    const check = await prove(release, to);
    expect(check).toMatchObject({ repositoryMatches: true, repository: { remotes: [{ name: 'origin', url: 'https://git.example.org/trial/germline.git' }] } });
    expect(readFileSync(join(bench.home, workspace, 'evidence/ledger/000001.log'), 'latin1')).not.toContain('ghp_0123456789');
  });
});

describe('what it cannot do, in words', () => {
  const refused = async (run: string, repo: string) =>
    prove(run, repo).then(
      () => expect.unreachable(),
      ({ code, message }: { code: string; message: string }) => ({ code, message }),
    );
  const inFolder = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  test('a bundle without the commit', async () => {
    const old = join(folder, 'old.bundle');
    git(clone, 'bundle', 'create', '-q', old, 'v1.2.0');
    expect((await prove(release, old)).summary.proven).toBe(5);
    const { code, message } = await refused(v13, old);
    expect(code).toBe('not-found');
    expect(message).toContain(v13Commit);
    expect(message).toContain(old);
    expect(message).toMatch(/It holds refs\/tags\/v1\.2\.0 \(.*git bundle create/);
  });
  test('a clone without the commit', async () => {
    const other = join(folder, 'other');
    git(folder, 'init', '-q', other);
    expect(await refused(release, other)).toEqual({ code: 'not-found', message: expect.stringMatching(/is not in .*other\. Fetch it \(git fetch/) });
  });
  test('a thin bundle', async () => {
    const thin = join(folder, 'thin.bundle');
    git(clone, 'bundle', 'create', '-q', thin, 'v1.2.0..v1.3.0');
    expect(await refused(v13, thin)).toEqual({ code: 'not-supported', message: expect.stringContaining(`only what is new after commit ${v12Commit}`) });
  });
  test('damaged bundles: cut, one byte changed, the head alone', async () => {
    const bytes = readFileSync(bundle);
    for (const [name, part] of [
      ['cut', bytes.subarray(0, bytes.length - 500)],
      ['head', bytes.subarray(0, 30)],
      ['no-pack', bytes.subarray(0, bytes.indexOf('\n\n') + 2)],
      ['flipped', Buffer.from(bytes).fill((bytes.at(-900) ?? 0) ^ 1, bytes.length - 900, bytes.length - 899)],
    ] as const)
      expect([name, await refused(release, inFolder(`${name}.bundle`, part))]).toEqual([name, { code: 'file-unreadable', message: expect.stringContaining('is damaged') }]);
  });
  test('a cut pack in a clone', async () => {
    const cut = join(folder, 'cut-pack');
    git(folder, 'clone', '-q', '--bare', bundle, cut);
    const pack = readdirSync(join(cut, 'objects/pack')).find((file) => file.endsWith('.pack')) ?? '';
    const bytes = readFileSync(join(cut, 'objects/pack', pack));
    rmSync(join(cut, 'objects/pack', pack), { force: true });
    writeFileSync(join(cut, 'objects/pack', pack), bytes.subarray(0, bytes.length - 700));
    expect(await refused(release, cut)).toEqual({
      code: 'file-unreadable',
      message: expect.stringMatching(/cut-pack\/objects\/pack\/.* is damaged .*: it ends within the object at byte \d+\. Make a new clone/),
    });
  });
  const fifo = (path: string) => {
    execFileSync('mkfifo', [path]);
    return path;
  };
  const emptyFolder = (name: string) => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  };
  test.each<[string, () => string, RegExp]>([
    ['nothing', () => join(folder, 'nowhere'), /is not there/],
    ['a folder that is none', () => emptyFolder('plain'), /is no git repository/],
    ['garbage', () => inFolder('garbage', Buffer.from([0, 255, 10, 80, 65, 67, 75, 0, 0])), /is no git bundle/],
    ['an empty file', () => inFolder('empty', ''), /is no git bundle/],
    ['a bundle of version 9', () => inFolder('v9', '# v9 git bundle\n\nPACK'), /version 9/],
    ['a worktree whose repository is gone', () => join(inFolder(`${basename(emptyFolder('worktree'))}/.git`, 'gitdir: /nowhere/at/all\n'), '..'), /is no whole git repository/],
    ['a FIFO', () => fifo(join(folder, 'fifo')), /neither a folder nor a file/],
  ])('%s', async (_, make, words) => {
    const { code, message } = await refused(release, make());
    expect([code, message]).toEqual([message.includes('version 9') ? 'not-supported' : 'file-unreadable', expect.stringMatching(words)]);
  });
  test('a repository with SHA-256 object names', async () => {
    const to = join(folder, 'sha256');
    git(folder, 'init', '-q', '--object-format=sha256', to);
    expect(await refused(release, to)).toEqual({ code: 'not-supported', message: expect.stringContaining('only repositories with SHA-1') });
  });
  test('a FIFO where an object should be does not stop it for ever', async () => {
    const to = join(folder, 'fifo-object');
    git(folder, 'init', '-q', to);
    mkdirSync(join(to, '.git/objects', v12Commit.slice(0, 2)), { recursive: true });
    fifo(join(to, '.git/objects', v12Commit.slice(0, 2), v12Commit.slice(2)));
    expect(await refused(release, to)).toMatchObject({ code: 'file-unreadable', message: expect.stringContaining('no regular file') });
  });
  test('another commit than that of the record is refused', async () => {
    await expect(bench.job('code.verify', { workspace, run: v13, repo: bundle, commit: v12Commit })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining(v13Commit),
    });
  });
});

describe('as evidence', () => {
  test('the newest result is shown without the repository, after a restart and after the index is made anew', async () => {
    const check = await prove(release, bundle);
    const asked = async (of: Workbench) => (await of.engine.call('code.results', { workspace, run: release })).check;
    expect(await asked(bench)).toEqual(check);
    bench = await bench.restart();
    expect(await asked(bench)).toEqual(check);
    bench.engine.close();
    rmSync(join(bench.home, workspace, 'index'), { recursive: true });
    bench = await bench.restart();
    expect(await asked(bench)).toEqual(check);
  });
  test('it is journalled, failures too, and the evidence holds together', async () => {
    await expect(prove(v13, join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'file-unreadable' });
    const { events } = await bench.engine.call('journal.list', { workspace });
    expect(events.filter(({ act }) => act.startsWith('verify-code')).slice(0, 2)).toMatchObject([
      { act: 'verify-code-failed', detail: { run: v13, error: expect.stringContaining('is not there') } },
      { act: 'verify-code', detail: { run: release, commit: v12Commit, repository: { kind: 'bundle' }, summary: { files: 5, proven: 5 } } },
    ]);
    expect((await bench.job('evidence.verify', { workspace })).faults).toEqual([]);
  });
  test('stopped: nothing is kept, and the journal says so', async () => {
    const stop = new AbortController();
    const steps = bench.engine.job('code.verify', { workspace, run: release, repo: bundle }, stop.signal);
    await steps.next();
    stop.abort();
    await expect(steps.next()).rejects.toMatchObject({ name: 'AbortError' });
    expect((await bench.engine.call('journal.list', { workspace })).events[0]).toMatchObject({ act: 'verify-code-stopped' });
  });
  test('a record that changes makes it out of date', async () => {
    const copy = join(folder, 'copied-store');
    cpSync(store, copy, { recursive: true });
    await bench.sync('copy', copy);
    await bench.job('code.verify', { workspace: 'copy', run: release, repo: bundle });
    appendFileSync(join(copy, release.slice(6), '.data.json'), ' ');
    await bench.job('sync.run', { workspace: 'copy' });
    expect((await bench.engine.call('code.results', { workspace: 'copy', run: release })).check).toMatchObject({ stale: true, summary: { proven: 5 } });
  });
  test('nobody has looked yet: what could be proven', async () => {
    await bench.sync('fresh', store);
    expect(await bench.engine.call('code.results', { workspace: 'fresh', run: v13 })).toEqual({
      check: null,
      recorded: { commit: v13Commit, repository: 'http://git.example.org/trial/germline', revision: 'v1.3.0', scripts: 4 },
    });
  });
});
