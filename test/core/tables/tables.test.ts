import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { howToOpen } from '../../../core/preview/opened-outside';
import { openWorkbench, type Workbench } from '../../workbench';

const workspace = 'w';
let bench: Workbench;
let files: string;
beforeAll(async () => {
  bench = await openWorkbench();
  const store = join(bench.folder, 'store');
  files = join(bench.folder, 'files');
  mkdirSync(join(store, 'aa/f'), { recursive: true });
  mkdirSync(files);
  const record = { version: 'lineage/v1beta1', kind: 'FileOutput', spec: { path: '/old/r/out.txt', size: 3, createdAt: '2026-11-20T10:00:00Z' } };
  mkdirSync(join(store, 'aa/f/out.txt'), { recursive: true });
  writeFileSync(join(store, 'aa/f/out.txt/.data.json'), JSON.stringify(record));
  writeFileSync(join(files, 'out.txt'), 'abc');
  const servers = ['/\\server\\share\\x.txt', '\\/server/share/x.txt', '//server/share/x.txt', '\\\\server\\share\\x.txt'];
  for (const [at, path] of servers.entries()) {
    mkdirSync(join(store, `aa/s${at}`), { recursive: true });
    writeFileSync(join(store, `aa/s${at}/.data.json`), JSON.stringify({ ...record, spec: { ...record.spec, path } }));
  }
  await bench.sync(workspace, store, [{ from: '/old/r', to: files }]);
});
afterAll(() => bench.close());

const acts = async (act: string) => (await bench.engine.call('journal.list', { workspace, act })).events;

describe('a table as CSV', () => {
  it('is written when all rows came, guarded against formulas, and the journal has it', async () => {
    const { table } = await bench.engine.call('tables.begin', { workspace, title: 'Files', columns: ['Name', 'Size'], filter: 'Name: a' });
    const hostile = ['=cmd|x', '+1', '-2', '@SUM(A1)', '\tx', 'a "quoted", cell\r\nwith a line', '\u202eevil'];
    expect(await bench.engine.call('tables.add', { workspace, table, rows: JSON.stringify(hostile.map((text, at) => [text, at])) })).toEqual({ rows: 7 });
    expect(await bench.engine.call('tables.add', { workspace, table, rows: JSON.stringify([[null, -5]]) })).toEqual({ rows: 8 });
    const out = join(bench.folder, 'table.csv');
    await expect(bench.engine.call('tables.save', { workspace, table, rows: 9, out })).rejects.toMatchObject({ code: 'bad-input' });
    expect(existsSync(out)).toBe(false);
    const again = await bench.engine.call('tables.begin', { workspace, title: 'Files', columns: ['Name', 'Size'], filter: 'Name: a' });
    await bench.engine.call('tables.add', { workspace, table: again.table, rows: JSON.stringify(hostile.map((text, at) => [text, at])) });
    await bench.engine.call('tables.add', { workspace, table: again.table, rows: JSON.stringify([[null, -5]]) });
    const saved = await bench.engine.call('tables.save', { workspace, table: again.table, rows: 8, out });
    expect(saved).toMatchObject({ path: out, rows: 8, guarded: 5 });
    const text = readFileSync(out, 'utf8');
    expect(text.split('\r\n')[1]).toBe(`"'=cmd|x","0"`);
    expect(text).not.toContain('\u202e');
    expect(text.endsWith('"","-5"\r\n')).toBe(true);
    expect((await acts('table-exported'))[0]?.detail).toEqual({
      table: 'Files',
      columns: ['Name', 'Size'],
      filter: 'Name: a',
      rows: 8,
      guarded: 5,
      path: out,
      sha256: saved.sha256,
      bytes: saved.bytes,
    });
  });

  it('takes no rows that do not fit, none of another workspace, and is not written into the store', async () => {
    const { table } = await bench.engine.call('tables.begin', { workspace, title: 'T', columns: ['A'], filter: '' });
    for (const rows of ['', '{}', '[["a","b"]]', '[[{}]]', '[1]', '[[true]]'])
      await expect(bench.engine.call('tables.add', { workspace, table, rows })).rejects.toMatchObject({ code: 'bad-input' });
    await expect(bench.engine.call('tables.add', { workspace: 'other', table, rows: '[]' })).rejects.toMatchObject({ code: 'bad-input' });
    const out = join(bench.folder, 'store', 'x.csv');
    await expect(bench.engine.call('tables.save', { workspace, table, rows: 0, out })).rejects.toMatchObject({ code: 'bad-input' });
    expect(existsSync(out)).toBe(false);
  });
});

describe('a file for the desktop', () => {
  it('is found under the path maps, by its LID or its path, and the journal has it once it was agreed', async () => {
    const asked = await bench.engine.call('files.handOver', { workspace, lid: 'lid://aa/f/out.txt', how: 'ask' });
    expect(asked).toEqual({ path: join(files, 'out.txt'), kind: 'file' });
    expect(await acts('file-handed-over')).toEqual([]);
    await bench.engine.call('files.handOver', { workspace, path: '/old/r/out.txt', how: 'show' });
    expect((await acts('file-handed-over'))[0]?.detail).toEqual({ lid: null, path: '/old/r/out.txt', checkedPath: join(files, 'out.txt'), how: 'show' });
  });

  it('is none that no record names, and none that is not there', async () => {
    await expect(bench.engine.call('files.handOver', { workspace, path: '/etc/passwd', how: 'show' })).rejects.toMatchObject({ code: 'bad-input' });
    await expect(bench.engine.call('files.handOver', { workspace, lid: 'lid://bb', how: 'open' })).rejects.toMatchObject({ code: 'not-found' });
    execFileSync('mv', [join(files, 'out.txt'), join(files, 'gone.txt')]);
    await expect(bench.engine.call('files.handOver', { workspace, lid: 'lid://aa/f/out.txt', how: 'show' })).rejects.toMatchObject({ code: 'file-unreadable' });
    symlinkSync('gone.txt', join(files, 'out.txt'));
  });

  it.each([0, 1, 2, 3])('is none where a record names a server, whichever slashes it has (%i)', async (at) => {
    await expect(bench.engine.call('files.handOver', { workspace, lid: `lid://aa/s${at}`, how: 'show' })).rejects.toMatchObject({ code: 'not-supported' });
  });

  it('is opened at once, after a question, or never, by its ending', () => {
    for (const name of ['a.txt', '/x/y.VCF', 'run.log', 'C:\\d\\plot.png']) expect(howToOpen(name), name).toBe('plain');
    for (const name of ['a.csv', 'a.vcf.gz', 'report.html', 'x.pdf']) expect(howToOpen(name), name).toBe('confirm');
    for (const name of [
      'run.sh',
      'a.exe',
      'a.txt.exe',
      'noending',
      '.txt',
      'a.txt.',
      'a.txt ',
      'a.exe:b.txt',
      'x\u202etxt.exe',
      'exe\u202e.txt',
      'a.desktop',
      'a.lnk',
      'a.jar',
      'a.app',
    ])
      expect(howToOpen(name), name).toBe('never');
  });
});
