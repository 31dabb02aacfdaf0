/**
 * Single questions, warm, on a large store: a record by its LID, walks up and down the whole graph, a page of a label, the start of a LID and of a label, a LID and a path as they are, a text anywhere in names and paths; goals beside them.
 * BENCH_RECORDS and BENCH_TASKS take other sizes; BENCH_FOLDER keeps store and workspace, the same as for the pages of the window.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadRecord } from '../../core/engine/lineage-records';
import { openWorkspace } from '../../core/engine/open-workspace';
import { linesInTurns } from '../../core/engine/search/lines';
import type { Graph } from '../../core/graph/adjacency';
import { makeGraph } from '../../core/graph/load';
import { reached } from '../../core/graph/walk';
import { readImage } from '../../core/index/image';
import { atOnce } from '../../core/pause';
import { keyOfLid } from '../../core/record/lid';
import { openWorkbench, type Workbench } from '../workbench';
import type { GeneratedStore } from './generate-store';
import { preparedStore } from './prepared-store';
import { type Measured, median, p95, report, time } from './table';

const records = Number(process.env.BENCH_RECORDS ?? 200_000);
const tasks = Number(process.env.BENCH_TASKS ?? 20_000);
const kept = process.env.BENCH_FOLDER;
const workspace = 'big';
const rows: Measured[] = [];
let bench: Workbench;
let made: GeneratedStore;
/** LIDs of files from all over the store, never one twice. */
let files: string[];
/** Their recorded paths. */
let paths: string[];

beforeAll(async () => {
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'bench-'));
  made = await preparedStore(folder, workspace, records, tasks);
  bench = await openWorkbench({ folder, keepFolder: kept !== undefined });
  const page = async (offset: number) => (await find('kind:file', { group: 'files', offset, limit: 50 })).groups[0]?.hits ?? [];
  // As the end of a sync, or an idle window, makes it: a folder that is kept may be of a program before.
  const open = openWorkspace(bench.ports, workspace, () => undefined);
  linesInTurns(open).whole();
  open.close();
  files = [];
  paths = [];
  for (let i = 0; i < 8; i++)
    for (const { lid, detail } of await page(i * Math.floor(made.records / 20))) {
      if (lid === null) continue;
      files.push(lid);
      paths.push(detail);
    }
  expect(new Set(files).size).toBeGreaterThan(200);
}, 3_600_000);
afterAll(() => {
  bench.close();
  report(`Questions, ${made.records.toLocaleString('en')} records`, rows);
});

const find = (text: string, more: object = {}) => bench.engine.call('search.find', { workspace, text, settled: false, ...more });

/** How many files carry it, on one page of them. */
async function labelPage(at: number): Promise<number> {
  const [files] = (await find('label:deliverable', { group: 'files', limit: 100, offset: at * 100 })).groups;
  expect(files?.hits).toHaveLength(100);
  return files?.total ?? 0;
}

/** Asks each question once before it is timed, and then `times` of them. */
async function ask(what: string, goal: string, times: number, question: (i: number) => unknown): Promise<void> {
  await question(0);
  const taken: number[] = [];
  for (let i = 1; i <= times; i++) taken.push(await time(() => question(i)));
  rows.push({ what, value: `${p95(taken).toFixed(1)} ms`, against: `p95 of ${times}, median ${median(taken).toFixed(1)} ms; goal: ${goal}` });
}

const nth = (lids: readonly string[], i: number): string => lids[i % lids.length] ?? '';

it('finds records by LID', async () => {
  const open = openWorkspace(bench.ports, workspace, () => undefined);
  await ask('a record by its LID, from the index to its parsed bytes', '2 ms', 200, (i) => expect(loadRecord(open, keyOfLid(nth(files, i)))).not.toBeNull());
  open.close();
  await ask('… as an answer, written into the journal', 'none', 200, (i) => bench.engine.call('lineage.view', { workspace, lid: nth(files, i) }));
  await ask('what a LID means, whole', '2 ms', 200, (i) => bench.engine.call('lineage.resolve', { workspace, text: nth(files, i) }));
  await ask('… its start', '2 ms', 200, (i) => bench.engine.call('lineage.resolve', { workspace, text: nth(made.runs, i).slice(0, 26) }));
  await ask('a file by its whole recorded path', '2 ms', 200, (i) => bench.engine.call('lineage.resolve', { workspace, text: nth(paths, i) }));
  await ask('Nextflow’s find, with a whole path', '2 ms', 50, (i) => bench.engine.call('lineage.find', { workspace, terms: [{ key: 'path', value: nth(paths, i) }] }));
  // As it is typed: what goes on with the text before is no question of its own in the journal.
  await ask('the start of a LID in the search, letter by letter', '2 ms', 60, (i) => find(nth(made.runs, Math.floor(i / 24)).slice(0, 14 + (i % 24))));
}, 600_000);

it('walks', async () => {
  const image = readImage(bench.ports, join(workspace, 'index', 'index.db'));
  if (image === null) throw new Error('There is no index.');
  const db = bench.ports.openSql(image.bytes);
  let graph = {} as Graph;
  rows.push({
    what: 'the graph, out of the index',
    value: `${(await time(() => (graph = atOnce(makeGraph(db))))).toFixed(0)} ms`,
    against: `once; ${graph.count.toLocaleString('en')} nodes`,
  });
  /** The node with the most neighbours: the reference that all tasks read, and the outputs of the wide run. */
  const widest = (direction: 'up' | 'down') => {
    const { start } = graph[direction];
    let node = 0;
    for (let one = 1; one < graph.count; one++) if ((start[one + 1] ?? 0) - (start[one] ?? 0) > (start[node + 1] ?? 0) - (start[node] ?? 0)) node = one;
    return { node, nodes: reached(graph, [node], { direction }).length };
  };
  for (const direction of ['up', 'down'] as const) {
    const { node, nodes } = widest(direction);
    await ask(`everything ${direction}stream: ${nodes.toLocaleString('en')} nodes`, nodes > 60_000 ? '60 ms for 230,000' : '20 ms for 50,000', 50, () =>
      reached(graph, [node], { direction }),
    );
  }
  db.close();
}, 600_000);

it('finds texts and labels', async () => {
  await ask('labels that begin as it is typed', '2 ms', 50, (i) => {
    const text = `label:${'deliverable'.slice(0, 1 + (i % 10))}`;
    return bench.engine.call('search.suggest', { workspace, text, caret: text.length });
  });
  const pages = Math.floor((await labelPage(0)) / 100);
  await ask('a page of 100 files of a label, of the first 50', 'none', 50, (i) => labelPage(i % pages));
  await ask('… behind them', '2 ms', 200, (i) => labelPage((50 + i) % pages));
  await ask('… its first one, another label asked for before', 'none', 10, (i) => find(i % 2 === 0 ? 'label:deliverable' : 'label:variant-call', { group: 'files', limit: 100 }));
  await ask('the page of a label, its first 100 runs', 'none', 50, () => bench.engine.call('labels.get', { workspace, label: 'deliverable', limit: 100 }));
  await ask('a text anywhere in names and paths', '60 ms', 50, (i) => find(`S00${String(i).padStart(2, '0')}_1`));
}, 600_000);
