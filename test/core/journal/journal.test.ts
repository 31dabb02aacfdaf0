/** The journal end to end on a real engine: who is written, what shows itself, searches, exports that others can check, disks that refuse. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineContract, type Output } from '../../../core/contract';
import { AuditError } from '../../../core/errors';
import { acts, isAct } from '../../../core/journal/acts';
import { callActs } from '../../../core/journal/calls';
import { sayAct, sayOnOneLine } from '../../../core/journal/words';
import type { Ports } from '../../../core/ports';
import { plainMasker } from '../../../core/redact/mask';
import { openWorkbench, unpack, type Workbench } from '../../workbench';

const workspace = 'trial';
let bench: Workbench;
let run: string;
/** What the ports below do to the lock and the log of the journal. */
let refuse: { lock?: string; append?: string } = {};

const refusing = (ports: Ports): Ports => ({
  ...ports,
  home: {
    ...ports.home,
    createExclusive(path, text) {
      if (refuse.lock !== undefined && path.endsWith('journal.lock')) throw new AuditError('disk', `${path} could not be written`, { path, systemCode: refuse.lock });
      return ports.home.createExclusive(path, text);
    },
    openAppend(path) {
      const file = ports.home.openAppend(path);
      if (!path.includes('/journal/')) return file;
      return {
        ...file,
        append(bytes) {
          if (refuse.append !== undefined) throw new AuditError('disk', `${path} could not be written: the disk is full.`, { path, systemCode: refuse.append });
          file.append(bytes);
        },
      };
    },
  },
});

type Events = Output<'journal.list'>['events'];
const entries = async (act?: string): Promise<Events> => (await bench.engine.call('journal.list', { workspace, limit: 10_000, ...(act !== undefined && { act }) })).events;
const count = async (act?: string) => (await entries(act)).length;

beforeAll(async () => {
  bench = await openWorkbench({ change: refusing });
  const store = unpack('trial-042-lineage.tar.gz', join(bench.folder, 'store'));
  await bench.sync(workspace, join(store, 'lineage'));
  run = (await bench.engine.call('runs.list', { workspace })).runs[0]?.lid ?? '';
});
afterAll(() => bench.close());

describe('an act in words', () => {
  it('shows a time in UTC with its zone, and takes a count of new records for no new value', () => {
    const said = sayAct(plainMasker, 'sync', { new: 666, store: { addedAt: '2026-11-26T03:30:31.722Z' } });
    expect(sayOnOneLine(said)).toBe('new: 666 · store: added at 2026-11-26 03:30:31 UTC');
  });

  it('says verdicts, rules and names of fields as people know them', () => {
    expect(sayOnOneLine(sayAct(plainMasker, 'evidence-bundle', { id: 'b-1', warnings: [{ kind: 'home-folder', records: 2, places: 1 }] }))).toBe(
      "bundle: b-1 · warnings: a person's home folder (1 place in 2 records)",
    );
    expect(sayOnOneLine(sayAct(plainMasker, 'verification', { summary: { byVerdict: { 'metadata-match': 23 }, changedSinceBaseline: 0 } }))).toBe(
      'summary: by verdict (“Same path, size and date; content NOT checked” 23), changed since the first fingerprint 0',
    );
    expect(sayOnOneLine(sayAct(plainMasker, 'sync', { quarantined: 0 }))).toBe('could not be read: 0');
  });
});

describe('the table of acts', () => {
  it('has every call and job of the contract: an act, or why it is none', () => {
    expect(Object.keys(callActs).sort()).toEqual(Object.keys(engineContract).sort());
    for (const [name, entry] of Object.entries(callActs)) {
      if ('none' in entry) expect(entry.none.length, name).toBeGreaterThan(15);
      if ('by' in entry) for (const act of entry.by) expect(isAct(act), `${name}: ${act}`).toBe(true);
    }
  });

  it('calls every job in a workspace an act, or tells what it shows', () => {
    for (const [name, { kind, input }] of Object.entries(engineContract))
      if (kind === 'job' && ('workspace' in input.shape || name === 'bundle.import')) expect(callActs[name as keyof typeof callActs], name).not.toHaveProperty('none');
  });
});

