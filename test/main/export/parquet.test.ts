/** A workspace as Parquet tables: every row of the index, once, read back by another reader; nothing left where it is stopped or refused. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tableNames, tables } from '../../../core/parquet/tables';
import { openWorkbench, unpack, type Workbench } from '../../workbench';
import { filesBelow, readTables, type TableRow } from './read-tables';

const workspace = 'trial';
const run = 'lid://87cf4e7e67eebdbcf18cc6b623acf905';
let bench: Workbench;
let folder: string;
let read: Record<string, TableRow[]>;
let told: { rows: Record<string, number>; sha256: string; files: number; bytes: number };
beforeAll(async () => {
  bench = await openWorkbench();
  await bench.sync(workspace, join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'trial')), 'lineage'));
  await bench.job('verify.run', { workspace, run });
  folder = join(bench.folder, 'tables');
  told = await bench.job('export.tables', { workspace, folder });
  read = await readTables(folder);
}, 60_000);
afterAll(() => bench.close());

it('holds by sha256sum, and the journal names the digests', async () => {
  expect(execFileSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], { cwd: folder, encoding: 'utf8' })).toBe('');
  const sums = readFileSync(join(folder, 'SHA256SUMS'));
  expect(createHash('sha256').update(sums).digest('hex')).toBe(told.sha256);
  const files = filesBelow(folder);
  expect(
    sums
      .toString()
      .trim()
      .split('\n')
      .map((line) => line.slice(66))
      .sort(),
  ).toEqual(files.filter((name) => name !== 'SHA256SUMS'));
  expect(told.files).toBe(files.length);
  const { events } = await bench.engine.call('journal.list', { workspace, limit: 5 });
  expect(events[0]).toMatchObject({ act: 'tables-exported', detail: { path: folder, sha256: told.sha256, rows: told.rows } });
});

it('has as many rows as the index, in its columns and no others, each text and number as it was recorded', async () => {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  expect(manifest).toMatchObject({ format: 'lineage-audit-tables/1', workspace, rows: told.rows, maskedBy: { number: 0 } });
  for (const name of tableNames) {
    const { columns, partition } = tables[name];
    expect(read[name]?.length, name).toBe(told.rows[name]);
    expect(manifest.files.filter((file: { name: string }) => file.name.startsWith(`${name}/`)).reduce((sum: number, { rows }: { rows: number }) => sum + rows, 0)).toBe(
      told.rows[name],
    );
    for (const row of read[name] ?? []) expect(Object.keys(row).sort()).toEqual([...Object.keys(columns), ...(partition === null ? [] : [partition.name])].sort());
  }
  const found = await bench.engine.call('workspaces.get', { workspace });
  const records = read.records ?? [];
  expect(records.filter(({ state }) => state === 'present').length).toBe(found.workspace.records);
  expect(new Set(records.map(({ lid }) => lid)).size).toBe(records.length);
  for (const row of records.filter(({ kind }) => kind === 'FileOutput').slice(0, 40)) {
    const bytes = readFileSync(join(bench.folder, 'trial', 'lineage', String(row.store_path)));
    const { spec } = JSON.parse(bytes.toString()) as { spec: { path: string; size: number; createdAt: string; checksum: { value: string } } };
    expect({ path: row.path, size: Number(row.size), text: row.created_text, sum: row.checksum }).toEqual({
      path: spec.path,
      size: spec.size,
      text: spec.createdAt,
      sum: spec.checksum.value,
    });
    expect((row.created as Date).getTime()).toBe(Math.floor(Date.parse(spec.createdAt)));
    expect(row.record_sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  }
});

it('has the links of the graph, the labels, the parameters, the findings', async () => {
  const lid = String((read.records ?? []).find(({ published, run: own }) => published === true && own === run)?.lid);
  const { edges } = await bench.engine.call('graph.trace', { workspace, lid, direction: 'up', runs: true });
  const links = new Set((read.edges ?? []).map(({ source, target, relation, inferred }) => `${source} ${relation} ${target} ${inferred}`));
  expect(edges.length).toBeGreaterThan(5);
  for (const { from, to, relation, inferred } of edges) expect([...links]).toContain(`${from} ${relation} ${to} ${inferred}`);
  const { labels } = await bench.engine.call('labels.list', { workspace });
  const counted = (label: string) => (read.labels ?? []).filter((one) => one.label === label && one.origin === 'nextflow').length;
  for (const one of labels) expect(counted(one.label), one.label).toBe(one.nextflow);
  const { run: page } = await bench.engine.call('runs.get', { workspace, lid: run });
  expect(
    (read.parameters ?? [])
      .filter((one) => one.run === run)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(page.params.map(({ name }) => name).sort());
  const { total } = await bench.engine.call('findings.list', { workspace });
  expect((read.observations ?? []).filter(({ kind }) => kind === 'finding').length).toBe(total);
  const checks = (read.observations ?? []).filter(({ kind }) => kind === 'check');
  const { outputs } = await bench.engine.call('runs.outputs', { workspace, lid: run });
  expect(checks.length).toBe(outputs.length);
  for (const one of outputs) expect(checks.find((check) => check.lid === one.lid)).toMatchObject({ verdict: one.check?.verdict, sha256: one.check?.sha256, stale: false });
});

it('gives the same tables again', async () => {
  const again = join(bench.folder, 'again');
  await bench.job('export.tables', { workspace, folder: again });
  for (const name of filesBelow(folder).filter((one) => !one.startsWith('manifest') && one !== 'SHA256SUMS'))
    expect(readFileSync(join(again, name)).equals(readFileSync(join(folder, name))), name).toBe(true);
});

it('leaves nothing that looks whole where it is stopped, wherever that is', async () => {
  const seen: string[] = [];
  await bench.job('export.tables', { workspace, folder: join(bench.folder, 'seen') }, ({ phase }) => void seen.push(phase));
  for (const [at, phase] of seen.entries()) {
    const stop = new AbortController();
    let count = 0;
    const out = join(bench.folder, 'stopped');
    await expect(
      bench.job('export.tables', { workspace, folder: out }, () => (count++ === at ? stop.abort() : undefined), stop.signal),
      phase,
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(readdirSync(bench.folder).filter((name) => name.startsWith('stopped'))).toEqual([]);
  }
  expect(seen.length).toBeGreaterThan(4);
});

it('refuses a folder that is not empty, one in the store, one among the workspaces; takes an empty one', async () => {
  const full = join(bench.folder, 'full');
  mkdirSync(full);
  writeFileSync(join(full, 'mine.txt'), 'mine');
  for (const bad of [full, join(bench.home, 'x'), join(bench.folder, 'trial', 'lineage', 'x'), join(full, 'mine.txt')])
    await expect(bench.job('export.tables', { workspace, folder: bad }), bad).rejects.toMatchObject({ code: expect.stringMatching(/bad-input|disk/) });
  expect(readFileSync(join(full, 'mine.txt'), 'utf8')).toBe('mine');
  const empty = join(bench.folder, 'empty');
  mkdirSync(empty);
  await bench.job('export.tables', { workspace, folder: empty });
  expect(existsSync(join(empty, 'SHA256SUMS'))).toBe(true);
});

it('writes nothing where something is kept meanwhile', async () => {
  const out = join(bench.folder, 'meanwhile');
  let kept = false;
  const job = bench.engine.job('export.tables', { workspace, folder: out }, new AbortController().signal);
  const all = async () => {
    for (;;) {
      const step = await job.next();
      if (step.done) return step.value;
      if (kept) continue;
      kept = true;
      await bench.job('verify.run', { workspace, run });
    }
  };
  await expect(all()).rejects.toMatchObject({ code: 'in-use' });
  expect(existsSync(out)).toBe(false);
});

it('is of an earlier time as well, which its manifest names', async () => {
  const { name } = await bench.engine.call('time.resolve', { workspace, text: 'sync:1' });
  const out = join(bench.folder, 'earlier');
  const result = await bench.job('export.tables', { workspace: name, folder: out });
  expect(result.rows).toMatchObject({ records: told.rows.records, edges: told.rows.edges });
  expect(result.rows.observations).toBeLessThan(told.rows.observations ?? 0);
  expect(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'))).toMatchObject({ workspace, asOf: name.slice(name.indexOf('@') + 1) });
});

it('is described column by column in the guide', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../../docs/guide/parquet.md'), 'utf8').replace(/ +/g, ' ');
  for (const name of tableNames) {
    const { about, columns, partition } = tables[name];
    const escaped = (text: string) => text.replaceAll('|', '\\|');
    expect(guide).toContain(`### ${name}\n\n${about}\n`);
    if (partition !== null) expect(guide).toContain(`| \`${partition.name}\` (folder) | text | ${escaped(partition.about)} |`);
    for (const [column, { type, about: what }] of Object.entries(columns)) expect(guide).toContain(`| \`${column}\` | ${type} | ${escaped(what)} |`);
  }
});
