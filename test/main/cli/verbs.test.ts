/** Each verb of the command line: what it prints, the shape of its JSON, and its exit code. */
import { appendFileSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtures } from '../../workbench';
import { type CommandLine, commandLine } from './command-line';

const release = 'lid://743f3d10fce32490142d3833990f2427';
const strict = 'lid://87cf4e7e67eebdbcf18cc6b623acf905';

let folder: string;
let files: string;
let audit: CommandLine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-verbs-'));
  const { unpackDemo } = (await import(new URL('../../../build/demo.mjs', import.meta.url).href)) as { unpackDemo(folder: string): string };
  files = unpackDemo(folder);
  audit = commandLine(join(folder, 'home'), folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a workspace', () => {
  it('is asked for where there is none', async () => {
    expect(await audit('runs')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('lineage-audit add NAME STORE') });
    expect((await audit('workspaces')).stdout).toContain('No workspace yet');
  });
  it('is added once', async () => {
    const first = await audit('add', 'trial', join(files, 'lineage'), '--map', `/data/trial-042=${files}`);
    expect(first).toMatchObject({ status: 0, stdout: expect.stringContaining('Added the workspace "trial"') });
    expect(await audit.json('add', 'trial', files)).toMatchObject({ status: 2, answer: { error: { code: 'already-exists' } } });
  });
  it('is synced: the counts add up, and a second sync reads nothing', async () => {
    const { status, answer } = await audit.json('sync');
    expect(status).toBe(0);
    expect(answer).toMatchObject({
      listed: 674,
      records: 666,
      new: 666,
      changed: 0,
      unchanged: 0,
      vanished: 0,
      history: 8,
      quarantined: 0,
      ignored: 0,
      runs: 8,
      seconds: expect.any(Number),
    });
    const again = await audit('sync');
    expect(again.stdout).toContain('0 new, 0 changed, 666 unchanged');
    expect((await audit.json('sync')).answer).toMatchObject({ new: 0, unchanged: 666, fetched: 0 });
  });
  it('is listed', async () => {
    expect((await audit.json('workspaces')).answer.workspaces).toMatchObject([{ name: 'trial', records: 666, runs: 8 }]);
    expect((await audit('workspaces')).stdout).toMatch(/^NAME .*\ntrial +666 +8 /);
  });
});

