/** The overview itself: runs over time, outputs by verdict, findings, labels, storage, and the measures. */
import type { Overview } from '../../contract/overview';
import { findingKinds, findingTypes } from '../../findings/kinds';
import type { CallTimes } from '../../overview/call-times';
import type { Ports } from '../../ports';
import { splitName } from '../../time/name';
import { timelineOf } from '../../time/timeline';
import { allFiles, allFilesInTurns } from '../all-files';
import type { OpenWorkspace } from '../context';
import { allFindings, findingsInTurns } from '../findings/all';
import { factsInTurns } from '../impact/facts';
import { toEnd } from '../prepared';
import { allIndexedRuns } from '../runs/indexed';
import { countingMeasures, publishedIn } from './counts';
import { fromRecords, fromRecordsInTurns } from './from-records';
import { measuresOf } from './measures';
import { objectsInTurns, storeObjects } from './objects';
import { judgedNodes, outputCounts } from './outputs';

export function overviewOf(ports: Ports, workspace: OpenWorkspace, times: CallTimes, nowMs: number): Overview {
  const kept = workspace.cached('overview', () => {
    const {
      contents,
      labels: { labels, different },
    } = fromRecords(workspace).counts;
    return {
      records: storeObjects(workspace).present.records,
      runs: runsOverTime(ports, workspace),
      outputs: outputCounts(workspace),
      findings: findingCounts(ports, workspace),
      labels: { first: labels, different },
      storage: { ...contents, files: filesBySide(workspace), ...onDisk(ports, workspace) },
    };
  });
  return { ...kept, measures: measuresOf(workspace, times, nowMs) };
}

/** Makes what the answers of the overview rest on, one thing after another; each is kept by what makes it. The facts of impact are for views that go along links. */
export function* overviewInTurns(ports: Ports, workspace: OpenWorkspace, withFacts: (workspace: OpenWorkspace) => boolean): Generator<void, void> {
  for (const making of [fromRecordsInTurns(workspace), objectsInTurns(workspace), allFilesInTurns(workspace), findingsInTurns(ports, workspace)]) yield* toEnd(making);
  if (withFacts(workspace)) yield* toEnd(factsInTurns(workspace));
  for (const make of [judgedNodes, outputCounts, allIndexedRuns] as const) {
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
    total: allIndexedRuns(workspace).length,
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

/** By records: files that runs published, and all others. */
function filesBySide(workspace: OpenWorkspace): Overview['storage']['files'] {
  const { nodes, sizes, at: placeOf } = allFiles(workspace);
  const published = new Uint8Array(nodes.length);
  for (const node of publishedIn(workspace)) published[placeOf(node)] = 1; // what is in no place is left out
  const sides = [true, false].map((one) => ({ published: one, files: 0, bytes: 0, withoutSize: 0 }));
  for (let at = 0; at < nodes.length; at++) {
    const side = sides[published[at] === 1 ? 0 : 1];
    if (side === undefined) continue;
    const size = sizes[at] ?? Number.NaN;
    side.files++;
    if (Number.isNaN(size)) side.withoutSize++;
    else side.bytes += size;
  }
  return sides;
}

function onDisk({ home }: Ports, { name }: OpenWorkspace): Pick<Overview['storage'], 'evidenceBytes' | 'indexBytes'> {
  const { workspace, at } = splitName(name);
  if (at !== null) return { evidenceBytes: null, indexBytes: null };
  const below = (folder: string) => home.filesBelow(folder).reduce((sum, file) => sum + home.size(`${folder}/${file}`), 0);
  return { evidenceBytes: below(`${workspace}/evidence`), indexBytes: home.exists(`${workspace}/index/index.db`) ? home.size(`${workspace}/index/index.db`) : null };
}
