/** A long journal: one more line costs no reading of all before, and what is kept of its end is believed only where the journal bears it out. */
import { existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openFramedLog } from '../../../core/evidence/framed-log';
import { sha256Of } from '../../../core/evidence/mirror';
import type { Ports } from '../../../core/ports';
import { openWorkbench, type Workbench } from '../../workbench';

let bench: Workbench;
let read = 0;
const counting = (ports: Ports): Ports => ({
  ...ports,
  home: {
    ...ports.home,
    readAt(path, offset, into) {
      const got = ports.home.readAt(path, offset, into);
      if (path.startsWith('w/journal/')) read += got;
      return got;
    },
  },
});
const journalFile = () => join(bench.home, 'w/journal/000001.log');
const headFile = () => join(bench.home, 'w/index/journal-head.json');
const lines = 1500;

beforeEach(async () => {
  bench = await openWorkbench({ change: counting });
  const store = join(bench.folder, 'store');
  mkdirSync(store);
  await bench.engine.call('workspaces.add', { name: 'w', store: { type: 'folder', path: store }, maps: [] });
  const log = openFramedLog(bench.ports, 'w/journal');
  const [added] = [...log.scan({ segment: 1, offset: 0 }, () => undefined)];
  let prev = sha256Of(bench.ports, added?.payload ?? new Uint8Array());
  const first = JSON.parse(new TextDecoder().decode(added?.payload));
  for (let seq = 2; seq <= lines; seq++) {
    const line = new TextEncoder().encode(JSON.stringify({ ...first, seq, act: 'journal-opened', detail: {}, prev }));
    log.append(line, false);
    prev = sha256Of(bench.ports, line);
  }
  log.close();
});
afterEach(() => bench.close());

/** One act of a new process; the bytes of the journal that it read. */
async function oneAct(): Promise<number> {
  bench = await bench.restart();
  read = 0;
  await bench.engine.call('journal.opened', { workspace: 'w', page: 'journal.list' });
  return read;
}
async function holds(entries: number) {
  const { events, state } = await bench.engine.call('journal.list', { workspace: 'w' });
  expect({ newest: events[0]?.seq, chained: state.chained }).toEqual({ newest: entries, chained: entries });
  expect(await bench.job('evidence.verify', { workspace: 'w' })).toMatchObject({ ok: true });
}

it('is read whole once, and then from its end alone', async () => {
  const size = readFileSync(journalFile()).length;
  expect(await oneAct()).toBeGreaterThanOrEqual(size - 1000);
  expect(existsSync(headFile())).toBe(true);
  expect(await oneAct()).toBeLessThan(20_000);
  await holds(lines + 2);
});

it.each([
  ['is no JSON', () => '{'],
  ['names another digest', (kept: string) => kept.replace(/"sha256":"../, '"sha256":"zz')],
  ['names a place where no line begins', (kept: string) => kept.replace(/"offset":\d+/, '"offset":9')],
])('is read whole where what is kept of its end %s', async (_how, change) => {
  await oneAct();
  writeFileSync(headFile(), change(readFileSync(headFile(), 'utf8')));
  expect(await oneAct()).toBeGreaterThan(100_000);
  await holds(lines + 2);
});

it('goes on from its own last line where it was cut or restored to an older state', async () => {
  const older = readFileSync(journalFile());
  await oneAct();
  await oneAct();
  bench = await bench.restart();
  truncateSync(journalFile(), older.length);
  await oneAct();
  await holds(lines + 1);
  writeFileSync(journalFile(), older.subarray(0, older.length - 7)); // the end of a write that never finished
  await oneAct();
  const { events } = await bench.engine.call('journal.list', { workspace: 'w' });
  expect(events.slice(0, 2).map(({ seq, act }) => `${seq} ${act}`)).toEqual([`${lines + 1} journal-opened`, expect.stringContaining(`${lines} `)]);
});