describe('runs and tasks', () => {
  it('runs', async () => {
    const { answer } = await audit.json('runs');
    expect(answer.runs.map((run: { name: string }) => run.name)).toEqual(['failed', 'deepmode', 'cutreads', 'newref', 'v13', 'strict', 'reproduce', 'release']);
    expect((await audit('runs')).stdout).toMatch(/8 runs\. Success and end time: not recorded\.\n$/);
  });
  it('run, by its LID, the start of it, or its name', async () => {
    expect((await audit.json('run', release)).answer.run.row).toMatchObject({ lid: release, name: 'release' });
    const short = await audit('run', 'lid://743f3d10');
    expect(short.stderr).toContain(`was read as ${release}`);
    expect((await audit('run', 'release')).stdout).toBe(short.stdout);
    expect(short.stdout).toContain('b7c7347fc3e9f3407a819c5c5de04a413733e707');
  });
  it('tasks: those executed, and those relied on', async () => {
    const own = await audit.json('tasks', strict);
    expect(own.answer.tasks).toHaveLength(5);
    const { tasks } = (await audit.json('tasks', strict, '--effective')).answer;
    expect(tasks).toHaveLength(18);
    expect(tasks[0]).toMatchObject({ lid: expect.stringMatching(/^lid:\/\//), name: expect.any(String), run: expect.stringMatching(/^lid:\/\//), reused: expect.any(Boolean) });
    expect((await audit('tasks', 'strict', '--effective')).stdout).toContain('18 tasks: 5 executed by this run, 13 reused from other runs.');
  });
  it('outputs and inputs', async () => {
    expect((await audit.json('outputs', release)).answer.outputs).toHaveLength(23);
    const { inputs } = (await audit.json('inputs', release)).answer;
    expect(inputs.map((file: { path: string }) => file.path)).toContain('/data/trial-042/inputs/reference.fa');
    expect((await audit('inputs', release)).stdout).toContain('10 files, 0 of 10 checked.');
  });
});

describe('trace and search', () => {
  it('up to the files from outside', async () => {
    const { status, answer } = await audit.json('trace', `${release}/cohort/cohort.tsv`, '--up');
    expect(status).toBe(0);
    expect(answer.truncated).toBe(false);
    expect(answer.nodes).toContainEqual(expect.objectContaining({ kind: 'External', lid: '/data/trial-042/inputs/reference.fa' }));
    expect(answer.edges[0]).toEqual({ from: expect.any(String), to: expect.any(String), relation: expect.any(String), inferred: expect.any(Boolean) });
  });
  it('down from a file from outside, so many steps', async () => {
    const { answer } = await audit.json('trace', '/data/trial-042/inputs/reference.fa', '--down', '--depth', '1');
    expect(answer.nodes.filter((node: { kind: string }) => node.kind === 'TaskRun').length).toBeGreaterThan(8);
    expect(answer.nodes.every((node: { depth: number }) => node.depth <= 1)).toBe(true);
  });
  it('wants one direction', async () => {
    expect(await audit('trace', release)).toMatchObject({ status: 64, stderr: expect.stringContaining('--up') });
    expect((await audit('trace', release, '--up', '--down')).status).toBe(64);
    expect((await audit('trace', release, '--up', '--depth', 'x')).status).toBe(64);
  });
  it('search', async () => {
    const { answer } = await audit.json('search', 'cohort');
    expect(answer.groups.find((group: { group: string }) => group.group === 'tasks').total).toBe(7);
    expect((await audit('search', 'nothing-is-called-so')).stdout).toBe('Nothing was found.\n');
  });
});

describe("Nextflow's own verbs as JSON", () => {
  it('list, find, diff, view', async () => {
    expect((await audit.json('list')).answer.runs[0]).toEqual({ time: '2026-11-21 05:08:31 UTC', name: 'release', session: '1439f52e-5449-46df-8260-e412b1a3f6c7', lid: release });
    expect((await audit.json('find', 'type=TaskRun', 'name=COHORT')).answer.lids).toHaveLength(7);
    expect((await audit.json('diff', release, strict)).answer).toMatchObject({ same: false, diff: expect.stringContaining('+    "name": "strict"') });
    expect((await audit.json('view', `${release}#workflow.commitId`)).answer).toEqual({ lid: release, record: 'b7c7347fc3e9f3407a819c5c5de04a413733e707', masked: 0, note: null });
  });
  it('render names its file itself', async () => {
    expect((await audit('render', `${release}/cohort/cohort.tsv`)).stdout).toBe(`Rendered lineage graph for ${release}/cohort/cohort.tsv to lineage.html\n`);
    expect(readFileSync(join(folder, 'lineage.html'), 'utf8')).toContain('flowchart TB');
  });
});

describe('verify', () => {
  const tsv = `${release}/cohort/cohort.tsv`;
  it('a run: the published files, the work, the inputs in a list of their own', async () => {
    const { status, answer } = await audit.json('verify', '--run', strict, '--inputs');
    expect(answer.summary).toMatchObject({ total: 23, checked: 23, byVerdict: { 'metadata-match': 23 } });
    expect(answer.files[0]).toEqual(
      expect.objectContaining({
        lid: expect.any(String),
        path: expect.any(String),
        checkedPath: expect.any(String),
        recorded: expect.any(Object),
        verdict: 'metadata-match',
        matchedMode: 'standard',
        labelConflict: false,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        baseline: 'first-seen',
        reason: null,
      }),
    );
    // Someone replaced the reference after this run.
    expect(answer.inputs.filter((file: { verdict: string }) => file.verdict === 'mismatch').map((file: { path: string }) => file.path)).toEqual([
      '/data/trial-042/inputs/reference.fa',
    ]);
    expect(status).toBe(1);
  });
  it('says what was not checked, and never more than it proved', async () => {
    const { status, stdout } = await audit('verify', '--run', release);
    expect(status).toBe(0);
    expect(stdout).toContain('23 of 23 files checked: 23 × Same path, size and date; content NOT checked.');
    expect(stdout).not.toMatch(/\bvalid\b|success/i);
  });
  it('an edited file, a missing one: exit 1, in words on stderr of check', async () => {
    appendFileSync(join(files, 'launch/results/release/cohort/cohort.tsv'), 'x');
    expect(await audit.json('verify', tsv)).toMatchObject({ status: 1, answer: { files: [{ verdict: 'mismatch', reason: 'size-differs', baseline: 'changed' }] } });
    unlinkSync(join(files, 'launch/results/release/qc/HG002.fastp.json'));
    expect(await audit('check', `${release}/qc/HG002.fastp.json`)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('Missing') });
    expect((await audit('check', tsv)).stderr).toContain('our SHA-256 is another now');
  });
  it('wants one thing to check', async () => {
    expect((await audit('verify')).status).toBe(64);
    expect((await audit('verify', tsv, '--all')).status).toBe(64);
    expect((await audit('verify', tsv, '--work')).status).toBe(64);
    expect((await audit('verify', 'lid://nosuch')).status).toBe(2);
  });
});

describe('what is kept', () => {
  it('report', async () => {
    const { status, answer } = await audit.json('report', '--run', 'release', '--out', 'release.pdf');
    expect(status).toBe(0);
    expect(answer).toMatchObject({ path: join(folder, 'release.pdf'), pages: expect.any(Number), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(readFileSync(join(folder, 'release.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await audit('report', '--run', release)).status).toBe(64);
    expect((await audit('report', '--out', 'none.pdf')).stderr).toContain('A report is of one thing');
    expect((await audit('report', '--run', release, '--subject', 'HG002', '--out', 'two.pdf')).status).not.toBe(0);
    expect((await audit('report', '--run', release, '--out', 'v.pdf', '--supersedes', answer.id)).stderr).toContain('--reason');
    const next = await audit.json('report', '--run', release, '--out', 'v2.pdf', '--at', String(answer.checkpoint.number), '--supersedes', answer.id, '--reason', 'Read again');
    expect(next.answer).toMatchObject({ version: 2, checkpoint: answer.checkpoint });
    const { answer: saved } = await audit.json('reports');
    expect(saved.reports.find((one: { id: string }) => one.id === answer.id)).toMatchObject({ supersededBy: next.answer.id });
  });
  it('journal', async () => {
    const { answer } = await audit.json('journal');
    const acts = answer.events.map((event: { act: string }) => event.act);
    expect(acts).toContain('verify');
    expect(acts.at(-1)).toBe('workspace-added');
  });
  it('findings', async () => {
    expect((await audit.json('findings')).answer).toMatchObject({ findings: expect.any(Array), total: expect.any(Number), counts: expect.any(Object) });
  });
  it('evidence verify: 0 while it holds, 1 once a byte has changed', async () => {
    expect(await audit.json('evidence', 'verify')).toMatchObject({ status: 0, answer: { ok: true, faults: [] } });
    expect((await audit('evidence', 'verify')).stdout).toMatch(/^The index was compared with one made anew from the evidence: [\d,]+ rows in \d+ tables, all the same\.$/m);
    const pack = join(folder, 'home/trial/evidence/packs');
    const { readdirSync, openSync, writeSync, closeSync } = await import('node:fs');
    const [first] = readdirSync(pack).sort();
    expect(existsSync(join(pack, first ?? ''))).toBe(true);
    const fd = openSync(join(pack, first ?? ''), 'r+');
    writeSync(fd, Buffer.from([0x5a, 0x5a, 0x5a]), 0, 3, 200);
    closeSync(fd);
    const damaged = await audit.json('evidence', 'verify');
    expect(damaged.status).toBe(1);
    expect(damaged.answer.faults.length).toBeGreaterThan(0);
  });
});

describe('verify-code', () => {
  const bundle = join(fixtures, 'trial-042-pipeline.bundle');
  it('proves the code of a run from a bundle', async () => {
    const { status, answer } = await audit.json('verify-code', '--run', 'release', '--repo', bundle);
    expect(status).toBe(0);
    expect(answer).toMatchObject({
      commit: 'b7c7347fc3e9f3407a819c5c5de04a413733e707',
      files: [{ path: 'main.nf', verdict: 'content-verified', reason: null }, {}, {}, {}, { path: 'bin/count_variants.py', verdict: 'content-verified' }],
      notRecorded: [{ path: 'nextflow.config', named: true }],
      notInCommit: [],
      repository: { kind: 'bundle', path: bundle },
    });
    const { stdout } = await audit('verify-code', '--run', 'release', '--repo', bundle);
    expect(stdout).toMatch(/^5 of 5 recorded files of code proven: each has the recorded checksum at the commit; 6 of 6 task texts found\.\n/);
    expect(stdout).toMatch(/✓ Content verified +FILTER +4 {2}modules\/variants\.nf, lines \d+–\d+\n/);
    expect(stdout).toContain('nextflow.config  configuration: Nextflow may evaluate it; the record names it, without a checksum');
    expect(stdout).toContain('MurmurHash3, which is not cryptographic');
    expect(stdout).toContain('SHA-1');
  });
  it('ends with 1 where the text of a task is not found, though every file is proven', async () => {
    const store = join(folder, 'task-text');
    cpSync(join(files, 'lineage'), store, { recursive: true });
    for (const key of readdirSync(store)) {
      const record = join(store, key, '.data.json');
      if (!existsSync(record)) continue;
      const text = readFileSync(record, 'utf8');
      if (text.includes('"name":"FILTER (')) writeFileSync(record, text.replace(/("codeChecksum":\{"value":")[0-9a-f]{32}/, '$1ddb3951bc6002bde7220d01717f0eff4'));
    }
    await audit('add', 'task-text', store);
    await audit('sync', '-w', 'task-text');
    const { status, stdout } = await audit('-w', 'task-text', 'verify-code', '--run', release, '--repo', bundle);
    expect(stdout).toMatch(/^1 task text NOT as recorded; 5 of 5 recorded files of code proven; 5 of 6 task texts found, 1 not\.\n/);
    expect(stdout).toMatch(/✗ Mismatch +FILTER +4 {2}the recorded text is that of process CALL, not FILTER\n/);
    expect(status).toBe(1);
  });
  it('ends with 1 where a file is not as recorded', async () => {
    const store = join(folder, 'edited');
    cpSync(join(files, 'lineage', release.slice(6)), join(store, release.slice(6)), { recursive: true });
    const record = join(store, release.slice(6), '.data.json');
    writeFileSync(
      record,
      readFileSync(record, 'utf8').replace('2de35e1449e77fea8cf43357f5be9e76', '646294666163d72ba3fa7e965d4fb002').replace('/modules/reads.nf', '/modules/writes.nf'),
    );
    await audit('add', 'edited', store);
    await audit('sync', '-w', 'edited');
    const { status, answer } = await audit.json('verify-code', '-w', 'edited', '--run', release, '--repo', bundle);
    expect(status).toBe(1);
    expect(answer.files.map(({ path, verdict, reason }: Record<string, unknown>) => [path, verdict, reason]).slice(2)).toEqual([
      ['modules/writes.nf', 'missing', 'not-in-commit'],
      ['modules/variants.nf', 'mismatch', 'content-differs'],
    ]);
    expect(answer.notInCommit).toHaveLength(1);
  });
  it('ends with 2 in words where it cannot do its work', async () => {
    const head = join(folder, 'head.bundle');
    writeFileSync(head, readFileSync(bundle).subarray(0, 200));
    for (const [repo, words] of [
      [head, /is damaged.*another copy/],
      ['nowhere', /nowhere is not there.*Name the folder/],
      [files, /is no git repository/],
    ] as const)
      expect(await audit('-w', 'trial', 'verify-code', '--run', 'release', '--repo', repo)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(words) });
    expect(await audit('verify-code', '--run', 'release')).toMatchObject({ status: 64 });
  });
});
