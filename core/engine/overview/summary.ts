/** The overview itself: runs over time, outputs by verdict, findings, labels, storage, and the measures. */
import type { Overview } from '../../contract/overview';
import { findingKinds, findingTypes } from '../../findings/kinds';
import { labelCounts, storageRows } from '../../index/queries/overview';
import type { CallTimes } from '../../overview/call-times';
import type { Ports } from '../../ports';
import { splitName } from '../../time/name';
import { timelineOf } from '../../time/timeline';
import type { OpenWorkspace } from '../context';
import { allFindings, findingsInTurns } from '../findings/all';
import { factsInTurns } from '../impact/facts';
import { toEnd } from '../prepared';
import { chainsIn, countingMeasures, objectsIn, publishedIn, runsIn } from './counts';
import { measuresOf } from './measures';
import { judgedNodes, judgedOutputs } from './outputs';

const labelsShown = 12;

export function overviewOf(ports: Ports, workspace: OpenWorkspace, times: CallTimes, nowMs: number): Overview {
  const kept = workspace.cached('overview', () => {
    const objects = objectsIn(workspace);
    const { labels, different } = labelCounts(workspace.db, labelsShown);
    return {
      records: objects.records,
      runs: runsOverTime(ports, workspace),
      outputs: judgedOutputs(workspace).counts,
      findings: findingCounts(ports, workspace),
      labels: { first: labels, different },
      storage: { ...storageRows(workspace.db, new Set(publishedIn(workspace))), ...onDisk(ports, workspace) },
    };
  });
  return { ...kept, measures: measuresOf(workspace, times, nowMs) };
}

/** Makes what the answers of the overview rest on, one thing after another; each is kept by what makes it. */
export function* overviewInTurns(ports: Ports, workspace: OpenWorkspace): Generator<void, void> {
  yield* toEnd(factsInTurns(workspace));
  yield* toEnd(findingsInTurns(ports, workspace));
  for (const make of [publishedIn, chainsIn, judgedNodes, judgedOutputs, runsIn] as const) {
    make(workspace);
    yield;
  }
  yield* countingMeasures(workspace);
  timelineOf(ports, workspace, { offset: 0, limit: 1 });
  yield;
}

function runsOverTime(ports: Ports, workspace: OpenWorkspace): Overview['runs'] {
  const line = timelineOf(ports, workspace, { kinds: ['run', 'sync', 'check', 'finding'], offset: 0, limit: 1 });
  return {
    total: runsIn(workspace).length,
    undated: line.undated.run ?? 0,
    unit: line.unit,
    bins: line.bins.map(({ start, counts }) => ({ start, runs: counts.run ?? 0, syncs: counts.sync ?? 0, checks: counts.check ?? 0, findings: counts.finding ?? 0 })),
  };
}

function findingCounts(ports: Ports, workspace: OpenWorkspace): Overview['findings'] {
  const all = allFindings(ports, workspace);
  const open = all.filter(({ acknowledged }) => acknowledged === null);
  const count = (list: typeof all, type: string) => list.filter((one) => one.type === type).length;
  return {
    open: open.length,
    acknowledged: all.length - open.length,
    byType: findingTypes
      .map((type) => ({ type, words: findingKinds[type].short, grave: findingKinds[type].grave, open: count(open, type), all: count(all, type) }))
      .filter((one) => one.all > 0),
  };
}

function onDisk({ home }: Ports, { name }: OpenWorkspace): Pick<Overview['storage'], 'evidenceBytes' | 'indexBytes'> {
  const { workspace, at } = splitName(name);
  if (at !== null) return { evidenceBytes: null, indexBytes: null };
  const below = (folder: string) => home.filesBelow(folder).reduce((sum, file) => sum + home.size(`${folder}/${file}`), 0);
  return { evidenceBytes: below(`${workspace}/evidence`), indexBytes: home.exists(`${workspace}/index/index.db`) ? home.size(`${workspace}/index/index.db`) : null };
}
