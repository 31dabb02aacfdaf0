/** A listing that fails: what it gave until then counts, nothing is read, and nothing is said to have vanished. */
import { expect, it } from 'vitest';
import { AuditError } from '../../../core/errors';
import { storeOf } from '../../torture/hostile-store';
import { openWorkbench } from '../../workbench';

const record = (i: number): [string, Uint8Array] => [
  `f${i}/.data.json`,
  new TextEncoder().encode(`{"version":"lineage/v1beta1","kind":"FileOutput","spec":{"path":"/x/${i}","size":${i}}}`),
];

it.each([0, 1, 2, 3])('behind %i pages', async (pages) => {
  const objects = new Map(Array.from({ length: 3000 }, (_, i) => record(i)));
  let most = Number.POSITIVE_INFINITY;
  const store = {
    ...storeOf(objects),
    async *list() {
      let given = 0;
      for await (const page of storeOf(objects).list(new AbortController().signal)) {
        if (given++ === most) throw new AuditError('store-unreachable', 'The server answers no more.');
        yield page;
      }
      if (given <= most) return;
      throw new AuditError('store-unreachable', 'The server answers no more.');
    },
  };
  const bench = await openWorkbench({ change: (ports) => ({ ...ports, openStore: () => store }) });
  try {
    const whole = await bench.sync('w', '/made/by/hand');
    expect(whole).toMatchObject({ complete: true, listed: 3000, new: 3000 });
    most = pages;
    await expect(bench.job('sync.run', { workspace: 'w' })).rejects.toMatchObject({ message: 'The server answers no more.' });
    const { syncs } = await bench.engine.call('sync.list', { workspace: 'w' });
    expect(syncs[0]).toMatchObject({ complete: false, listed: 1000 * pages, fetched: 0, vanished: 0 });
    most = Number.POSITIVE_INFINITY;
    expect(await bench.job('sync.run', { workspace: 'w' })).toMatchObject({ complete: true, unchanged: 3000, new: 0, vanished: 0 });
  } finally {
    bench.close();
  }
});
