/** A report made again from its own file: the same to the byte, or in words why not. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input } from '../../../core/contract';
import { openWorkbench, unpack, type Workbench } from '../../workbench';

const release = 'lid://743f3d10fce32490142d3833990f2427';
const workspace = 'trial';
let bench: Workbench;
let file: string;
const again = (path = file, of = workspace, on = bench) => on.job('report.again', { workspace: of, file: path });

beforeAll(async () => {
  bench = await openWorkbench();
  await bench.sync(workspace, join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'unpacked')), 'lineage'));
  file = join(bench.folder, 'report.pdf');
  const settings: Input<'report.pdf'>['settings'] = { sections: ['journal'], organisation: 'Example Trials' };
  await bench.job('report.pdf', { workspace, about: { kind: 'run', run: release }, settings, out: file });
}, 120_000);
afterAll(() => bench.close());

/** A copy with one text in it replaced by another as long. */
function altered(from: string, to: string): string {
  const text = readFileSync(file).toString('latin1');
  expect(text).toContain(from);
  expect(to).toHaveLength(from.length);
  const path = join(bench.folder, 'altered.pdf');
  writeFileSync(path, Buffer.from(text.replace(from, to), 'latin1'));
  return path;
}

describe('a report made again', () => {
  it('is the same to the byte, after acts that came later, and the look is in the journal', async () => {
    await bench.engine.call('workspaces.setMaps', { workspace, maps: [{ from: '/data', to: '/mnt/data' }] });
    bench = await bench.restart();
    expect(await again()).toMatchObject({ same: true, reason: 'same', checkpoint: 1 });
    const { events } = await bench.engine.call('journal.list', { workspace, limit: 1 });
    expect(events[0]).toMatchObject({ act: 'report-made-again', detail: { same: true, file } });
  });

  it('is the same where it is final and signed by a person', async () => {
    const out = join(bench.folder, 'signed.pdf');
    await bench.job('report.sign', { workspace, file, out, certificate: { from: 'local' }, name: 'A. Auditor', meaning: 'author' });
    expect(await again(out)).toMatchObject({ same: true, reason: 'same' });
  });

  it('says that pages or data were altered, and from which byte on', async () => {
    expect(await again(altered('/Creator', '/Kreator'))).toMatchObject({ same: false, reason: 'altered', byte: expect.any(Number) });
    expect(await again(altered('"organisation":"Example Trials"', '"organisation":"Example Trialz"'))).toMatchObject({ same: false, reason: 'damaged-data' });
  });

  it('says that it is of another log, of another program', async () => {
    await bench.sync('other', join(bench.folder, 'unpacked', 'lineage'));
    expect(await again(file, 'other')).toMatchObject({ same: false, reason: 'other-log', message: expect.stringContaining('another under that number') });
    const newer = await openWorkbench({ folder: bench.folder, keepFolder: true, change: (ports) => ({ ...ports, who: { ...ports.who, version: '9.0.0' } }) });
    expect(await again(file, workspace, newer)).toMatchObject({ same: false, reason: 'other-program', message: expect.stringContaining('says the same, under the same id') });
    newer.close();
  });

  it('refuses what is no report', async () => {
    const path = join(bench.folder, 'no.pdf');
    for (const bytes of ['', '%PDF-1.7\nstartxref\n0\n%%EOF\n', readFileSync(file).subarray(0, 5000)]) {
      writeFileSync(path, bytes);
      await expect(again(path)).rejects.toMatchObject({ code: 'not-supported' });
    }
    await expect(again(join(bench.folder, 'nowhere.pdf'))).rejects.toMatchObject({ code: 'not-found' });
  });
});
