/** A report made again from its own file: the same to the byte, or in words why not. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input } from '../../../core/contract';
import { reportId } from '../../../core/report/report-id';
import { embeddedFile, replaceEmbedded } from '../../../main/ports/pdf-sign/embedded';
import { PdfFile } from '../../../main/ports/pdf-sign/file';
import { Update } from '../../../main/ports/pdf-sign/update';
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

  describe('of another version of the program', () => {
    /** A copy whose evidence.json was written otherwise, as an earlier or later version may have; its id fits what it says. */
    function forged(change: (evidence: { outline: Record<string, unknown>; asked: Record<string, unknown> }) => void, fits = true): string {
      const pdf = new PdfFile(readFileSync(file));
      const evidence = JSON.parse(Buffer.from(embeddedFile(pdf, 'evidence.json') ?? []).toString());
      change(evidence);
      const { id: _id, ...outline } = evidence.outline;
      if (fits) evidence.outline.id = reportId(outline, bench.ports.sha256());
      const update = new Update(pdf);
      replaceEmbedded(update, 'evidence.json', Buffer.from(JSON.stringify(evidence)));
      const path = join(bench.folder, 'forged.pdf');
      writeFileSync(path, update.bytes());
      return path;
    }
    const older = 'Lineage Audit Workbench 0.0.1';

    it('that lacked fields of today and had others: told by the versions, and what it says anew', async () => {
      const path = forged(({ outline, asked }) => {
        outline.product = older;
        delete outline.masking;
        delete asked.sections;
        outline.banner = 'of old';
        outline.sections = (outline.sections as { id: string; blocks: unknown[] }[]).map((one) => (one.id === 'journal' ? { ...one, title: 'Journal' } : one));
      });
      const answer = await again(path);
      expect(answer).toMatchObject({ same: false, reason: 'other-program', checkpoint: 1, message: expect.stringContaining(`${older} made it, and this is `) });
      expect(answer.message).toMatch(/its bytes are not compared\. Made anew it says something else/);
      expect(answer.section).not.toBeNull();
    });

    it('whose form is not read any more, or not yet: told by the place, and never as damage', async () => {
      const path = forged(({ outline }) => {
        outline.product = older;
        outline.sections = [{ id: 'cover', title: 'Cover', blocks: [{ type: 'hologram' }] }];
      });
      expect(await again(path)).toMatchObject({
        same: false,
        reason: 'other-program',
        id: expect.stringMatching(/^LAR-/),
        message: expect.stringContaining('does not read it (evidence.json, outline.sections.0.blocks.0.type)'),
      });
      // Of this very version it can only have been altered.
      const own = forged(({ outline }) => void Object.assign(outline, { classification: 7 }));
      expect(await again(own)).toMatchObject({ same: false, reason: 'damaged-data', message: expect.stringContaining('outline.classification') });
    });

    it('that asks for what is no more: says so', async () => {
      const asks = (product: string | null) =>
        forged(({ outline, asked }) => {
          if (product !== null) outline.product = product;
          asked.sections = ['hologram'];
        });
      expect(await again(asks(older))).toMatchObject({ same: false, reason: 'other-program', message: expect.stringContaining('which cannot make it: ') });
      await expect(again(asks(null))).rejects.toMatchObject({ code: 'not-supported', message: expect.stringContaining('cannot be made again: ') });
    });

    it('that was altered besides: its id does not fit', async () => {
      const path = forged(({ outline }) => Object.assign(outline, { product: older, subject: 'another' }), false);
      expect(await again(path)).toMatchObject({ same: false, reason: 'damaged-data', message: expect.stringContaining(older) });
    });
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
