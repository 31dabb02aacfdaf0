/** Drawing a report of 10,000 outputs: pages a second, the file, the memory it takes at most. */
import { expect, it } from 'vitest';
import type { ReportBlock } from '../../core/contract/reports';
import { createPdf } from '../../main/ports/pdf';
import { outputsTable, sampleOutline } from '../main/pdf/sample';
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
  const before = process.memoryUsage.rss();
  let most = before;
  let longest = 0;
  const started = process.cpuUsage();
  const drawing = createPdf().draw(outline, new AbortController().signal);
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
