/**
 * A report of a run with 10,000 outputs (BENCH_OUTPUTS): drawn alone, and as a person makes it, by the command line in a process of its own, with all that it
 * encloses and its seal. Pages a second, the file, the memory it takes at most.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildWhatIsStale } from '../../build/build.mjs';
import type { ReportBlock } from '../../core/contract/reports';
import { createPdf } from '../../main/ports/pdf';
import { buildMain } from '../build-main';
import { outputsTable, sampleOutline } from '../main/pdf/sample';
import { allEnclosed } from '../main/pdf/tools';
import { generateStore } from './generate-store';
import { report } from './table';

const outputs = Number(process.env.BENCH_OUTPUTS ?? 10_000);

/** Where each is recorded, as a report has it beside the verdicts. */
const places: ReportBlock = {
  type: 'table',
  caption: `Where ${outputs} published files are recorded`,
  columns: [
    { title: 'Recorded path', weight: 50 },
    { title: 'Looked for at', weight: 50 },
  ],
  rows: Array.from({ length: outputs }, (_, at) => [
    { text: `/data/project/results/sample_${String(at).padStart(5, '0')}/variants/NA12878.filtered.vcf.gz`, mono: true },
    { text: 'as recorded' },
  ]),
};

it(`draws a report of ${outputs} outputs`, async () => {
  const outline = sampleOutline([outputsTable(outputs), places]);
  const pdf = createPdf(buildMain('pack-thread'), buildMain('run-files-thread'));
  const before = process.memoryUsage.rss();
  let most = before;
  let longest = 0;
  const started = process.cpuUsage();
  const drawing = pdf.draw(outline, allEnclosed(pdf, outline), new AbortController().signal);
  for (;;) {
    const turn = performance.now();
    const step = await drawing.next();
    longest = Math.max(longest, performance.now() - turn);
    most = Math.max(most, process.memoryUsage.rss());
    if (!step.done) continue;
    const { bytes, pages } = step.value;
    const { user, system } = process.cpuUsage(started);
    const seconds = (user + system) / 1e6;
    const mebibytes = (value: number) => `${(value / 2 ** 20).toFixed(0)} MiB`;
    report('A report of many outputs', [
      { what: 'pages', value: String(pages), against: `${outputs} outputs in two tables` },
      { what: 'pages a second of processor', value: (pages / seconds).toFixed(1), against: `${seconds.toFixed(1)} s in all` },
      { what: 'size', value: mebibytes(bytes.length), against: `${(bytes.length / pages / 1024).toFixed(0)} KiB a page` },
      { what: 'memory on top', value: mebibytes(most - before), against: `${mebibytes(before)} before` },
      { what: 'longest turn', value: `${longest.toFixed(0)} ms`, against: 'a stop is heard after it' },
    ]);
    expect(pages).toBeGreaterThan(outputs / 40);
    return;
  }
});

/** Run first in the process that is measured: says at its end what it took. */
const hook = `process.on('exit', () => { const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage(); require('node:fs').writeFileSync(process.env.BENCH_TOOK, JSON.stringify({ kib: maxRSS, seconds: (userCPUTime + systemCPUTime) / 1e6 })); });`;

it(`makes the report of a run with ${outputs} outputs, all of it`, () => {
  buildWhatIsStale(['main']);
  const folder = mkdtempSync(join(tmpdir(), 'bench-report-'));
  const took = join(folder, 'took.json');
  writeFileSync(join(folder, 'hook.cjs'), hook);
  const audit = (...args: string[]) => {
    const env = { ...process.env, BENCH_TOOK: took };
    const began = performance.now();
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--require', join(folder, 'hook.cjs'), 'out/main/cli.cjs', '--home', join(folder, 'home'), '--json', '-q', ...args],
      {
        env,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      },
    );
    if (status !== 0) throw new Error(stderr);
    const { kib, seconds } = JSON.parse(readFileSync(took, 'utf8')) as { kib: number; seconds: number };
    return { answer: JSON.parse(stdout), wall: (performance.now() - began) / 1000, kib, seconds };
  };
  try {
    // Three published files a sample of four tasks, and one of the cohort.
    const { wide } = generateStore(join(folder, 'store'), 1, Math.floor((outputs - 1) / 3) * 4);
    audit('add', 'big', join(folder, 'store'));
    audit('sync');
    const opened = audit('runs');
    const made = audit('report', '--run', wide?.run ?? '', '--out', join(folder, 'report.pdf'));
    const { pages, bytes } = made.answer as { pages: number; bytes: number };
    report('A report of many outputs, all of it', [
      { what: 'pages', value: String(pages), against: `${outputs} outputs, their tasks, digests and inputs` },
      { what: 'seconds', value: made.wall.toFixed(1), against: `${opened.wall.toFixed(1)} s to open the workspace and list its runs` },
      { what: 'seconds of processor', value: made.seconds.toFixed(1), against: `${opened.seconds.toFixed(1)} s for that` },
      { what: 'pages a second', value: (pages / made.wall).toFixed(0), against: 'of all that it takes' },
      { what: 'size', value: `${(bytes / 2 ** 20).toFixed(0)} MiB`, against: `${(bytes / pages / 1024).toFixed(0)} KiB a page` },
      { what: 'memory at most', value: `${(made.kib / 1024).toFixed(0)} MiB`, against: `${(opened.kib / 1024).toFixed(0)} MiB for that` },
    ]);
    expect(pages).toBeGreaterThan(outputs / 10);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
