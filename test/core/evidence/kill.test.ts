/** A process killed with -9 in the middle of a sync: what it had reported as saved is there, and the next sync goes on. */
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildWhatIsStale } from '../../../build/build.mjs';
import { built } from '../../../build/paths.mjs';
import { generateStore } from '../../bench/generate-store';
import { openWorkbench, type Workbench } from '../../workbench';

let bench: Workbench;
let store: string;
let records: number;
beforeAll(async () => {
  buildWhatIsStale(['main']);
  bench = await openWorkbench();
  store = join(bench.folder, 'store');
  records = generateStore(store, 4500).records;
}, 120_000);
afterAll(() => bench.close());

it('loses nothing that was reported, at several moments', async () => {
  let killedWhileReading = 0;
  for (const delay of [0, 100, 300]) {
    const name = `killed-${delay}`;
    await bench.engine.call('workspaces.add', { name, store: { type: 'folder', path: store } });
    const { read, ended } = await killDuringSync(name, delay);
    if (!ended) killedWhileReading++;
    bench = await bench.restart();
    const before = await bench.engine.call('workspaces.get', { workspace: name });
    // The count on stderr is of objects: the history's lines are among them.
    expect(before.workspace.records).toBeGreaterThanOrEqual(read - before.workspace.runs);
    // Killed before anything was kept, the sync has left no trace; killed after its end was kept, it was no longer open.
    expect(before.workspace.interruptedSync).toBe(before.workspace.lastSync === null && before.workspace.records > 0);
    expect(await bench.job('sync.run', { workspace: name })).toMatchObject({ complete: true, records, quarantined: 0 });
    expect(await bench.job('evidence.verify', { workspace: name })).toMatchObject({ ok: true });
  }
  expect(killedWhileReading).toBeGreaterThan(0);
}, 300_000);

/** Kills the sync `delay` ms after its first raw bytes are on the disk; `read` is what it had reported as read and kept. */
function killDuringSync(workspace: string, delay: number): Promise<{ read: number; ended: boolean }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [built('main', 'cli.cjs'), '--home', bench.home, '-w', workspace, 'sync'], { stdio: ['ignore', 'pipe', 'pipe'] });
    const pack = join(bench.home, workspace, 'evidence/packs/000001.log');
    let said = '';
    let answered = '';
    const watch = setInterval(() => {
      if (!existsSync(pack) || statSync(pack).size < 100) return;
      clearInterval(watch);
      setTimeout(() => child.kill('SIGKILL'), delay);
    }, 5);
    child.stdout.on('data', (chunk) => (answered += String(chunk)));
    child.stderr.on('data', (chunk) => (said += String(chunk)));
    child.on('close', () => {
      clearInterval(watch);
      resolve({ read: Math.max(0, ...[...said.matchAll(/reading: (\d+)/g)].map((match) => Number(match[1]))), ended: answered !== '' });
    });
  });
}
