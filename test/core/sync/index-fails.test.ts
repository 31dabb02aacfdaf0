/** An index that fails in the middle of a sync: what was saved stays, no checkpoint leaves any of it out, and the next call finds an index that has it. */
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { Ports, SqlDatabase } from '../../../core/ports';
import { openWorkbench, unpack, type Workbench } from '../../workbench';

let bench: Workbench;
afterEach(() => bench.close());

let armed = false;
/** The real SQLite, which fails once, where it is told to, at writing that a file was read or made. */
function failing(db: SqlDatabase): SqlDatabase {
  return {
    ...db,
    prepare(sql) {
      const statement = db.prepare(sql);
      return {
        ...statement,
        run(values) {
          if (armed && /^INSERT[^(]* edge\b/.test(sql)) {
            armed = false;
            throw new Error('database disk image is malformed');
          }
          return statement.run(values);
        },
      };
    },
  };
}
const change = (ports: Ports): Ports => {
  const { openSqlFile } = ports;
  return { ...ports, openSqlFile: openSqlFile && ((file) => failing(openSqlFile(file))) };
};

it('tells it, and neither loses nor leaves out what was saved', async () => {
  bench = await openWorkbench({ change });
  const store = join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'a')), 'lineage');
  await bench.engine.call('workspaces.add', { name: 'w', store: { type: 'folder', path: store }, maps: [] });
  armed = true;
  await expect(bench.job('sync.run', { workspace: 'w' })).rejects.toThrow('malformed');
  expect(armed).toBe(false);
  const { events } = await bench.engine.call('journal.list', { workspace: 'w', limit: 50 });
  expect(events.map(({ act }) => act)).not.toContain('checkpoint-signed');
  // In the same process, and in another.
  expect(await bench.job('sync.run', { workspace: 'w' })).toMatchObject({ complete: true, new: 0 });
  expect(await bench.job('evidence.verify', { workspace: 'w' })).toMatchObject({ ok: true, faults: [], index: { differences: [] } });
  bench = await bench.restart();
  expect(await bench.job('evidence.verify', { workspace: 'w' })).toMatchObject({ ok: true, faults: [], index: { differences: [] } });
  expect((await bench.engine.call('runs.list', { workspace: 'w' })).runs.length).toBeGreaterThan(5);
});
