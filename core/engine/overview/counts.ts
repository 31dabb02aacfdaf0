/** Every measure that follows from what is kept. */
import { addTo } from '../../add-to';
import { forEachLink } from '../../graph/adjacency';
import type { ImpactFacts } from '../../graph/impact/facts';
import { syncTimes } from '../../index/queries/findings';
import { captured, checksumIds, codeMismatches, hashedFiles, lidsOf, presentObjects, quarantinedObjects, readingsOf, taskEnvironments } from '../../index/queries/overview';
import { indexedRuns } from '../../index/queries/runs';
import { syncResults } from '../../index/queries/syncs';
import { kindNumbers, relationNumbers } from '../../index/schema';
import { type Chains, chainsOf } from '../../overview/chains';
import type { Counted } from '../../overview/counted';
import {
  captureLatency,
  coverage,
  dangling,
  eventLoss,
  falseLinks,
  granularity,
  type InferredLink,
  noContentHash,
  policy,
  publishedFiles,
  unhashed,
  unknownUpstream,
} from '../../overview/formulas';
import type { MeasureId } from '../../overview/measures';
import { byRecords } from '../by-records';
import type { OpenWorkspace } from '../context';
import { factsOf } from '../impact/facts';

/** Those that depend on the moment they are asked in are made in measures.ts. */
export type CountedMeasure = Exclude<MeasureId, 'query-time' | 'staleness'>;

export function chainsIn(workspace: OpenWorkspace): Chains {
  return byRecords(workspace, 'chains', () => chainsOf(factsOf(workspace)));
}

/** Runs of the index, read once for each state of it. */
export const runsIn = (workspace: OpenWorkspace) => workspace.cached('overview runs', () => indexedRuns(workspace.db));

/** Objects of the store by what they are, read once for each state of the index: every object is gone through. */
export const objectsIn = (workspace: OpenWorkspace) => workspace.cached('overview objects', () => presentObjects(workspace.db));

/** Objects that could not be read, likewise. */
export const quarantinedIn = (workspace: OpenWorkspace) => workspace.cached('overview quarantined', () => quarantinedObjects(workspace.db));

/** Ids of published files that a record is kept of. */
export function publishedIn(workspace: OpenWorkspace): readonly number[] {
  return byRecords(workspace, 'published ids', () => {
    const facts = factsOf(workspace);
    return publishedFiles(facts).map((node) => facts.graph.ids[node] ?? -1);
  });
}

/** In turns, one measure after another. */
export function* countingMeasures(workspace: OpenWorkspace): Generator<void, void> {
  for (const id of countedIds) {
    counted(workspace, id);
    yield;
  }
}

/** Counted once for each state of the index. */
export function counted(workspace: OpenWorkspace, id: CountedMeasure): Counted {
  return workspace.cached(`overview measure ${id}`, () => counting[id](workspace));
}

const hashedIn = (workspace: OpenWorkspace) => workspace.cached('overview hashed files', () => hashedFiles(workspace.db));

const counting: Record<CountedMeasure, (workspace: OpenWorkspace) => Counted> = {
  coverage: (workspace) => coverage(factsOf(workspace), chainsIn(workspace)),
  'capture-latency': latency,
  granularity: (workspace) => granularity(factsOf(workspace), chainsIn(workspace)),
  'unknown-upstream': (workspace) => unknownUpstream(factsOf(workspace)),
  'false-links': (workspace) => inferred(workspace, factsOf(workspace)),
  'event-loss': (workspace) =>
    eventLoss({
      objects: objectsIn(workspace),
      quarantined: quarantinedIn(workspace),
      withoutRecord: runsIn(workspace)
        .filter(({ record, history }) => record === null && history !== null)
        .map(({ node }) => node),
    }),
  dangling: (workspace) => dangling(factsOf(workspace)),
  unhashed: (workspace) => unhashed(hashedIn(workspace)),
  'no-content-hash': (workspace) => {
    const published = new Set(publishedIn(workspace));
    return noContentHash(hashedIn(workspace).filter(({ node }) => published.has(node)));
  },
  policy: (workspace) => {
    const mismatches = codeMismatches(workspace.db);
    return policy(
      taskEnvironments(workspace.db),
      runsIn(workspace).flatMap(({ node, record, history }) =>
        record === null
          ? []
          : [{ node, repository: record.repository, commit: record.commit, inHistory: history !== null && !history.vanished, codeMismatches: mismatches.get(node) ?? null }],
      ),
    );
  },
};
const countedIds = Object.keys(counting) as CountedMeasure[];

/** Only what came after the first whole listing has a time at which it was not there yet. */
function latency({ db }: OpenWorkspace): Counted {
  const whole = syncResults(db).filter(({ complete }) => complete);
  const first = whole.at(-1);
  if (first === undefined) return captureLatency([], 0);
  const times = syncTimes(db);
  const records = captured(db, first.sync).flatMap(({ node, madeMs, sync }) => {
    const ended = times.get(sync)?.ended;
    return ended ? [{ node, madeMs, readMs: Date.parse(ended) }] : [];
  });
  return captureLatency(records, whole.length);
}

function inferred({ db }: OpenWorkspace, { graph }: ImpactFacts): Counted {
  const pairs: [file: number, outside: number][] = [];
  for (let node = 0; node < graph.count; node++)
    forEachLink(graph.down, node, (to, relation) => {
      if (relation === relationNumbers['same-path'] && graph.kinds[to] === kindNumbers.External) pairs.push([graph.ids[node] ?? -1, graph.ids[to] ?? -1]);
    });
  const sums = checksumIds(
    db,
    pairs.map(([file]) => file),
  );
  const readings = new Map<number, ReturnType<typeof readingsOf>>();
  for (const one of readingsOf(db, new Set(pairs.map(([, outside]) => outside)))) addTo(readings, one.node, one);
  const links = pairs.flatMap(([file, outside]) =>
    (readings.get(outside) ?? []).map(({ user, value, label }): InferredLink => {
      const own = sums.get(file);
      return { file, user, same: own === undefined || value === null || own.label !== label ? null : own.value === value };
    }),
  );
  const lids = lidsOf(
    db,
    pairs.map(([file]) => file),
  );
  return falseLinks(links, (file) => lids.get(file) ?? '');
}
