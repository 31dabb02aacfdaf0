/** What the overview tells that follows from the records alone, kept beside the image: the files and chains that it is counted over, and the counts, without the lists behind them. */

import { addTo } from '../../add-to';
import type { Incident } from '../../contract/overview';
import type { Graph } from '../../graph/adjacency';
import { forEachLink } from '../../graph/adjacency';
import { type ImpactFacts, roles } from '../../graph/impact/facts';
import { checksumIds, keptContentCounts, labelCounts, lidsOf, readingsOf, taskEnvironments } from '../../index/queries/overview';
import { kindNumbers, relationNumbers } from '../../index/schema';
import { type Chains, chainsOf } from '../../overview/chains';
import { type Counted, partCounts, type Summed, summed } from '../../overview/counted';
import { coverage, dangling, falseLinks, granularity, type InferredLink, policyOfTasks, publishedFiles, unknownUpstream } from '../../overview/formulas';
import type { SqlDatabase } from '../../ports';
import type { OpenWorkspace } from '../context';
import { factsInTurns, factsOf } from '../impact/facts';
import type { InTurns } from '../in-turns';
import { isI32, isText, isU8, type Keeping, keptAheadInTurns, part } from '../kept-ahead';
import { toEnd } from '../prepared';

const labelsShown = 12;

/** Measures that nothing but records goes into. */
export const recordMeasures = {
  coverage: (_, facts, chains) => coverage(facts, chains),
  granularity: (_, facts, chains) => granularity(facts, chains),
  'unknown-upstream': (_, facts) => unknownUpstream(facts),
  'false-links': (db, facts) => inferred(db, facts.graph),
  dangling: (_, facts) => dangling(facts),
} as const satisfies Record<string, (db: SqlDatabase, facts: ImpactFacts, chains: Chains) => Counted>;
export type RecordMeasure = keyof typeof recordMeasures;
const measures = Object.keys(recordMeasures) as RecordMeasure[];

export interface FromRecords {
  /** Ids of published files that a record is kept of. */
  published: Int32Array;
  /** Of each of these: the id of its run, -1 for none; 1 where the whole way back is recorded. */
  runs: Int32Array;
  full: Uint8Array;
  chains: Chains;
  counts: {
    measures: Record<RecordMeasure, Summed>;
    /** Tasks with a record, and those that break a rule, by rule. */
    tasks: { all: number; listed: number; broken: { part: string; count: number }[] };
    contents: ReturnType<typeof keptContentCounts>;
    labels: ReturnType<typeof labelCounts>;
    /** Runs, tasks and files with a record, and published ones among the files. */
    of: Incident['of'];
  };
}

export function fromRecords(workspace: OpenWorkspace): FromRecords {
  return fromRecordsInTurns(workspace).whole();
}

export function fromRecordsInTurns(workspace: OpenWorkspace): InTurns<FromRecords> {
  return keptAheadInTurns(workspace, 'overview from records', fromRecordsKeeping, function* () {
    yield* toEnd(factsInTurns(workspace));
    return yield* makeFromRecords(workspace.db, factsOf(workspace));
  });
}

export function* makeFromRecords(db: SqlDatabase, facts: ImpactFacts): Generator<void, FromRecords> {
  const chains = chainsOf(facts);
  yield;
  const counted = {} as Record<RecordMeasure, Summed>;
  for (const id of measures) {
    counted[id] = summed(recordMeasures[id](db, facts, chains));
    yield;
  }
  const tasks = taskEnvironments(db);
  const broken = policyOfTasks(tasks);
  yield;
  const published = Int32Array.from(publishedFiles(facts));
  const idOf = (node: number) => facts.graph.ids[node] ?? -1;
  return {
    published: published.map(idOf),
    runs: published.map((node) => idOf(facts.runOf[node] ?? -1)),
    full: Uint8Array.from(published, (node) => (chains.broken[node] === 0 ? 1 : 0)),
    chains,
    counts: {
      measures: counted,
      tasks: { all: tasks.length, listed: broken.length, broken: partCounts(broken) },
      contents: keptContentCounts(db),
      labels: labelCounts(db, labelsShown),
      of: countRoles(facts),
    },
  };
}

function countRoles({ graph, role, published }: ImpactFacts): Incident['of'] {
  const of = { runs: 0, tasks: 0, files: 0, published: 0 };
  for (let node = 0; node < graph.count; node++) {
    const its = role[node];
    if (its === roles.run) of.runs++;
    else if (its === roles.task) of.tasks++;
    else if (its === roles.file) of.files++;
    else continue;
    if (published[node] === 1) of.published++;
  }
  return of;
}

export const fromRecordsKeeping: Keeping<FromRecords> = {
  what: 'overview',
  form: '2',
  parts: ({ published, runs, full, chains: { broken, fromTask }, counts }) => ({ published, runs, full, broken, fromTask, counts: JSON.stringify(counts) }),
  value: (parts) => ({
    published: part(parts, 'published', isI32),
    runs: part(parts, 'runs', isI32),
    full: part(parts, 'full', isU8),
    chains: { broken: part(parts, 'broken', isU8), fromTask: part(parts, 'fromTask', isU8) },
    counts: JSON.parse(part(parts, 'counts', isText)) as FromRecords['counts'],
  }),
};

function inferred(db: SqlDatabase, graph: Graph): Counted {
  const pairs: [file: number, outside: number][] = [];
  for (let node = 0; node < graph.count; node++)
    forEachLink(graph.down, node, (to, relation) => {
      if (relation === relationNumbers['same-path'] && graph.kinds[to] === kindNumbers.External) pairs.push([graph.ids[node] ?? -1, graph.ids[to] ?? -1]);
    });
  const files = pairs.map(([file]) => file);
  const sums = checksumIds(db, files);
  const readings = new Map<number, ReturnType<typeof readingsOf>>();
  for (const one of readingsOf(db, new Set(pairs.map(([, outside]) => outside)))) addTo(readings, one.node, one);
  const links = pairs.flatMap(([file, outside]) =>
    (readings.get(outside) ?? []).map(({ user, value, label }): InferredLink => {
      const own = sums.get(file);
      return { file, user, same: own === undefined || value === null || own.label !== label ? null : own.value === value };
    }),
  );
  const lids = lidsOf(db, files);
  return falseLinks(links, (file) => lids.get(file) ?? '');
}
