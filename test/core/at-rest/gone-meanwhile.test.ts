/** A workspace that another process retires or encrypts while it is open here: nothing is acknowledged that is written nowhere, and nothing of it comes back. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openWorkbench, type Workbench } from '../../workbench';

const passphrase = 'five words drawn by chance';
let here: Workbench;
let other: Workbench;
let store: string;
const lid = 'lid://5d1f0a1c2b3e4f5061728394a5b6c7d8';
beforeEach(async () => {
  here = await openWorkbench();
  store = join(here.folder, 'store');
  mkdirSync(join(store, lid.slice(6)), { recursive: true });
  writeFileSync(join(store, lid.slice(6), '.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind: 'TaskRun', spec: { name: 'ALIGN (S1)', sessionId: 's' } }));
  await here.sync('w', store);
  await here.engine.call('records.get', { workspace: 'w', lid });
  other = await openWorkbench({ folder: here.folder, keepFolder: true });
});
afterEach(() => {
  other.close();
  here.close();
});
const retire = (name: string) => other.job('workspaces.retire', { workspace: name, reason: 'the study has ended', out: join(here.folder, `${name}.txt`) });

it.each(['retired', 'encrypted'])('refuses every act on one that was %s, and makes no folder of its name', async (how) => {
  if (how === 'retired') await retire('w');
  else await other.job('workspaces.encrypt', { workspace: 'w', passphrase });
  const gone = { code: 'not-found' };
  await expect(here.engine.call('records.get', { workspace: 'w', lid })).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('no longer there') });
  await expect(here.engine.call('workspaces.setMaps', { workspace: 'w', maps: [{ from: '/a', to: '/b' }] })).rejects.toMatchObject(gone);
  await expect(here.engine.call('journal.opened', { workspace: 'w', page: 'journal.list' })).rejects.toMatchObject(gone);
  await expect(here.job('sync.run', { workspace: 'w' })).rejects.toMatchObject(gone);
  await expect(here.job('evidence.verify', { workspace: 'w' })).rejects.toMatchObject(gone);
  expect((await here.engine.call('workspaces.list', {})).workspaces).toEqual([]);
  expect(existsSync(join(here.home, 'w'))).toBe(false);
});

it('stops a job that was under way in it', async () => {
  const steps = here.engine.job('verify.run', { workspace: 'w', all: true }, new AbortController().signal);
  await steps.next();
  await retire('w');
  await expect(
    (async () => {
      while (!(await steps.next()).done);
    })(),
  ).rejects.toMatchObject({ message: expect.stringMatching(/w\/(evidence|journal)\.lock could not be written: it is not there|no longer there/) });
  expect(existsSync(join(here.home, 'w'))).toBe(false);
});

it('reads another workspace of the same name as what it is', async () => {
  await retire('w');
  writeFileSync(join(store, lid.slice(6), '.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind: 'TaskRun', spec: { name: 'SORT (S1)', sessionId: 's' } }));
  await other.sync('w', store);
  const { record } = await here.engine.call('records.get', { workspace: 'w', lid });
  expect(record.title).toContain('SORT');
  const { events } = await other.engine.call('journal.list', { workspace: 'w' });
  expect(events[0]).toMatchObject({ act: 'record-opened' });
  expect(await other.job('evidence.verify', { workspace: 'w' })).toMatchObject({ ok: true });
});

it('writes nothing into a file that lies no longer where it was', () => {
  const file = here.ports.home.openAppend('w/some.log');
  file.append([Buffer.from('one')]);
  const path = join(here.home, 'w/some.log');
  renameSync(path, `${path}.aside`);
  expect(() => file.append([Buffer.from('two')])).toThrow('no longer the file that was opened');
  writeFileSync(path, 'another');
  expect(() => file.append([Buffer.from('two')])).toThrow('no longer the file that was opened');
  file.close();
});

it('leaves no encrypted folder of one that could not be added', async () => {
  const add = { store: { type: 'folder' as const, path: store }, maps: [], passphrase };
  await expect(here.engine.call('workspaces.add', { ...add, name: 'retired' })).rejects.toMatchObject({ code: 'bad-input' });
  expect(readdirSync(here.home).filter((name) => name.startsWith('encrypted-'))).toEqual([]);
  rmSync(join(here.home, 'w'), { recursive: true });
  await expect(here.engine.call('workspaces.add', { ...add, name: 'w' })).resolves.toMatchObject({ workspace: { encrypted: true } });
});
