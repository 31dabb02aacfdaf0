/** A workspace as of an instant: what a copy of the evidence cut at that instant would answer, and nothing that came later. */
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../../core/engine';
import { segmentName } from '../../../core/evidence/frame';
import { openLedger } from '../../../core/evidence/ledger';
import { type Moments, noMoments, readMoments } from '../../../core/time/moments';
import { nameAsOf } from '../../../core/time/name';
import { openTrial, type TrialBench, workspace } from '../../main/trial-bench';
import { openWorkbench } from '../../workbench';
import { deepRun, release, touchRecord } from '../bundle/bundle-bench';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let trial: TrialBench;
let moments: Moments;
const iso = (ms: number) => new Date(ms).toISOString();

beforeAll(async () => {
  trial = await openTrial();
  const { bench, files } = trial;
  const record = (lid: string) => join(files, 'lineage', lid.slice('lid://'.length), '.data.json');
  await bench.job('verify.run', { workspace, run: deepRun });
  touchRecord(record(deepRun));
  rmSync(join(files, 'lineage', release.slice('lid://'.length)), { recursive: true });
  await bench.job('sync.run', { workspace });
  const { findings } = await bench.engine.call('findings.list', { workspace, type: 'vanished' });
  await bench.engine.call('findings.acknowledge', { workspace, ids: findings.slice(0, 2).map(({ id }) => id), reason: 'removed on purpose' });
  await bench.engine.call('workspaces.setMaps', { workspace, maps: [] });
  await bench.job('verify.run', { workspace, run: deepRun });
  await bench.engine.call('baseline.lock', { workspace, run: deepRun, reason: 'end of the review', doubtful: true });
  await bench.job('sync.run', { workspace });
  moments = noMoments();
  const ledger = openLedger(bench.ports, `${workspace}/evidence/ledger`);
  for (const _ of readMoments(ledger, moments));
  ledger.close();
});
afterAll(() => trial.remove());

type Answers = Awaited<ReturnType<typeof answers>>;
/** Most of what the workspace can be asked, without its name and without what speaks of now. */
async function answers(engine: Engine, name: string) {
  const { workspace: about } = await engine.call('workspaces.get', { workspace: name });
  const { runs } = await engine.call('runs.list', { workspace: name });
  const known = new Set(runs.map(({ lid }) => lid));
  const of = async <T>(lid: string, ask: () => Promise<T>) => (known.has(lid) ? ask() : null);
  const log = await engine.call('evidence.log', { workspace: name });
  return {
    about: { ...about, name: '', readOnly: null, maps: [] },
    runs,
    syncs: await engine.call('sync.list', { workspace: name }),
    findings: (await engine.call('findings.list', { workspace: name, limit: 2000 })).findings.map((one) => ({ ...one })),
    outputs: await of(deepRun, () => engine.call('runs.outputs', { workspace: name, lid: deepRun })),
    results: await of(deepRun, () => engine.call('verify.listed', { workspace: name, run: deepRun })),
    trace: await of(deepRun, () => engine.call('graph.trace', { workspace: name, lid: deepRun, direction: 'down' })),
    record: await of(deepRun, () => engine.call('records.get', { workspace: name, lid: deepRun })),
    gone: await of(release, () => engine.call('records.get', { workspace: name, lid: release })),
    search: await engine.call('lineage.find', { workspace: name, terms: [{ key: 'type', value: 'TaskRun' }] }),
    log: { leaves: log.log.leaves, signers: log.log.signers, handedOut: log.log.handedOut },
    timeline: (await engine.call('time.timeline', { workspace: name, limit: 1000 })).timeline,
  };
}

