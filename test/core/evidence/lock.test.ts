/** A lock says who holds it and since when; it is taken over when its owner is no more, and then alone. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeLock } from '../../../core/evidence/lock';
import { type LockOwner, type LockPorts, lockText } from '../../../core/evidence/lock-owner';
import { lockPorts } from '../../torture/lock-ports';
import { openWorkbench } from '../../workbench';

let home: string;
let ports: LockPorts;
const path = 'w/evidence.lock';
const held = (change: Partial<LockOwner>, real = ports) => writeFileSync(join(home, path), JSON.stringify({ ...JSON.parse(lockText(real, 'sync')), ...change }));
const message = () => {
  try {
    takeLock(ports, path, 'a test').release();
    return 'taken';
  } catch (error) {
    return (error as Error).message;
  }
};
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'lock-'));
  mkdirSync(join(home, 'w'));
  ports = lockPorts(home);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

it('says who writes, where, since when and how long that is, and what to do', () => {
  const now = Date.parse('2026-11-26T10:36:30Z');
  ports = { ...ports, clock: { ...ports.clock, now: () => ({ ms: now, offsetMinutes: 0 }) } };
  held({ user: 'alice', surface: 'command line', host: 'lab-3', since: '2026-11-26T10:32:05.000Z' });
  expect(message()).toBe(
    `Workspace "w" is being written (sync) by the command line of alice on lab-3 (process ${process.pid}), since 2026-11-26 10:32 UTC (4 minutes ago). Wait for it or close it, then do this again.`,
  );
  held({ user: 'alice', surface: 'window', host: 'lab-3', since: '2026-11-27T10:32:05.000Z' });
  expect(message()).toContain('since 2026-11-27 10:32 UTC (by its clock, which is ahead of this one)');
});

it('is not stale merely by its process number on another computer or in another container, and says how to go on', () => {
  for (const elsewhere of [
    { host: 'other', boot: null },
    { host: 'other', boot: 'other-kernel pid:[1]', machine: 'other' },
    { boot: `${ports.processes.boot?.split(' ')[0]} pid:[1]` },
  ]) {
    held({ pid: 999_999_999, ...elsewhere });
    expect(message()).toMatch(/cannot be told from here.*delete the file w\/evidence\.lock in the home folder/);
  }
});

it.runIf(process.platform === 'linux')('is stale when its number belongs to another process by now, or the computer has started anew since', () => {
  for (const gone of [{ began: '1' }, { pid: 999_999_999 }, { boot: 'another-start pid:[1]' }]) {
    held(gone);
    const lock = takeLock(ports, path, 'a test');
    expect(lock.tookOver).toMatchObject({ was: { purpose: 'sync', ...gone }, for: 'a test' });
    lock.release();
  }
});

it('is taken over when it is empty and stays so, and is never removed by one who lost it', () => {
  writeFileSync(join(home, path), '');
  const lock = takeLock(ports, path, 'a test');
  expect(lock.tookOver).toMatchObject({ was: { unreadable: '' } });
  held({ user: 'another' });
  lock.release();
  expect(readFileSync(join(home, path), 'utf8')).toContain('another');
});

it('is journalled when it was taken over', async () => {
  const bench = await openWorkbench();
  try {
    mkdirSync(join(bench.folder, 'store/a'), { recursive: true });
    writeFileSync(join(bench.folder, 'store/a/.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind: 'TaskRun', spec: {} }));
    await bench.engine.call('workspaces.add', { name: 'w', store: { type: 'folder', path: join(bench.folder, 'store') }, maps: [] });
    writeFileSync(join(bench.home, path), JSON.stringify({ ...JSON.parse(lockText(bench.ports, 'sync')), pid: 999_999_999, user: 'alice' }));
    await bench.job('sync.run', { workspace: 'w' });
    const { events } = await bench.engine.call('journal.list', { workspace: 'w', limit: 10 });
    expect(events.map(({ act }) => act)).toEqual(['sync', 'lock-taken-over', 'workspace-added']);
    expect(events[1]?.detail).toMatchObject({
      lock: path,
      was: { user: expect.stringMatching(/^\[masked: person hmac:[0-9a-f]{12}\]$/), pid: 999_999_999, purpose: 'sync' },
      for: 'sync',
    });
  } finally {
    bench.close();
  }
});
