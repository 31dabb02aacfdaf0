/** Exports of tables are read by DuckDB, and their questions answered there as this program answers them; the SQL for Trino and Athena is of their grammar. */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { tableNames } from '../../core/parquet/tables';
import { readTables } from '../main/export/read-tables';
import { hostileObjects } from '../torture/hostile-records';
import { storeOf } from '../torture/hostile-store';
import { openWorkbench, type Workbench } from '../workbench';
import { itBy, runValidator } from './validators';

const here = import.meta.dirname;
const workspace = 'demo';
let bench: Workbench;
let hostile: Workbench;
let folder: string;
let told: Record<string, number>;
let runs: string[];

beforeAll(async () => {
  bench = await openWorkbench();
  const { unpackDemo } = (await import(new URL('../../build/demo.mjs', import.meta.url).href)) as { unpackDemo(folder: string): string };
  const files = unpackDemo(join(bench.folder, 'files'));
  await bench.sync(workspace, join(files, 'lineage'), [{ from: '/data/trial-042', to: files }]);
  runs = (await bench.engine.call('runs.list', { workspace })).runs.map(({ lid }) => lid);
  for (const run of runs) await bench.job('verify.run', { workspace, run }).catch(() => undefined);
  // One of them has changed since its fingerprint was taken.
  const { outputs } = await bench.engine.call('runs.outputs', { workspace, lid: runs[0] ?? '' });
  const changed = outputs.find(({ check }) => check?.checkedPath != null && check.sha256 !== null);
  appendFileSync(changed?.check?.checkedPath ?? '', 'changed');
  await bench.job('verify.run', { workspace, run: runs[0] ?? '' });
  folder = join(bench.folder, 'tables');
  ({ rows: told } = await bench.job('export.tables', { workspace, folder }));
  const objects = new Map([...hostileObjects(310)].map(({ path, bytes }) => [path, bytes]));
  hostile = await openWorkbench({ change: (ports) => ({ ...ports, openStore: () => storeOf(objects) }) });
  await hostile.engine.call('workspaces.add', { name: workspace, store: { type: 'folder', path: '/made/by/hand' }, maps: [] });
  await hostile.job('sync.run', { workspace });
}, 300_000);
afterAll(() => {
  bench.close();
  hostile.close();
});

type Row = Record<string, string | number | boolean | null>;

