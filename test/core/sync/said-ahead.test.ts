/** A sync whose records were interpreted while they were read has the index that its evidence gives, also where records have the same bytes. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openThreadedWorkbench } from '../../bench/timed-sync';

it('every row follows from the evidence', async () => {
  const bench = await openThreadedWorkbench();
  try {
    const store = join(bench.folder, 'store');
    const put = (key: string, text: string) => {
      mkdirSync(join(store, key), { recursive: true });
      writeFileSync(join(store, key, '.data.json'), text);
    };
    const run = '0f'.repeat(16);
    put(run, '{"version":"lineage/v1beta1","kind":"WorkflowRun","spec":{"name":"calm_curie","params":[]}}');
    // What it is called follows from where it lies, and many say the same.
    const same = `{"version":"lineage/v1beta1","kind":"FileOutput","spec":{"workflowRun":"lid://${run}","size":3}}`;
    const odd = '{"version":"lineage/v1beta1","kind":"FileOutput","spec":{"path":"/a\\u200b/b","size":"3"}}';
    for (let i = 0; i < 2600; i++)
      put(
        `${run}/${i}.txt`,
        i % 5 === 0 ? same : i % 40 === 1 ? odd : `{"version":"lineage/v1beta1","kind":"FileOutput","spec":{"path":"/data/${i}","source":"lid://${run}","size":${i}}}`,
      );
    const { records } = await bench.sync('w', store);
    expect(records).toBe(2601);
    const { ok, faults, index } = await bench.job('evidence.verify', { workspace: 'w' });
    expect({ ok, faults }).toEqual({ ok: true, faults: [] });
    expect(index).toMatchObject({ madeAnew: false, notCompared: null });
    for (const i of [0, 1300, 2595]) {
      const found = await bench.engine.call('records.get', { workspace: 'w', lid: `lid://${run}/${i}.txt` });
      expect(JSON.stringify(found)).toContain(`${i}.txt`);
    }
  } finally {
    bench.close();
  }
}, 240_000);
