/** Syncs hostile objects, asks everything that can be asked about them, and counts what became of each. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CallName, Input } from '../../core/contract';
import { AuditError } from '../../core/errors';
import { openMirror } from '../../core/evidence/mirror';
import { findingTypes } from '../../core/findings/kinds';
import type { LineageStore } from '../../core/store/lineage-store';
import { maxObjectBytes } from '../../core/store/lineage-store';
import { openWorkbench, type Workbench } from '../workbench';
import { type HostileClass, type HostileObject, hostileObjects, hostileRun, largeObject } from './hostile-records';

const workspace = 'w';

export interface HostileOutcome {
  objects: number;
  /** Objects whose bytes are not in the packs under their SHA-256. */
  lost: string[];
  /** Objects of which nothing is told: no record and no finding. */
  untold: string[];
  byClass: Record<string, { objects: number; records: number; history: number; unreadable: number; findings: number }>;
  /** Questions asked, and those that failed with anything but an error in words. */
  asked: number;
  crashes: string[];
  /** Paths outside the workspace's folder that came, went or changed. */
  touched: string[];
  polluted: boolean;
  verified: { ok: boolean; faults: number; differences: number };
  sync: { listed: number; accounted: number; newFindings: number };
  peakMegabytes: number;
}

/** A store that lists what no file system and no bucket could hold: read as any other. */
export function storeOf(objects: Map<string, Uint8Array>): LineageStore {
  return {
    text: '/made/by/hand',
    async *list() {
      let page = [];
      for (const [path, bytes] of objects) {
        page.push({ path, size: bytes.length, tag: String(bytes.length), modifiedMillis: 1_767_225_600_000 });
        if (page.length === 1000) yield page.splice(0);
      }
      yield page;
      page = [];
    },
    async *listAt(paths) {
      const page = [];
      for (const [path, bytes] of objects)
        if (paths.some((at) => path === at || path.startsWith(`${at}/`))) page.push({ path, size: bytes.length, tag: String(bytes.length), modifiedMillis: 1_767_225_600_000 });
      yield page;
    },
    async *readMany(wanted) {
      for (const object of wanted) {
        const bytes = objects.get(object.path);
        if (bytes === undefined) yield { object, error: { code: 'gone', message: 'gone' } };
        else if (bytes.length > maxObjectBytes) yield { object, error: { code: 'too-large', message: 'too large' } };
        else yield { object, bytes };
      }
    },
    identity: async () => [],
    test: async () => ({ checks: [], looksLikeLineage: true }),
    close: () => undefined,
  };
}

/** `large`: bytes of one more object; `pages`: every how many-th record is opened. */
export async function runHostile(count: number, options: { large: number; every: number; runs: number }): Promise<HostileOutcome> {
  const objects = new Map<string, Uint8Array>();
  const whatOf = new Map<string, HostileClass>();
  const add = ({ path, bytes, what }: HostileObject) => {
    let unique = path;
    for (let twin = 1; objects.has(unique); twin++) unique = path.replace(/(?=(\/\.data\.json)?$)/, `.${twin}`);
    objects.set(unique, bytes);
    whatOf.set(unique, what);
  };
  for (const object of hostileObjects(count)) add(object);
  add(largeObject(options.large));
  const bench = await openWorkbench({ change: (ports) => ({ ...ports, openStore: () => storeOf(objects) }) });
  try {
    const outside = join(bench.folder, 'outside');
    mkdirSync(outside, { recursive: true });
    writeFileSync(join(outside, 'touched'), 'as it was');
    await bench.engine.call('workspaces.add', { name: workspace, store: { type: 'folder', path: '/made/by/hand' }, maps: [] });
    const before = treeOf(bench);
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 20);
    const synced = await bench.job('sync.run', { workspace });
    const asked = await askEverything(bench, [...objects.keys()], options);
    const again = await bench.job('sync.run', { workspace });
    if (again.fetched !== 0 || again.changed !== 0) asked.crashes.push(`a second sync read ${again.fetched} objects again`);
    const verified = await bench.job('evidence.verify', { workspace });
    clearInterval(watch);
    peak = Math.max(peak, process.memoryUsage().rss);
    const after = treeOf(bench);
    const { lost, untold, byClass } = await accountFor(bench, objects, whatOf);
    return {
      objects: objects.size,
      lost,
      untold,
      byClass,
      ...asked,
      touched: [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path)),
      polluted: ({} as { polluted?: unknown }).polluted !== undefined || (globalThis as { polluted?: unknown }).polluted !== undefined,
      verified: { ok: verified.ok, faults: verified.faults.length, differences: verified.index.differences.length },
      sync: {
        listed: synced.listed,
        accounted: synced.records + synced.history + synced.quarantined + synced.ignored,
        newFindings: Object.values(synced.findings).reduce((sum, one) => sum + one, 0),
      },
      peakMegabytes: Math.round(peak / 1e6),
    };
  } finally {
    bench.close();
  }
}

