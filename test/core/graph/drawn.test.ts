/** What a drawing is told, on real stores: hidden classes gone through, and what stands beside, against the raw records. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Output } from '../../../core/contract';
import { type FilterClass, thingOf } from '../../../core/graph/things';
import type { Workbench } from '../../workbench';
import { openStores, type RawStore, runNamed, type StoreName } from '../queries/real-stores';

let bench: Workbench;
let raw: Record<StoreName, RawStore>;
const beside: FilterClass[] = ['run', 'code', 'container', 'parameter', 'outputs'];
beforeAll(async () => {
  ({ bench, raw } = await openStores('trial'));
}, 120_000);
afterAll(() => bench?.close());

const trace = (lid: string, direction: 'up' | 'down', hidden: FilterClass[], depth?: number) =>
  bench.engine.call('graph.trace', { workspace: 'trial', lid, direction, hidden, ...(depth !== undefined && { depth }) }) as Promise<Output<'graph.trace'>>;
const drawn = (lids: string[], hidden: FilterClass[]) => bench.engine.call('graph.drawn', { workspace: 'trial', lids, hidden }) as Promise<Output<'graph.drawn'>>;
const records = (kind: string) => [...raw.trial].filter(([, one]) => one.kind === kind);
const release = () => runNamed(raw.trial, 'release');

describe('a drawing in which tasks are hidden', () => {
  it('goes from a file to the files that its task read, in one step, and counts them', async () => {
    const [key, task] = records('TaskRun').find(([, { spec }]) => String(spec.name).startsWith('FILTER')) ?? [];
    const read = (task?.spec.input ?? [])
      .flatMap(({ value }: { value: unknown }) => (Array.isArray(value) ? value : []))
      .map((one: string | { path: string }) => (typeof one === 'string' ? one : one.path));
    expect(read.length).toBeGreaterThan(0);
    const made = `lid://${[...raw.trial.keys()].find((each) => each.startsWith(`${key}/`))}`;
    const answer = await trace(made, 'up', [...beside, 'task'], 1);
    const steps = answer.nodes.filter((node) => node.depth === 1);
    expect(steps.map((node) => node.lid).sort()).toEqual([...new Set(read)].sort());
    expect(answer.nodes.find((node) => node.lid === made)?.up).toBe(steps.length);
    expect(answer.nodes.filter((node) => node.kind === 'TaskRun').map((node) => node.lid)).toEqual([`lid://${key}`]);
  });

  it('is told the hidden tasks between what is drawn, so that no way breaks', async () => {
    const tasks = records('TaskRun');
    const files = records('FileOutput').map(([key]) => `lid://${key}`);
    const answer = await drawn(files, [...beside, 'task']);
    const between = new Set(answer.nodes.filter((node) => node.kind === 'TaskRun').map((node) => node.lid));
    for (const [key, { spec }] of tasks) {
      const reads = JSON.stringify(spec.input).includes('lid://');
      const writes = files.some((file) => file.startsWith(`lid://${key}/`));
      expect(between.has(`lid://${key}`), `${spec.name}`).toBe(reads && writes);
    }
  });
});

describe('what was told before', () => {
  it('is left out: nodes with their boxes, and edges where both ends were joined', async () => {
    const lids = [...raw.trial.keys()].slice(0, 60).map((key) => `lid://${key}`);
    const whole = await drawn(lids, beside);
    const ask = (known: { boxed?: number; joined?: number }) => bench.engine.call('graph.drawn', { workspace: 'trial', lids, hidden: beside, ...known });
    const isLast = (many: number) => (lid: string) => lids.slice(lids.length - many).includes(lid);
    expect(whole.edges.filter(({ from, to }) => isLast(40)(from) && isLast(40)(to)).length).toBeGreaterThan(0);
    expect(await ask({ boxed: 50 })).toEqual({ ...whole, nodes: whole.nodes.filter(({ lid }) => !isLast(50)(lid)) });
    expect(await ask({ boxed: 50, joined: 40 })).toEqual({
      ...whole,
      nodes: whole.nodes.filter(({ lid }) => !isLast(50)(lid)),
      edges: whole.edges.filter(({ from, to }) => !isLast(40)(from) || !isLast(40)(to)),
    });
    expect(await ask({})).toEqual(whole);
  });
});

describe('what stands beside a drawing', () => {
  it('is the runs, and their commit and parameters, of what is drawn', async () => {
    const [key] = records('TaskRun').find(([, { spec }]) => spec.workflowRun === `lid://${release()}`) ?? [];
    const answer = await drawn([`lid://${key}`], ['container', 'outputs']);
    const { spec } = raw.trial.get(release()) ?? { spec: {} };
    const named = new Set(answer.nodes.map((node) => node.lid));
    expect(named.has(`lid://${release()}`)).toBe(true);
    expect(named.has(`thing:Commit:${spec.workflow.commitId}`)).toBe(true);
    const parameters = answer.nodes.filter((node) => node.kind === 'Parameter').map((node) => node.title);
    expect(parameters).toHaveLength(spec.params.length);
    for (const { name, value } of spec.params) if (typeof value !== 'string') expect(parameters).toContain(`${name} = ${JSON.stringify(value)}`);
    expect(answer.nodes.some((node) => node.kind === 'Container')).toBe(false);
    expect(answer.edges).toContainEqual({ from: `thing:Commit:${spec.workflow.commitId}`, to: `lid://${release()}`, relation: 'code', inferred: false });
    expect(answer.runs).toEqual([{ lid: `lid://${release()}`, title: 'release' }]);
  });

  it('is every container and script that a task drawn names, each once, with how many tasks name it in all', async () => {
    const tasks = records('TaskRun');
    const answer = await drawn(
      tasks.map(([key]) => `lid://${key}`),
      ['run', 'parameter', 'outputs'],
    );
    for (const [kind, field] of [
      ['Container', 'container'],
      ['Script', 'codeChecksum'],
    ] as const) {
      const texts = tasks.map(([, { spec }]) => (field === 'container' ? spec.container : spec.codeChecksum?.value)).filter((text): text is string => Boolean(text));
      const told = answer.nodes.filter((node) => node.kind === kind);
      expect(told.map((node) => thingOf(node.lid)?.text).sort()).toEqual([...new Set(texts)].sort());
      for (const node of told) expect(node.down, node.lid).toBe(texts.filter((text) => text === thingOf(node.lid)?.text).length);
    }
  });

  it('can be what a trace begins at, and leads to what names it', async () => {
    const [, { spec }] = records('TaskRun').find(([, one]) => one.spec.container) ?? ['', { spec: { container: '' } }];
    const naming = records('TaskRun').filter(([, one]) => one.spec.container === spec.container);
    const answer = await trace(`thing:Container:${spec.container}`, 'down', beside, 1);
    expect(answer.nodes[0]).toMatchObject({ kind: 'Container', down: naming.length });
    expect(
      answer.nodes
        .filter((node) => node.depth === 1)
        .map((node) => node.lid)
        .sort(),
    ).toEqual(naming.map(([key]) => `lid://${key}`).sort());
    await expect(trace('thing:Container:nobody/names:this', 'down', beside)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('what a run is linked to by its name alone', () => {
  it('was executed where it is a task, published where it lies below the run, and else is named with its run', async () => {
    const answer = await drawn(
      [...raw.trial.keys()].map((key) => `lid://${key}`),
      ['code', 'container', 'parameter'],
    );
    const seen = new Map<string, number>();
    for (const { from, to, relation } of answer.edges) {
      const spec = raw.trial.get(to.slice('lid://'.length))?.spec;
      if (spec?.workflowRun !== from || spec.source === from || relation === 'reported') continue;
      const kind = raw.trial.get(to.slice('lid://'.length))?.kind;
      expect([to, relation]).toEqual([to, kind === 'TaskRun' ? 'executed' : kind === 'FileOutput' && spec.taskRun === null ? 'published-by' : 'named-run']);
      seen.set(relation, (seen.get(relation) ?? 0) + 1);
    }
    expect([...seen.keys()].sort()).toEqual(['executed', 'named-run', 'published-by']);
  });
});