function ask(cwd: string, questions: Record<string, Record<string, string>[]>): { counts: Record<string, number>; answers: Record<string, Row[][]> } {
  const { status, stdout, stderr } = runValidator('duckdb', [join(here, 'ask_tables.py')], { cwd, input: JSON.stringify({ tables: tableNames, questions }) });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

itBy('duckdb')('counts the rows that the manifest tells of', () => {
  expect(ask(folder, {}).counts).toEqual(told);
});

itBy('duckdb')('says what each published file was made from as the graph does, and with which parameters', async () => {
  const lids: string[] = [];
  for (const lid of runs) for (const one of (await bench.engine.call('runs.outputs', { workspace, lid })).outputs) if (one.lid !== null) lids.push(one.lid);
  const { answers } = ask(folder, { 'made-from': lids.map((lid) => ({ 'LID-OF-THE-FILE': lid })), 'parameters-behind': lids.map((lid) => ({ 'LID-OF-THE-FILE': lid })) });
  expect(lids.length).toBeGreaterThan(50);
  let deepest = 0;
  for (const [at, lid] of lids.entries()) {
    const rows = answers['made-from']?.[at] ?? [];
    const { nodes, edges, truncated } = await bench.engine.call('graph.trace', { workspace, lid, direction: 'up', runs: true, limit: 5000 });
    expect(truncated).toBe(false);
    const carrying = new Set(['read', 'produced', 'published']);
    const isRun = new Set(nodes.filter(({ kind }) => kind === 'WorkflowRun').map((node) => node.lid));
    const steps = new Map([[lid, 0]]);
    for (const [one, distance] of steps)
      for (const { from, to, relation } of edges) if (to === one && carrying.has(relation) && !steps.has(from) && !isRun.has(from)) steps.set(from, distance + 1);
    expect(new Map(rows.map((row) => [row.lid, row.steps]))).toEqual(steps);
    expect(rows.every(({ cut }) => cut === false)).toBe(true);
    const kinds = new Map(nodes.map((node) => [node.lid, node.kind]));
    for (const row of rows) expect(row.kind).toBe(kinds.get(String(row.lid)));
    deepest = Math.max(deepest, ...steps.values());
    const { steps: history, stepCount } = await bench.engine.call('custody.get', { workspace, lid, limit: 500 });
    expect(history.length).toBe(stepCount);
    const tasks = history.filter(({ step }) => step === 'task').map((one) => one.lid);
    expect(
      rows
        .filter(({ kind }) => kind === 'TaskRun')
        .map((row) => row.lid)
        .sort(),
      lid,
    ).toEqual(tasks.sort());
    const behind = new Set(rows.map(({ run }) => run).filter((run) => run !== null));
    expect(new Set((answers['parameters-behind']?.[at] ?? []).map(({ run }) => run))).toEqual(behind);
  }
  expect(deepest).toBeGreaterThan(5);
  const { run } = await bench.engine.call('runs.get', { workspace, lid: runs[0] ?? '' });
  const own = (answers['parameters-behind'] ?? []).flat().filter((row) => row.run === runs[0]);
  expect(new Set(own.map(({ name }) => name))).toEqual(new Set(run.params.map(({ name }) => name)));
});

itBy('duckdb')('says what a reference reached as impact does, recorded ways apart from inferred ones; of one content alone as well', async () => {
  const lid = '/data/trial-042/inputs/reference.fa';
  const { summary } = await bench.engine.call('impact.summary', { workspace, asked: { by: 'path', path: lid } });
  expect(summary.contents).toBe(2);
  const sums = summary.byChecksum.flatMap(({ checksum }) => checksum ?? []);
  const { answers } = ask(folder, { 'reached-from': [{ 'LID-OR-PATH': lid }, ...sums.map((sum) => ({ 'LID-OR-PATH': lid, 'ANY-CHECKSUM': sum }))] });
  const [all = [], ...each] = answers['reached-from'] ?? [];
  const recorded = all.filter(({ how }) => how === 'recorded');
  expect(recorded.filter(({ kind }) => kind === 'TaskRun').length).toBe(summary.reached.tasks);
  expect(recorded.filter(({ kind }) => kind === 'FileOutput').length).toBe(summary.reached.files);
  expect(recorded.filter(({ published }) => published === true).length).toBe(summary.reached.published);
  for (const [at, rows] of each.entries()) {
    const reached = new Set(rows.filter(({ how }) => how === 'recorded').map(({ run }) => run));
    expect(reached).toEqual(new Set(summary.byChecksum.find(({ checksum }) => checksum === sums[at])?.runs.map((run) => run.lid)));
  }
  expect(new Set(each.flat().map((row) => row.lid)).size).toBeLessThanOrEqual(all.length);
});

itBy('duckdb')('compares each two runs as this program does', async () => {
  const pairs = runs.flatMap((left) => runs.filter((right) => right !== left).map((right) => ({ left, right }))).slice(0, 12);
  const values = pairs.map(({ left, right }) => ({ 'LID-OF-THE-FIRST-RUN': left, 'LID-OF-THE-SECOND-RUN': right }));
  const { answers } = ask(folder, { 'compared-outputs': values, 'compared-parameters': values, 'compared-tasks': values });
  const seen = new Set<string>();
  for (const [at, { left, right }] of pairs.entries()) {
    const compared = await bench.job('compare.runs', { workspace, left, right });
    const rows = new Map((answers['compared-outputs']?.[at] ?? []).map((row) => [row.first_lid ?? row.second_lid, row]));
    for (const output of compared.outputs) {
      const row = rows.get(output.left?.lid ?? output.right?.lid ?? '');
      if (row === undefined) continue; // an output that is recorded as a path alone is no record
      seen.add(String(row.answer));
      const answer = String(row.answer);
      if (answer === 'only in the first') expect(output.status).toBe('only-left');
      else if (answer === 'only in the second') expect(output.status).toBe('only-right');
      else if (answer === 'the bytes read are the same') expect(output.left?.sha256).toBe(output.right?.sha256);
      else if (answer === 'the bytes read differ') expect(['different', 'not-comparable']).toContain(output.status);
      if (output.status === 'identical' && output.by === 'baseline') expect(answer).toBe('the bytes read are the same');
      if (output.by === 'one-path') expect(answer).toBe('unknown: both records name one path');
    }
    const differ = (answers['compared-parameters']?.[at] ?? []).filter(({ answer }) => answer !== 'same').map(({ name }) => name);
    expect(new Set(differ), `${left} ${right}`).toEqual(new Set(compared.params.filter(({ status }) => status !== 'same').map(({ name }) => name)));
  }
  expect(seen.size).toBeGreaterThan(2);
});

itBy('duckdb')('names every published file that is not verified, and says why', async () => {
  const { answers } = ask(folder, { 'not-proven': runs.map((run) => ({ 'LID-OF-THE-RUN': run })) });
  for (const [at, lid] of runs.entries()) {
    const { outputs } = await bench.engine.call('runs.outputs', { workspace, lid });
    const not = outputs
      .filter((one) => one.lid?.startsWith(`${lid}/`) && (one.check === null || one.check.stale || one.check.verdict !== 'content-verified'))
      .map((one) => one.lid);
    const said = (answers['not-proven']?.[at] ?? []).filter(({ what }) => what === 'content of a published file');
    expect(said.map((row) => row.lid).sort()).toEqual(not.sort());
    for (const row of said) expect(row.why).toBeTruthy();
  }
});

itBy('duckdb')(
  'reads what a hostile store is made to, every text as it is, and ends in its rings',
  async () => {
    const out = join(hostile.folder, 'tables');
    const { rows } = await hostile.job('export.tables', { workspace, folder: out });
    const tables = await readTables(out);
    const known = new Set(tables.records?.map(({ lid }) => lid));
    const found = await everyHit(hostile);
    const hits = found.filter((lid) => known.has(lid));
    // What could not be read is no record: a finding tells of it.
    const told = new Set(
      tables.observations?.flatMap(({ kind, lid, checked_path }) => (kind === 'finding' ? [lid, `lid://${String(checked_path).replace(/\/\.data\.json$/, '')}`] : [])),
    );
    expect(found.filter((lid) => !known.has(lid) && !told.has(lid))).toEqual([]);
    const { counts, answers } = ask(out, {
      'made-from': hits.map((lid) => ({ 'LID-OF-THE-FILE': lid })),
      'reached-from': hits.map((lid) => ({ 'LID-OR-PATH': lid })),
    });
    expect(counts).toEqual(rows);
    expect(hits.length).toBeGreaterThan(20);
    for (const [at, lid] of hits.entries()) {
      expect(answers['made-from']?.[at]?.find(({ steps }) => steps === 0)).toMatchObject({ lid });
      expect(answers['reached-from']?.[at]?.[0]).toBeDefined();
    }
  },
  120_000,
);

/** LIDs as the engine shows them. */
async function everyHit({ engine }: Workbench): Promise<string[]> {
  const { groups } = await engine.call('search.find', { workspace, text: 'a' });
  return groups.flatMap(({ hits }) => hits.flatMap(({ lid }) => lid ?? [])).slice(0, 40);
}

itBy('sqlglot')('is of the grammar of Trino, Athena and DuckDB; what is not is found', () => {
  for (const dialect of ['trino', 'athena', 'duckdb']) {
    const { status, stdout } = runValidator('sqlglot', [join(here, 'parse_sql.py'), dialect, join(folder, 'sql', dialect)]);
    expect(status, dialect).toBe(0);
    const parsed = JSON.parse(stdout) as Record<string, string[]>;
    expect(Object.keys(parsed).length).toBe(9);
    expect(parsed['0-tables.sql']?.filter((kind) => kind === 'Create').length).toBe(tableNames.length);
    for (const [file, kinds] of Object.entries(parsed)) if (!/^\d/.test(file)) expect(['Select', 'Union'], file).toContain(kinds.join());
  }
  expect(readFileSync(join(folder, 'sql/athena/made-from.sql'), 'utf8')).toContain('w.steps < 9');
});
