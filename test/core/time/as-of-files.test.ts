/** Everything that is written out of a view as of an instant says so inside, and settings that came later are not in it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Picture } from '../../../core/contract/graph-picture';
import { nameAsOf } from '../../../core/time/name';
import { openWorkbench, unpack, type Workbench } from '../../workbench';
import { readStore, runNamed } from '../queries/real-stores';

let bench: Workbench;
let name: string;
let file: string;
const head = /^"?As of \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC: later syncs, checks and decisions are not taken into account\./;

beforeAll(async () => {
  bench = await openWorkbench();
  const store = join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'trial')), 'lineage');
  const raw = readStore(store);
  const strict = runNamed(raw, 'strict');
  file = `lid://${[...raw.keys()].find((key) => key.startsWith(`${strict}/`) && key.endsWith('cohort.tsv')) ?? ''}`;
  await bench.sync('w', store);
  await bench.engine.call('search.save', { workspace: 'w', name: 'early', text: 'kind:run' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  name = nameAsOf('w', new Date().toISOString());
  await new Promise((resolve) => setTimeout(resolve, 20));
  await bench.engine.call('search.save', { workspace: 'w', name: 'late', text: 'kind:task' });
  await bench.engine.call('search.save', { workspace: 'w', was: 'early', name: 'renamed', text: 'kind:run' });
}, 120_000);
afterAll(() => bench?.close());

const picture: Picture = { title: 'x', focus: 'lid://x', boxes: [], links: [], frames: [], hidden: [] };
const written: Record<string, (workspace: string, out: string) => Promise<unknown>> = {
  'impact.csv': (workspace, out) => bench.job('impact.save', { workspace, asked: { by: 'param', name: 'min_qual', value: '60' }, list: 'files', out }),
  'custody.csv': (workspace, out) => bench.job('custody.save', { workspace, lid: file, form: 'csv', out }),
  'custody.txt': (workspace, out) => bench.job('custody.save', { workspace, lid: file, form: 'text', out }),
  'search.csv': (workspace, out) => bench.job('search.export', { workspace, text: 'kind:run', group: 'runs', out }),
  'graph.csv': (workspace, out) => bench.job('graph.save', { workspace, picture, form: 'csv', out }),
};

describe('files that are made as of an instant', () => {
  it.each(Object.keys(written))('%s begins with it, and the same file of now does not', async (form) => {
    const [then, now] = [join(bench.folder, `then-${form}`), join(bench.folder, `now-${form}`)];
    await written[form]?.(name, then);
    await written[form]?.('w', now);
    expect(readFileSync(then, 'utf8')).toMatch(head);
    expect(readFileSync(now, 'utf8')).not.toMatch(/As of \d/);
  });

  it('a picture says it among its words', async () => {
    const out = join(bench.folder, 'graph.svg');
    await bench.job('graph.save', { workspace: name, picture, form: 'svg', out });
    expect(readFileSync(out, 'utf8')).toMatch(/<desc id="description">As of \d{4}-\d\d-\d\d/);
  });

  it('saved searches are those of then', async () => {
    const of = async (workspace: string) => (await bench.engine.call('search.saved', { workspace })).searches.map((one) => one.name);
    expect([await of(name), await of('w')]).toEqual([['early'], ['late', 'renamed']]);
  });

  it('a cause is sought in it, out of what was known then, and keeps nothing', async () => {
    const before = (await bench.engine.call('evidence.log', { workspace: 'w' })).log.leaves;
    const { against } = await bench.job('cause.find', { workspace: name, lid: file });
    expect(against).not.toBeNull();
    expect((await bench.engine.call('evidence.log', { workspace: 'w' })).log.leaves).toBe(before);
    const { events } = await bench.engine.call('journal.list', { workspace: 'w', act: 'cause-sought', descending: true, limit: 1 });
    expect(events[0]?.detail).toMatchObject({ file, asOf: name.slice(2) });
  });
});