/** Everything below the test's folder but the workspace itself and the keys: path → size, time and content. */
function treeOf({ folder }: Workbench): Map<string, string> {
  const tree = new Map<string, string>();
  const walk = (below: string) => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (path === `home/${workspace}` || path === 'home/keys' || path.startsWith('out')) {
        if (path !== 'outside') continue;
      }
      if (entry.isDirectory()) walk(path);
      else
        tree.set(
          path,
          `${statSync(join(folder, path)).mtimeMs} ${createHash('sha256')
            .update(readFileSync(join(folder, path)))
            .digest('hex')}`,
        );
      if (entry.isDirectory()) tree.set(path, 'folder');
    }
  };
  walk('');
  return tree;
}

async function askEverything(bench: Workbench, objectPaths: readonly string[], { every, runs }: { every: number; runs: number }): Promise<{ asked: number; crashes: string[] }> {
  let asked = 0;
  const crashes: string[] = [];
  /** An error in words is an answer; anything else is a crash. */
  const attempt = async (what: string, ask: () => Promise<unknown>) => {
    asked++;
    try {
      JSON.stringify(await ask());
    } catch (error) {
      if (!(error instanceof AuditError) || error.code === 'internal') crashes.push(`${what}: ${error instanceof Error ? error.stack : String(error)}`);
    }
  };
  const call = <N extends CallName>(name: N, input: Input<N>) => attempt(`${name} ${JSON.stringify(input).slice(0, 300)}`, () => bench.engine.call(name, input));
  const keys = objectPaths.filter((path) => path.endsWith('/.data.json')).map((path) => path.slice(0, -'/.data.json'.length));
  for (const key of keys.filter((_, at) => at % every === 0)) {
    const lid = `lid://${key}`;
    if (lid.length > 4000) continue;
    await call('records.get', { workspace, lid });
    await call('records.naming', { workspace, lid });
    await attempt(`lists of ${lid}`, async () => {
      const { cut } = (await bench.engine.call('records.get', { workspace, lid, first: 1 })).record;
      return Promise.all(cut.slice(0, 3).map(({ within }) => bench.engine.call('records.entries', { workspace, lid, within })));
    });
    await call('records.raw', { workspace, lid });
    await call('lineage.view', { workspace, lid });
    await call('graph.trace', { workspace, lid, direction: 'up', limit: 1000 });
  }
  for (const key of keys.filter((_, at) => at % (every * 10) === 0)) {
    const lid = `lid://${key}`;
    if (lid.length > 4000) continue;
    await call('lineage.render', { workspace, lid });
    await call('files.preview', { workspace, lid });
    for (const side of ['inputs', 'outputs'] as const) await call('tasks.files', { workspace, lid, side });
    await call('tasks.values', { workspace, lid });
    await call('graph.trace', { workspace, lid, direction: 'down', limit: 1000 });
    await call('lineage.diff', { workspace, left: lid, right: `lid://${keys[0]}` });
  }
  for (const text of ['<script>', '__proto__', '\u202e', '\u0000', "'; DROP TABLE node; --", '%', '_', '../..', 'lid://', 'run_', '\ud800', '*', '"']) {
    await call('search.find', { workspace, text });
    await call('lineage.find', { workspace, terms: [{ key: text, value: text }] });
  }
  await call('lineage.find', { workspace, terms: [{ key: '__proto__.polluted', value: '1' }] });
  await call('lineage.list', { workspace });
  await call('overwrites.list', { workspace });
  const { runs: rows } = await bench.engine.call('runs.list', { workspace });
  const chosen = [`lid://${hostileRun}`, ...rows.filter((_, at) => at % Math.max(1, Math.floor(rows.length / runs)) === 0).map((row) => row.lid)];
  for (const [at, lid] of chosen.entries()) {
    for (const name of ['runs.get', 'runs.tasks', 'runs.outputs', 'runs.inputs', 'runs.environment', 'code.results'] as const) {
      if (name === 'code.results') await call(name, { workspace, run: lid });
      else await call(name, { workspace, lid });
    }
    await call('report.outline', { workspace, about: { kind: 'run', run: lid } });
    if (at < 5) await attempt(`report.pdf ${lid}`, () => bench.job('report.pdf', { workspace, about: { kind: 'run', run: lid }, out: join(bench.folder, `out-${at}.pdf`) }));
  }
  await attempt('verify.run', () => bench.job('verify.run', { workspace, run: `lid://${hostileRun}`, work: true, inputs: true }));
  await attempt('compare.runs', () => bench.job('compare.runs', { workspace, left: `lid://${hostileRun}`, right: chosen[1] ?? `lid://${hostileRun}` }));
  for (const type of findingTypes) {
    const { findings } = await bench.engine.call('findings.list', { workspace, type, limit: 3 });
    for (const { id } of findings) await call('findings.show', { workspace, id });
  }
  return { asked, crashes };
}