describe('what is shown', () => {
  it('writes a record that is shown once in a session, and again when a person opens it again', async () => {
    expect(await bench.engine.call('journal.opened', { workspace, page: 'records.get', input: { lid: run } })).toEqual({ written: false });
    expect(await count('record-opened')).toBe(0);
    const { record } = await bench.engine.call('records.get', { workspace, lid: run });
    await bench.engine.call('records.get', { workspace, lid: run });
    expect(await count('record-opened')).toBe(1);
    expect(await bench.engine.call('journal.opened', { workspace, page: 'records.get', input: { lid: run } })).toEqual({ written: true });
    const [again, first] = await entries('record-opened');
    expect(again?.detail).toEqual({ lid: run, kind: 'WorkflowRun', sha256: record.versions.find((one) => one.current)?.sha256, part: 'record' });
    expect(first?.detail).toEqual(again?.detail);
    expect((await bench.engine.call('journal.about', { workspace, subject: run })).events.map(({ title }) => title)).toEqual(['Record opened', 'Record opened']);
  });

  it('takes no word of a page for what it never showed', async () => {
    const before = await count();
    for (const input of [{ lid: 'lid://0000' }, { lid: 7 }, {}, { lid: run, sha256: 'x' }])
      expect(await bench.engine.call('journal.opened', { workspace, page: 'records.get', input: input as never })).toEqual({ written: false });
    expect(await count()).toBe(before);
  });

  it('writes the question that was settled on, and no key before it', async () => {
    for (const text of ['m', 'mu', 'mul', 'multiqc']) await bench.engine.call('search.find', { workspace, text, settled: false });
    expect(await count('searched')).toBe(0);
    await bench.engine.call('search.settled', { workspace, text: 'multiqc' });
    const [asked, ...others] = await entries('searched');
    expect(others).toEqual([]);
    expect(asked?.detail).toMatchObject({ text: 'multiqc' });
    // Asked again by the page itself: no new question.
    await bench.engine.call('search.find', { workspace, text: 'multiqc', settled: false });
    await bench.engine.call('search.find', { workspace, text: 'cohort', settled: false });
    // Another question: the one before is written first, although nobody settled on it.
    await bench.engine.call('search.find', { workspace, text: 'reference', settled: false });
    expect((await entries('searched')).map(({ detail }) => detail.text)).toEqual(['cohort', 'multiqc']);
  });

  it('writes what was typed long and then taken back, though a page settled on the rest', async () => {
    await bench.engine.call('search.find', { workspace, text: 'reference.fa', settled: false });
    await bench.engine.call('search.find', { workspace, text: 'ref', settled: false });
    await bench.engine.call('search.settled', { workspace, text: 'ref' });
    expect((await entries('searched')).map(({ detail }) => detail.text)).toEqual(['ref', 'reference.fa', 'cohort', 'multiqc']);
  });

  it('writes a question at the end that nobody settled on', async () => {
    await bench.engine.call('search.find', { workspace, text: 'left open', settled: false });
    bench = await bench.restart();
    expect((await entries('searched'))[0]?.detail).toEqual({ text: 'left open', hits: 0, groups: {} });
  });
});

describe('who', () => {
  it('takes a name that is given, old and new in the journal, and names it with each act', async () => {
    expect((await bench.engine.call('name.get', {})).name).toBeNull();
    await bench.engine.call('name.set', { name: 'Ada Review' });
    const [told] = await entries('name-given-set');
    expect(told).toMatchObject({ who: bench.ports.who.user, name: null, was: 'none', now: 'Ada Review', detail: { account: bench.ports.who.user, was: null, now: 'Ada Review' } });
    await bench.engine.call('report.outline', { workspace, about: { kind: 'run', run } });
    expect((await entries('report-previewed'))[0]).toMatchObject({ name: 'Ada Review', offsetMinutes: expect.any(Number), surface: 'test' });
    await expect(bench.engine.call('name.set', { name: '   ' })).rejects.toMatchObject({ code: 'bad-input' });
  });
});

