/** Every measure that follows from what is kept: its counts, and the list behind them. */
import { codeMismatches, fingerprintedNodes, type HashedFile, quarantinedObjects, taskEnvironments } from '../../index/queries/overview';
import type { Chains } from '../../overview/chains';
import { type Counted, partCounts, type Summed, summedFrom } from '../../overview/counted';
import {
  eventLoss,
  lossCounts,
  noContentHash,
  noContentHashShare,
  policyCounts,
  policyOfRuns,
  policyOfTasks,
  unhashed,
  unhashedParts,
  unhashedShare,
} from '../../overview/formulas';
import type { MeasureId } from '../../overview/measures';
import { allFiles, hashBits } from '../all-files';
import { byRecords } from '../by-records';
import type { OpenWorkspace } from '../context';
import { factsOf } from '../impact/facts';
import { allIndexedRuns } from '../runs/indexed';
import { fromRecords, type RecordMeasure, recordMeasures } from './from-records';
import { latencyOf, storeObjects } from './objects';

/** Those that depend on the moment they are asked in are made in measures.ts. */
export type CountedMeasure = Exclude<MeasureId, 'query-time' | 'staleness'>;

export const chainsIn = (workspace: OpenWorkspace): Chains => fromRecords(workspace).chains;

/** Ids of published files that a record is kept of. */
export const publishedIn = (workspace: OpenWorkspace): readonly number[] => byRecords(workspace, 'published ids', () => [...fromRecords(workspace).published]);

/** In turns, one measure after another. */
export function* countingMeasures(workspace: OpenWorkspace): Generator<void, void> {
  for (const id of Object.keys(summing) as CountedMeasure[]) {
    summary(workspace, id);
    yield;
  }
}

/** Counted once for each state of the index, without the list. */
export function summary(workspace: OpenWorkspace, id: CountedMeasure): Summed {
  return workspace.cached(`overview counts ${id}`, () => summing[id](workspace));
}

/** With the list behind it, likewise. */
export function counted(workspace: OpenWorkspace, id: CountedMeasure): Counted {
  return workspace.cached(`overview measure ${id}`, () => counting[id](workspace));
}

const ofRecords = (id: RecordMeasure) => (workspace: OpenWorkspace) => recordMeasures[id](workspace.db, factsOf(workspace), chainsIn(workspace));
const summedOfRecords = (id: RecordMeasure) => (workspace: OpenWorkspace) => fromRecords(workspace).counts.measures[id];

const counting: Record<CountedMeasure, (workspace: OpenWorkspace) => Counted> = {
  coverage: ofRecords('coverage'),
  'capture-latency': ({ db }) => latencyOf(db),
  granularity: ofRecords('granularity'),
  'unknown-upstream': ofRecords('unknown-upstream'),
  'false-links': ofRecords('false-links'),
  'event-loss': (workspace) => eventLoss({ objects: storeObjects(workspace).present, quarantined: quarantinedObjects(workspace.db), withoutRecord: runsWithoutRecord(workspace) }),
  dangling: ofRecords('dangling'),
  unhashed: (workspace) => unhashed(hashedIn(workspace)),
  'no-content-hash': (workspace) => {
    const published = new Set(publishedIn(workspace));
    return noContentHash(hashedIn(workspace).filter(({ node }) => published.has(node)));
  },
  policy: (workspace) => {
    const [runs, tasks] = [runFacts(workspace), taskEnvironments(workspace.db)];
    const items = [...policyOfRuns(runs), ...policyOfTasks(tasks)];
    return { ...policyCounts(items.length, tasks.length + runs.length), items };
  },
};

const summing: Record<CountedMeasure, (workspace: OpenWorkspace) => Summed> = {
  coverage: summedOfRecords('coverage'),
  'capture-latency': (workspace) => storeObjects(workspace).latency,
  granularity: summedOfRecords('granularity'),
  'unknown-upstream': summedOfRecords('unknown-upstream'),
  'false-links': summedOfRecords('false-links'),
  'event-loss'(workspace) {
    const [{ present }, without] = [storeObjects(workspace), runsWithoutRecord(workspace).length];
    const parts = [
      { part: 'quarantined', count: present.quarantined },
      { part: 'history-without-record', count: without },
    ];
    return summedFrom(lossCounts(present, present.quarantined + without, without), parts, present.quarantined + without);
  },
  dangling: summedOfRecords('dangling'),
  unhashed(workspace) {
    const { hashed } = allFiles(workspace);
    let without = 0;
    for (const bits of hashed) if ((bits & hashBits.any) === 0) without++;
    return summedFrom(unhashedShare(without, hashed.length), [{ part: unhashedParts.none, count: without }], without);
  },
  'no-content-hash'(workspace) {
    const [files, read] = [allFiles(workspace), fingerprintedNodes(workspace.db)];
    const parts = new Map<string, number>();
    let [all, listed] = [0, 0];
    // In the order of the list, in which parts come as their first file does.
    for (const node of new Set(Int32Array.from(publishedIn(workspace)).sort())) {
      const at = files.at(node);
      if (at < 0) continue;
      all++;
      const bits = files.hashed[at] ?? 0;
      if ((bits & hashBits.content) > 0 || read.has(node)) continue;
      listed++;
      const part = (bits & hashBits.any) > 0 ? unhashedParts.metadata : unhashedParts.none;
      parts.set(part, (parts.get(part) ?? 0) + 1);
    }
    return summedFrom(
      noContentHashShare(listed, all),
      [...parts].map(([part, count]) => ({ part, count })),
      listed,
    );
  },
  policy(workspace) {
    const runs = runFacts(workspace);
    const ofRuns = policyOfRuns(runs);
    const { all, listed, broken } = fromRecords(workspace).counts.tasks;
    return summedFrom(policyCounts(ofRuns.length + listed, runs.length + all), [...partCounts(ofRuns), ...broken], ofRuns.length + listed);
  },
};

const runsWithoutRecord = (workspace: OpenWorkspace) =>
  allIndexedRuns(workspace)
    .filter(({ record, history }) => record === null && history !== null)
    .map(({ node }) => node);

function runFacts(workspace: OpenWorkspace) {
  const mismatches = codeMismatches(workspace.db);
  return allIndexedRuns(workspace).flatMap(({ node, record, history }) =>
    record === null
      ? []
      : [{ node, repository: record.repository, commit: record.commit, inHistory: history !== null && !history.vanished, codeMismatches: mismatches.get(node) ?? null }],
  );
}

/** Every FileOutput, in the order of their ids. */
function hashedIn(workspace: OpenWorkspace): HashedFile[] {
  return workspace.cached('overview hashed files', () => {
    const files = allFiles(workspace);
    const read = fingerprintedNodes(workspace.db);
    return Array.from(files.nodes.slice().sort(), (node): HashedFile => {
      const bits = files.hashed[files.at(node)] ?? 0;
      return { node, hasChecksum: (bits & hashBits.any) > 0, ofContent: (bits & hashBits.content) > 0 || read.has(node) };
    });
  });
}
