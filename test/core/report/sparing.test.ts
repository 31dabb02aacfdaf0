/** Whatever makes or reads a whole report spares memory meanwhile, and lets go of that at its end, failed or stopped too. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkbench, unpack, type Workbench } from '../../workbench';

const run = 'lid://743f3d10fce32490142d3833990f2427';
const workspace = 'w';
let bench: Workbench;
let asked = 0;
let open = 0;
beforeAll(async () => {
  const spareMemory = () => {
    asked++;
    open++;
    return () => void open--;
  };
  bench = await openWorkbench({ change: (ports) => ({ ...ports, spareMemory }) });
  await bench.sync(workspace, join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'unpacked')), 'lineage'));
}, 60_000);
afterAll(() => bench.close());

it('saved, many at once, made again, signed, and in a bundle', async () => {
  const out = (name: string) => join(bench.folder, name);
  const file = out('report.pdf');
  const jobs: [string, () => Promise<unknown>][] = [
    ['saved', () => bench.job('report.pdf', { workspace, about: { kind: 'run', run }, settings: {}, out: file })],
    ['many', () => bench.job('report.batch', { workspace, kind: 'run', runs: [run], settings: {}, folder: out('many') })],
    ['again', () => bench.job('report.again', { workspace, file })],
    ['signed', () => bench.job('report.sign', { workspace, file, out: out('signed.pdf'), certificate: { from: 'local' }, name: 'Anna', meaning: 'author' })],
    ['bundle', () => bench.job('evidence.bundle', { workspace, run, out: out('bundle.zip') })],
    ['failed', () => bench.job('report.again', { workspace, file: out('none.pdf') }).catch(() => undefined)],
  ];
  for (const [name, job] of jobs) {
    const before = asked;
    await job();
    expect([asked > before, open], name).toEqual([true, 0]);
  }
}, 120_000);
