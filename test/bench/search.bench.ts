/** The search on a generated store of 200,000 records: the first question, which reads the index into its columns, and questions after it. */
import { join } from 'node:path';
import { afterAll, beforeAll, it } from 'vitest';
import { openWorkbench, type Workbench } from '../workbench';
import { generateStore } from './generate-store';
import { type Measured, p95, report, time } from './table';

const records = Number(process.env.BENCH_RECORDS ?? 200_000);
const workspace = 'w';
let bench: Workbench;
let made: ReturnType<typeof generateStore>;
const rows: Measured[] = [];

beforeAll(async () => {
  bench = await openWorkbench();
  made = generateStore(join(bench.folder, 'store'), records);
  await bench.sync(workspace, join(bench.folder, 'store'));
}, 1_200_000);
afterAll(() => {
  bench.close();
  report(`Search, ${made.records.toLocaleString('en')} records`, rows);
});

it('answers', async () => {
  const find = (text: string, more: object = {}) => bench.engine.call('search.find', { workspace, text, settled: false, ...more });
  rows.push({ what: 'first search of a session', value: `${(await time(() => find('S0003'))).toFixed(0)} ms`, against: 'builds what is kept until the records change' });
  const ask = async (what: string, texts: (i: number) => string, more: object = {}) => {
    const times: number[] = [];
    for (let i = 0; i < 20; i++) times.push(await time(() => find(texts(i), more)));
    rows.push({ what, value: `${p95(times).toFixed(1)} ms`, against: 'p95 of 20' });
  };
  await ask('part of a name, few hits', (i) => `S${String(i * 7).padStart(4, '0')}_1`);
  await ask('part of a name or path, half of all files', (i) => ['trim', 'work', 'results', 'vcf', 'generated'][i % 5] ?? '');
  await ask('one letter', (i) => 'aestrlinvc'[i % 10] ?? '');
  await ask('two words', (i) => `vcf S00${String(i).padStart(2, '0')}`);
  await ask('beginning of a LID', (i) => (made.runs[i] ?? '').slice(0, 14));
  await ask('beginning of a checksum', (i) => (made.runs[i] ?? '').slice(6, 14));
  await ask('qualifiers: label, run', (i) => `label:deliverable run:cohort_${i}`);
  await ask('qualifiers: container, after, path', (i) => `container:bcftools after:2026-01-0${1 + (i % 8)} path:results/cohort_${i}`);
  await ask('qualifiers: param, verdict, not', (i) => `param:min_qual=2${i % 3} verdict:not-checked -path:work kind:file`);
  await ask('a page far behind, newest first', (i) => `kind:file -path:cohort_${i}`, { group: 'files', sort: 'newest', offset: 50_000, limit: 500 });
  const suggest = async (what: string, text: (i: number) => string) => {
    const times: number[] = [];
    for (let i = 0; i < 20; i++) times.push(await time(() => bench.engine.call('search.suggest', { workspace, text: text(i), caret: text(i).length })));
    rows.push({ what, value: `${p95(times).toFixed(1)} ms`, against: 'p95 of 20' });
  };
  await suggest('suggestions: run:, verdict:, task:', (i) => ['run:cohort_1', 'verdict:', 'task:AL', 'param:min', 'la'][i % 5] ?? '');
  const label: number[] = [];
  for (let i = 0; i < 20; i++) label.push(await time(() => bench.engine.call('labels.get', { workspace, label: 'variant-call' })));
  rows.push({ what: 'page of a label on a fifth of all files', value: `${p95(label).toFixed(1)} ms`, against: 'p95 of 20' });
  rows.push({
    what: 'reading all scripts (a job)',
    value: `${(await time(() => bench.job('search.scripts', { workspace, text: 'threads' }))).toFixed(0)} ms`,
    against: 'once, until the records change',
  });
  await ask('text, scripts among it', (i) => `sample 'S${String(i).padStart(4, '0')}`);
}, 600_000);