describe('as of an instant', () => {
  it('every moment of the ledger answers as a copy of the evidence does that was cut there', async () => {
    // First, last, and some between: each is a whole engine on a whole copy.
    const chosen = [...new Set([0, 0.3, 0.6, 1].map((part) => Math.round(part * (moments.list.length - 1))))];
    for (const at of chosen) {
      const moment = moments.list[at];
      if (moment === undefined) throw new Error('no moment');
      const folder = join(trial.folder, `cut-${at}`);
      cpSync(trial.bench.home, join(folder, 'home'), { recursive: true });
      const copied = join(folder, 'home', workspace);
      for (const part of ['index', 'evidence/checkpoints', 'verified']) rmSync(join(copied, part), { recursive: true, force: true });
      for (const file of readdirSync(join(copied, 'evidence/ledger'))) if (file > segmentName(moment.end.segment)) rmSync(join(copied, 'evidence/ledger', file));
      truncateSync(join(copied, 'evidence/ledger', segmentName(moment.end.segment)), moment.end.offset);
      const cut = await openWorkbench({ folder });
      try {
        const ours: Answers = await answers(trial.bench.engine, nameAsOf(workspace, iso(moment.ms)));
        expect(ours.about).toMatchObject({ records: expect.any(Number) });
        expect(withoutMaps(ours)).toEqual(withoutMaps(await answers(cut.engine, workspace)));
      } finally {
        cut.close();
      }
    }
  });

  it('of the newest line it answers as now', async () => {
    const newest = moments.list.at(-1);
    const then = await answers(trial.bench.engine, nameAsOf(workspace, iso(newest?.ms ?? 0)));
    expect(then).toEqual(await answers(trial.bench.engine, workspace));
  });

  it('an instant between two moments answers as the earlier one, and a record that vanished later is there', async () => {
    const { syncs } = await trial.bench.engine.call('time.points', { workspace });
    const [first, second] = [...syncs].reverse();
    const name = nameAsOf(workspace, iso(Math.floor((Date.parse(first?.at ?? '') + Date.parse(second?.startedAt ?? '')) / 2)));
    const { record } = await trial.bench.engine.call('records.get', { workspace: name, lid: release });
    expect(record.state).toBe('present');
    expect((await trial.bench.engine.call('records.get', { workspace, lid: release })).record.state).toBe('vanished');
    const { record: changed } = await trial.bench.engine.call('records.get', { workspace: name, lid: deepRun });
    expect(changed.versions).toHaveLength(1);
    expect((await trial.bench.engine.call('findings.list', { workspace: name, type: 'vanished' })).total).toBe(0);
  });

  it('in the middle of a sync nothing that it read is known', async () => {
    const { syncs } = await trial.bench.engine.call('time.points', { workspace });
    const second = syncs.find(({ sync }) => sync === 2);
    const middle = iso(Math.max(Date.parse(second?.startedAt ?? ''), Date.parse(second?.finishedAt ?? '') - 1));
    const { asOf } = await trial.bench.job('time.open', { workspace: nameAsOf(workspace, middle) });
    expect(asOf).toMatchObject({ syncBefore: { sync: 1 }, syncAfter: { sync: 2 }, syncUnderWay: 2 });
    expect(asOf?.sentence).toContain('Sync 2 had begun and not ended');
  });

  it('before the first sync nothing is known, and the sentence says so', async () => {
    const name = nameAsOf(workspace, '2020-01-01T00:00:00.000Z');
    const { asOf } = await trial.bench.job('time.open', { workspace: name });
    expect(asOf).toMatchObject({ known: 0, syncBefore: null, syncAfter: { sync: 1 } });
    expect(asOf?.sentence).toMatch(/^As of 2020-01-01 00:00:00 UTC: nothing was known, for the first sync that ended began .* UTC\./);
    expect((await trial.bench.engine.call('runs.list', { workspace: name })).runs).toEqual([]);
    await expect(trial.bench.engine.call('records.get', { workspace: name, lid: release })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('path maps are those of then; results of later checks are not shown', async () => {
    const { syncs } = await trial.bench.engine.call('time.points', { workspace });
    const first = nameAsOf(workspace, syncs.at(-1)?.at ?? '');
    const { workspace: then } = await trial.bench.engine.call('workspaces.get', { workspace: first });
    expect(then.maps).toHaveLength(1);
    const { checks: files } = await trial.bench.engine.call('verify.listed', { workspace: first, run: deepRun });
    expect(new Set(files.map(({ verdict }) => verdict))).toEqual(new Set(['not-checked']));
    const { checks: later } = await trial.bench.engine.call('verify.listed', { workspace, run: deepRun });
    expect(later.map(({ verdict }) => verdict)).not.toContain('not-checked');
  });

  it('refuses what would change anything, and what looks at files as they are now, and keeps nothing', async () => {
    const { engine, job } = trial.bench;
    const name = nameAsOf(workspace, iso(moments.list[0]?.ms ?? 0));
    const before = (await engine.call('evidence.log', { workspace })).log.leaves;
    for (const attempt of [
      job('sync.run', { workspace: name }),
      job('verify.run', { workspace: name, run: deepRun }),
      job('evidence.verify', { workspace: name }),
      engine.call('workspaces.setMaps', { workspace: name, maps: [] }),
      engine.call('findings.acknowledge', { workspace: name, ids: ['0123456789abcdef'], reason: 'no' }),
      engine.call('baseline.lock', { workspace: name, run: deepRun, reason: 'no' }),
      engine.call('files.preview', { workspace: name, lid: deepRun }),
      engine.call('evidence.handOut', { workspace: name, out: join(trial.folder, 'no.txt') }),
    ])
      await expect(attempt).rejects.toMatchObject({ code: 'not-supported', message: expect.stringContaining('Go back to now') });
    expect((await engine.call('evidence.log', { workspace })).log.leaves).toBe(before);
    await expect(engine.call('workspaces.add', { name, store: { type: 'folder', path: trial.files } })).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('a table written out in it says so in its first line', async () => {
    const { engine } = trial.bench;
    const name = nameAsOf(workspace, iso(moments.list[0]?.ms ?? 0));
    const save = async (of: string, out: string) => {
      const { table } = await engine.call('tables.begin', { workspace: of, title: 'Runs', columns: ['name'], filter: '' });
      await engine.call('tables.add', { workspace: of, table, rows: '[["one"]]' });
      await engine.call('tables.save', { workspace: of, table, rows: 1, out });
      return readFileSync(out, 'utf8').split('\r\n');
    };
    const [then, now] = [await save(name, join(trial.folder, 'then.csv')), await save(workspace, join(trial.folder, 'now.csv'))];
    expect(then[0]).toMatch(/^"As of .* UTC: later syncs/);
    expect(then.slice(1)).toEqual(now);
  });

  it('what is looked at is journalled now, with the instant; the journal shown ends then', async () => {
    const { engine } = trial.bench;
    const at = iso(moments.list[3]?.ms ?? 0);
    const name = nameAsOf(workspace, at);
    await engine.call('records.get', { workspace: name, lid: deepRun });
    const now = await engine.call('journal.list', { workspace, act: 'record-opened', descending: true, limit: 1 });
    expect(now.events[0]?.detail).toMatchObject({ lid: deepRun, asOf: at });
    const then = await engine.call('journal.list', { workspace: name, limit: 1 });
    expect(then.total).toBeLessThan(now.state.lines);
    expect(then.events.every((one) => one.at <= at)).toBe(true);
  });

  it('is in memory alone: nothing but journal lines is written, and a new process opens it again', async () => {
    const seen = () => filesBelow(join(trial.bench.home, workspace)).filter(({ path }) => !path.startsWith('journal'));
    const before = seen();
    const name = nameAsOf(workspace, iso((moments.list[1]?.ms ?? 0) + 1));
    const first = await answers(trial.bench.engine, name);
    expect(seen()).toEqual(before);
    const again = await trial.bench.restart();
    trial = { ...trial, bench: again };
    expect(await answers(again.engine, name)).toEqual(first);
  });

  it('of many views only a few stay open, each opened again when it is asked', async () => {
    for (const { ms } of moments.list.slice(0, 6)) {
      const { asOf } = await trial.bench.job('time.open', { workspace: nameAsOf(workspace, iso(ms)) });
      expect(asOf?.at).toBe(iso(ms));
    }
    expect((await trial.bench.engine.call('sync.list', { workspace: nameAsOf(workspace, iso(moments.list[0]?.ms ?? 0)) })).syncs).toHaveLength(1);
  });

  it('is stopped when nobody waits for it any more, and made by the next who asks', async () => {
    const name = nameAsOf(workspace, iso((moments.list.at(-1)?.ms ?? 0) - 1));
    const stop = new AbortController();
    // So that who waits is told before it is made, on a fast machine too.
    const { setTimeout: real } = globalThis;
    const timers = vi.spyOn(globalThis, 'setTimeout').mockImplementation(((act: () => void) => real(act, 0)) as typeof setTimeout);
    try {
      await expect(trial.bench.job('time.open', { workspace: name }, () => stop.abort(), stop.signal)).rejects.toThrow();
    } finally {
      timers.mockRestore();
    }
    const [one, other] = await Promise.all([trial.bench.job('time.open', { workspace: name }), trial.bench.engine.call('sync.list', { workspace: name })]);
    expect(one.asOf?.at).toBeDefined();
    expect(other.syncs.length).toBeGreaterThan(0);
  });

  it('later than now is refused', async () => {
    await expect(trial.bench.engine.call('runs.list', { workspace: nameAsOf(workspace, '2999-01-01T00:00:00.000Z') })).rejects.toMatchObject({ code: 'bad-input' });
    await expect(trial.bench.engine.call('runs.list', { workspace: nameAsOf('no-such', '2024-01-01T00:00:00.000Z') })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('a report made in it says so in its head', async () => {
    const at = iso(moments.list.at(-1)?.ms ?? 0);
    const { outline } = await trial.bench.engine.call('report.outline', { workspace: nameAsOf(workspace, at), about: { kind: 'run', run: deepRun } });
    expect(JSON.stringify(outline.sections[0])).toContain('As of ');
    const { outline: now } = await trial.bench.engine.call('report.outline', { workspace, about: { kind: 'run', run: deepRun } });
    expect(JSON.stringify(now.sections[0])).not.toContain('As of ');
  });
});

/** Words that name a path depend on the maps of then, which a cut ledger alone does not hold. */
function withoutMaps({ results, outputs, ...rest }: Answers): object {
  const text = JSON.stringify({ results, outputs });
  return { ...rest, checks: JSON.parse(text.replaceAll(/"checkedPath":("[^"]*"|null)/g, '"checkedPath":null')) };
}

function filesBelow(folder: string): { path: string; digest: string }[] {
  return (readdirSync(folder, { recursive: true, withFileTypes: true }) as unknown as { isFile(): boolean; parentPath?: string; path: string; name: string }[])
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath ?? one.path, one.name))
    .sort()
    .map((path) => ({ path: path.slice(folder.length + 1), digest: createHash('sha256').update(readFileSync(path)).digest('hex') }));
}
