/** Every measure that follows from what is kept, counted once for each state of the index. */
import { addTo } from '../../add-to';
import { forEachLink } from '../../graph/adjacency';
import type { ImpactFacts } from '../../graph/impact/facts';
import { syncTimes } from '../../index/queries/findings';
import { captured, checksumIds, codeMismatches, hashedFiles, lidsOf, presentObjects, quarantinedObjects, readingsOf, taskEnvironments } from '../../index/queries/overview';
import { indexedRuns } from '../../index/queries/runs';
import { syncResults } from '../../index/queries/syncs';
import { relationNumbers } from '../../index/schema';
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

/** Ids of published files that a record is kept of. */
export function publishedIn(workspace: OpenWorkspace): readonly number[] {
  return byRecords(workspace, 'published ids', () => {
    const facts = factsOf(workspace);
    return publishedFiles(facts).map((node) => facts.graph.ids[node] ?? -1);
  });
}

export function countedMeasures(workspace: OpenWorkspace): Record<CountedMeasure, Counted> {
  return workspace.cached('overview measures', () => {
    const { db } = workspace;
    const facts = factsOf(workspace);
    const chains = chainsIn(workspace);
    const hashed = hashedFiles(db);
    const published = new Set(publishedIn(workspace));
    const runs = runsIn(workspace);
    const mismatches = codeMismatches(db);
    return {
      coverage: coverage(facts, chains),
      'capture-latency': latency(workspace),
      granularity: granularity(facts, chains),
      'unknown-upstream': unknownUpstream(facts),
      'false-links': inferred(workspace, facts),
      'event-loss': eventLoss({
        objects: presentObjects(db),
        quarantined: quarantinedObjects(db),
        withoutRecord: runs.filter(({ record, history }) => record === null && history !== null).map(({ node }) => node),
      }),
      dangling: dangling(facts),
      unhashed: unhashed(hashed),
      'no-content-hash': noContentHash(hashed.filter(({ node }) => published.has(node))),
      policy: policy(
        taskEnvironments(db),
        runs.flatMap(({ node, record, history }) =>
          record === null
            ? []
            : [{ node, repository: record.repository, commit: record.commit, inHistory: history !== null && !history.vanished, codeMismatches: mismatches.get(node) ?? null }],
        ),
      ),
    };
  });
}

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
      if (relation === relationNumbers['same-path']) pairs.push([graph.ids[node] ?? -1, graph.ids[to] ?? -1]);
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