describe('list and export', () => {
  it('filters by act, person, time, text and what it names; sorts; pages', async () => {
    const all = await bench.engine.call('journal.list', { workspace });
    const half = all.events.at(Math.floor(all.total / 2)) as Events[number];
    const asked = async (filter: object) => (await bench.engine.call('journal.list', { workspace, ...filter })).events;
    expect((await asked({ act: 'sync' })).map(({ act }) => act)).toEqual(['sync']);
    expect((await asked({ who: 'Ada Review' })).every(({ name }) => name === 'Ada Review')).toBe(true);
    expect(await asked({ who: 'nobody' })).toEqual([]);
    expect((await asked({ text: 'SEARCHED' })).every(({ act }) => act === 'searched')).toBe(true);
    expect((await asked({ from: half.at })).every(({ at }) => at >= half.at)).toBe(true);
    expect((await asked({ to: half.at })).every(({ at }) => at < half.at)).toBe(true);
    expect((await asked({ subject: run })).length).toBeGreaterThan(2);
    expect(await asked({ subject: run.slice(0, -1) })).toEqual([]);
    expect((await asked({ offset: 2, limit: 1 }))[0]?.seq).toBe(all.total - 2);
    const byAct = (await asked({ sort: 'act', descending: false })).map(({ title }) => title.toLowerCase());
    expect(byAct).toEqual([...byAct].sort());
    expect(all.state).toMatchObject({ lines: all.total, chained: all.total, attested: expect.any(Number) });
    expect(all.state.attested).toBeLessThan(all.total);
  });

  it('writes lines that a stranger checks with ten lines of Python, and tells of it', async () => {
    const out = join(bench.folder, 'journal.jsonl');
    const made = await bench.job('journal.export', { workspace, form: 'jsonl', out });
    expect(made).toMatchObject({ whole: true, lines: readFileSync(out, 'utf8').trimEnd().split('\n').length });
    expect((await entries('journal-exported'))[0]?.detail).toMatchObject({ path: out, sha256: made.sha256, bytes: made.bytes, lines: made.lines, form: 'jsonl', filter: {} });
    const guide = readFileSync(join(import.meta.dirname, '../../../docs/evidence-format.md'), 'utf8');
    const script = /```python\n(# check the chain[\s\S]*?)```/.exec(guide)?.[1] ?? '';
    expect(script.trimEnd().split('\n').length).toBeLessThanOrEqual(11);
    const check = (path: string) => execFileSync('python3', ['-c', script, path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    expect(check(out)).toContain(`holds up to line ${made.lines};`);
    const lines = readFileSync(out, 'utf8').split('\n');
    lines[3] = (lines[3] ?? '').replace('"detail":{', '"detail":{"forged":1,');
    writeFileSync(out, lines.join('\n'));
    expect(() => check(out)).toThrow(/line 5/);
    lines.splice(3, 1);
    writeFileSync(out, lines.join('\n'));
    expect(check(out)).toContain('lines 4 to 4 are not in this file');
  });

  it('writes CSV in which no search becomes a formula', async () => {
    await bench.engine.call('search.find', { workspace, text: "=cmd|' /C calc'!A0" });
    await bench.engine.call('name.set', { name: '@SUM(A1)' });
    await bench.engine.call('search.find', { workspace, text: 'after' });
    const { text, guarded } = await bench.job('journal.export', { workspace, form: 'csv' });
    expect(guarded).toBeGreaterThan(0);
    const cells = [...(text ?? '').matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell]) => cell ?? '');
    expect(cells.filter((cell) => /^[=+\-@]/.test(cell) && !/^[-+]?\d+$/.test(cell))).toEqual([]);
    expect(text).toContain("'@SUM(A1)");
    await bench.engine.call('name.set', { name: null });
  });

  it('holds only details of the form that the list of acts gives', async () => {
    await bench.engine.call('workspaces.setMaps', { workspace, maps: [{ from: '/old', to: '/new' }] });
    await bench.engine.call('graph.trace', { workspace, lid: run, direction: 'up', depth: 1 });
    await bench.job('verify.run', { workspace, run });
    await bench.job('evidence.verify', { workspace });
    const seen = await entries();
    expect(new Set(seen.map(({ act }) => act)).size).toBeGreaterThan(10);
    for (const { act, detail } of seen) {
      expect(isAct(act), act).toBe(true);
      const { error } = acts[act as keyof typeof acts].detail.safeParse(detail);
      expect(error, act).toBeUndefined();
    }
    expect((await entries('evidence-verified'))[0]?.detail).toMatchObject({ ok: true, faults: 0 });
  });
});

describe('a disk that refuses', () => {
  it('shows nothing and writes nothing out where the journal cannot be written', async () => {
    refuse = { append: 'ENOSPC' };
    const { outputs } = await bench.engine.call('runs.outputs', { workspace, lid: run }).then(
      () => expect.unreachable(),
      (error: AuditError) => {
        expect(error.message).toContain('the disk is full');
        return { outputs: [] };
      },
    );
    expect(outputs).toEqual([]);
    const out = join(bench.folder, 'refused.csv');
    await expect(bench.job('journal.export', { workspace, form: 'csv', out })).rejects.toMatchObject({ code: 'disk' });
    expect(() => readFileSync(out)).toThrow('ENOENT');
    refuse = {};
    const before = await count('record-opened');
    await bench.engine.call('runs.outputs', { workspace, lid: run });
    expect(await count('record-opened')).toBe(before + 1);
  });

  it('reads on where nothing at all can be written, and tells that it is not journalled; but not where the journal alone refuses', async () => {
    const told: string[] = [];
    bench.engine.on((event) => event.type === 'not-journalled' && told.push(event.message));
    refuse = { lock: 'EROFS' };
    await bench.engine.call('runs.inputs', { workspace, lid: run });
    expect(told).toEqual([expect.stringContaining('is not written into its journal')]);
    await expect(bench.job('journal.export', { workspace, form: 'csv', out: join(bench.folder, 'x.csv') })).rejects.toMatchObject({ code: 'disk' });
    refuse = { append: 'EACCES' };
    await expect(bench.engine.call('runs.environment', { workspace, lid: run })).rejects.toMatchObject({ code: 'disk' });
    refuse = {};
  });
});
