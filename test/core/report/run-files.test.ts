/** A report whose run is made as data by somebody else is the same report, and whoever makes it is let go at its end, failed or stopped too. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addPart, noRecords, wholeScope } from '../../../core/export/flat-scope';
import { atOnce } from '../../../core/pause';
import type { PdfPort } from '../../../core/ports';
import { embedded } from '../../../core/report/enclosed';
import { runFiles } from '../../../core/report/run-files';
import { openWorkbench, unpack, type Workbench } from '../../workbench';
import { digests } from '../export/made-scope';

const run = 'lid://743f3d10fce32490142d3833990f2427';
const workspace = 'w';
let bench: Workbench;
/** How they are made: null: by whoever asks. */
let make: 'now' | 'failing' | null = null;
let begun = 0;
let open = 0;

function makerOf(pdf: PdfPort): PdfPort['runFiles'] {
  return () => {
    if (make === null) return null;
    begun++;
    open++;
    const records = noRecords();
    return {
      add: (part) => addPart(records, structuredClone(part)),
      make: async (rest) => {
        if (make === 'failing') throw new Error('no room for it');
        return runFiles(wholeScope(records, structuredClone(rest)), digests).map(({ parts }) => atOnce(embedded(pdf, parts)));
      },
      leave: () => void open--,
    };
  };
}

beforeAll(async () => {
  bench = await openWorkbench({ change: (ports) => ({ ...ports, pdf: { ...ports.pdf, runFiles: makerOf(ports.pdf) } }) });
  await bench.sync(workspace, join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'unpacked')), 'lineage'));
}, 60_000);
afterAll(() => bench.close());

const ask = (out: string, about: 'run' | 'environment' = 'run') => bench.job('report.pdf', { workspace, about: { kind: about, run }, settings: {}, out });

it('is the same report', async () => {
  for (const about of ['run', 'environment'] as const) {
    const file = join(bench.folder, `${about}.pdf`);
    make = 'now';
    const before = begun;
    await ask(file, about);
    expect([begun, open]).toEqual([before + 1, 0]);
    make = null;
    expect(await bench.job('report.again', { workspace, file })).toMatchObject({ same: true });
  }
}, 120_000);

it('lets go of it, and writes nothing, where it fails', async () => {
  const file = join(bench.folder, 'failed.pdf');
  make = 'failing';
  await expect(ask(file)).rejects.toThrow('no room for it');
  expect([open, existsSync(file)]).toEqual([0, false]);
}, 60_000);
