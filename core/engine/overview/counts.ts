/** Every measure that follows from what is kept: its counts, and the list behind them. */
import { codeMismatches, fingerprintedNodes, type HashedFile, quarantinedObjects, taskEnvironments } from '../../index/queries/overview';
import { indexedRuns } from '../../index/queries/runs';
import type { Chains } from '../../overview/chains';
import { type Counted, partCounts, type Summed, summed, summedFrom } from '../../overview/counted';
import { eventLoss, lossCounts, noContentHash, policyCounts, policyOfRuns, policyOfTasks, unhashed } from '../../overview/formulas';
import type { MeasureId } from '../../overview/measures';
import { allFiles, hashBits } from '../all-files';
import { byRecords } from '../by-records';
import type { OpenWorkspace } from '../context';
import { factsOf } from '../impact/facts';
import { fromRecords, type RecordMeasure, recordMeasures } from './from-records';
import { latencyOf, storeObjects } from './objects';

/** Those that depend on the moment they are asked in are made in measures.ts. */
export type CountedMeasure = Exclude<MeasureId, 'query-time' | 'staleness'>;

export const chainsIn = (workspace: OpenWorkspace): Chains => fromRecords(workspace).chains;

/** Runs of the index, read once for each state of it. */
export const runsIn = (workspace: OpenWorkspace) => workspace.cached('overview runs', () => indexedRuns(workspace.db));

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
const withList = (id: CountedMeasure) => (workspace: OpenWorkspace) => summed(counted(workspace, id));

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
  unhashed: withList('unhashed'),
  'no-content-hash': withList('no-content-hash'),
  policy(workspace) {
    const runs = runFacts(workspace);
    const ofRuns = policyOfRuns(runs);
    const { all, listed, broken } = fromRecords(workspace).counts.tasks;
    return summedFrom(policyCounts(ofRuns.length + listed, runs.length + all), [...partCounts(ofRuns), ...broken], ofRuns.length + listed);
  },
};

const runsWithoutRecord = (workspace: OpenWorkspace) =>
  runsIn(workspace)
    .filter(({ record, history }) => record === null && history !== null)
    .map(({ node }) => node);

function runFacts(workspace: OpenWorkspace) {
  const mismatches = codeMismatches(workspace.db);
  return runsIn(workspace).flatMap(({ node, record, history }) =>
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