async function accountFor(bench: Workbench, objects: Map<string, Uint8Array>, whatOf: Map<string, HostileClass>) {
  const kept = new Set<string>();
  const mirror = openMirror(bench.ports, `${workspace}/evidence/packs`);
  for (const { sha256 } of mirror.scan({ segment: 1, offset: 0 }, () => undefined)) kept.add(sha256);
  mirror.close();
  const spoken = new Map<string, Set<string>>();
  for (let offset = 0; ; offset += 10_000) {
    const { findings } = await bench.engine.call('findings.list', { workspace, offset, limit: 10_000 });
    for (const { object, type } of findings) if (object !== null) spoken.set(object, (spoken.get(object) ?? new Set()).add(type));
    if (findings.length < 10_000) break;
  }
  const lost: string[] = [];
  const untold: string[] = [];
  const byClass: HostileOutcome['byClass'] = {};
  for (const [path, bytes] of objects) {
    if (!kept.has(createHash('sha256').update(bytes).digest('hex'))) lost.push(path);
    const what = whatOf.get(path) ?? 'good';
    byClass[what] ??= { objects: 0, records: 0, history: 0, unreadable: 0, findings: 0 };
    const counts = byClass[what];
    counts.objects++;
    const types = spoken.get(path);
    if (types !== undefined) counts.findings++;
    if (types?.has('quarantined')) counts.unreadable++;
    else if (path.startsWith('.history/')) counts.history++;
    else if (await isRecord(bench, path)) counts.records++;
    else if (types === undefined) untold.push(path);
  }
  return { lost, untold, byClass };
}

async function isRecord(bench: Workbench, path: string): Promise<boolean> {
  try {
    const { record } = await bench.engine.call('records.get', { workspace, lid: `lid://${path.slice(0, -'/.data.json'.length)}` });
    return record.state === 'present' && record.storePath === path;
  } catch {
    return false;
  }
}
