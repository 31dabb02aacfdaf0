/** The formulas of the quality measures over plain facts; each gives the list that its numbers can be counted again from. */
import { forEachLink, isInferred } from '../graph/adjacency';
import { type ImpactFacts, roles } from '../graph/impact/facts';
import { hasNoOrigin } from '../graph/impact/reach';
import type { HashedFile } from '../index/queries/overview';
import { kindNumbers, relationNumbers } from '../index/schema';
import { type Chains, chainBreaks, chainBreakWords } from './chains';
import { type Counted, type Listed, share, time } from './counted';
import { notMeasurable } from './measures';
import { percentile } from './percentile';
import { brokenByRun, brokenByTask, type RunFacts, type ruleWords, type TaskFacts } from './rules';
import { timeText } from './words';

const item = (node: number | null, part: string, detail: string, name = ''): Listed => ({ node, part, detail, name });

/** Published files that a record is kept of, as numbers of the graph. */
export function publishedFiles({ graph, published }: ImpactFacts): number[] {
  const files: number[] = [];
  for (let node = 0; node < graph.count; node++) if (published[node] === 1 && graph.kinds[node] === kindNumbers.FileOutput) files.push(node);
  return files;
}

const noPublished = notMeasurable.nothing('published files with a record');

export function coverage(facts: ImpactFacts, { broken }: Chains): Counted {
  const files = publishedFiles(facts);
  const without = files.flatMap((node) => {
    const why = chainBreaks[(broken[node] ?? 0) - 1];
    return why === undefined ? [] : [item(facts.graph.ids[node] ?? null, why, chainBreakWords[why])];
  });
  return share(files.length - without.length, files.length, without, noPublished);
}

export function granularity(facts: ImpactFacts, { fromTask }: Chains): Counted {
  const files = publishedFiles(facts);
  const without = files.filter((node) => fromTask[node] !== 1).map((node) => item(facts.graph.ids[node] ?? null, byRun(facts, node) ? 'by-run' : 'no-link', ''));
  return share(files.length - without.length, files.length, without, noPublished);
}

/** That it belongs to a run is another link: its record has to name the run as what wrote it. */
function byRun({ graph }: ImpactFacts, node: number): boolean {
  let found = false;
  forEachLink(graph.up, node, (from, relation) => (found ||= graph.isRun[from] === 1 && relation === relationNumbers.produced));
  return found;
}

/** Numerator and denominator count readings, and so does the list: a file that two tasks read stands in it twice. */
export function unknownUpstream(facts: ImpactFacts): Counted {
  const { graph, role } = facts;
  let all = 0;
  const origins = new Map<number, ReturnType<typeof originOf>>();
  const items: Listed[] = [];
  for (let task = 0; task < graph.count; task++) {
    if (role[task] !== roles.task) continue;
    forEachLink(graph.up, task, (file, relation) => {
      if (relation !== relationNumbers.read) return;
      all++;
      const origin = origins.has(file) ? (origins.get(file) ?? null) : originOf(facts, file);
      origins.set(file, origin);
      if (origin !== null) items.push({ ...item(graph.ids[file] ?? null, origin, ''), reader: graph.ids[task] ?? null });
    });
  }
  items.sort((a, b) => (a.part < b.part ? -1 : a.part > b.part ? 1 : (a.node ?? 0) - (b.node ?? 0) || (a.reader ?? 0) - (b.reader ?? 0)));
  return share(items.length, all, items, notMeasurable.nothing('recorded readings of a file by a task'));
}

/** Why nothing is known of how it was made; null: a record tells. */
function originOf(facts: ImpactFacts, file: number): 'outside' | 'no-record' | 'no-origin' | null {
  const kind = facts.graph.kinds[file];
  if (kind === kindNumbers.External) return 'outside';
  if (kind === kindNumbers.Missing) return 'no-record';
  return hasNoOrigin(facts, file) ? 'no-origin' : null;
}

export interface InferredLink {
  /** Ids of the index. */
  file: number;
  user: number;
  /** null: one of the two has no checksum, or they are of different kinds. */
  same: boolean | null;
}

export function falseLinks(links: readonly InferredLink[], titleOf: (file: number) => string): Counted {
  const judged = links.filter(({ same }) => same !== null);
  const wrong = judged.filter(({ same }) => same === false);
  const open = links.filter(({ same }) => same === null);
  const items = [
    ...wrong.map(({ user, file }) => item(user, 'contradicted', `read the path that ${titleOf(file)} was written to, with another checksum`)),
    ...open.map(({ user, file }) => item(user, 'cannot-be-judged', `read the path that ${titleOf(file)} was written to; no two checksums can be compared`)),
  ];
  const why =
    links.length === 0
      ? 'Nothing to measure: no link of this store is inferred from equal paths.'
      : `Not measurable offline: none of the ${links.length} inferred links has a checksum of the same kind at both ends.`;
  return share(wrong.length, judged.length, items, why, links.length === 0 ? [] : [`${open.length} of ${links.length} inferred links cannot be judged.`]);
}

export function dangling({ graph }: ImpactFacts): Counted {
  let named = 0;
  const missing: Listed[] = [];
  for (let node = 0; node < graph.count; node++) {
    if (graph.kinds[node] === kindNumbers.External) continue;
    let users = 0;
    let last = -1;
    forEachLink(graph.down, node, (to, relation) => {
      if (isInferred(relation) || to === last) return;
      users++;
      last = to;
    });
    if (users === 0) continue;
    named++;
    if (graph.kinds[node] === kindNumbers.Missing) missing.push(item(graph.ids[node] ?? null, 'no-record', `named by ${users} record${users === 1 ? '' : 's'}`));
  }
  return share(missing.length, named, missing, notMeasurable.nothing('LIDs named by records'));
}

export const unhashedParts = { none: 'no-checksum', metadata: 'metadata-alone' } as const;

export function unhashed(files: readonly HashedFile[]): Counted {
  const items = files.filter(({ hasChecksum }) => !hasChecksum).map(({ node }) => item(node, unhashedParts.none, ''));
  return { ...unhashedShare(items.length, files.length), items };
}

/** Without the list, as counted from columns. */
export function unhashedShare(without: number, files: number): Counted {
  return share(without, files, [], notMeasurable.nothing('files with a record'));
}

/** `files`: the published ones alone. */
export function noContentHash(files: readonly HashedFile[]): Counted {
  const items = files.filter(({ ofContent }) => !ofContent).map(({ node, hasChecksum }) => item(node, hasChecksum ? unhashedParts.metadata : unhashedParts.none, ''));
  return { ...noContentHashShare(items.length, files.length), items };
}

/** Likewise. */
export function noContentHashShare(without: number, published: number): Counted {
  return share(without, published, [], noPublished);
}

export interface LossFacts {
  objects: { records: number; history: number; quarantined: number };
  quarantined: readonly { path: string; reason: string }[];
  /** Ids of runs that a line of the history names, and no record was ever read of. */
  withoutRecord: readonly number[];
}

export function eventLoss({ objects, quarantined, withoutRecord }: LossFacts): Counted {
  const items = [
    ...quarantined.map(({ path, reason }) => item(null, 'quarantined', reason, path)),
    ...withoutRecord.map((node) => item(node, 'history-without-record', 'the history names it, and no record of it was ever read')),
  ];
  return { ...lossCounts(objects, items.length, withoutRecord.length), items };
}

/** `lost`: `withoutRecord` among them. */
export function lossCounts({ records, history, quarantined }: LossFacts['objects'], lost: number, withoutRecord: number): Counted {
  return share(lost, records + history + quarantined + withoutRecord, [], notMeasurable.nothing('objects in the store'));
}

type Broken = readonly (readonly [node: number, rules: readonly (keyof typeof ruleWords)[], detail: string])[];

function policyItems(broken: Broken): Listed[] {
  return broken.flatMap(([node, [first, ...also], detail]) => (first === undefined ? [] : [{ ...item(node, first, detail), ...(also.length > 0 && { also }) }]));
}

export function policyOfRuns(runs: readonly (RunFacts & { node: number })[]): Listed[] {
  return policyItems(runs.map((run) => [run.node, brokenByRun(run), run.commit ?? ''] as const));
}

export function policyOfTasks(tasks: readonly (TaskFacts & { node: number })[]): Listed[] {
  return policyItems(tasks.map((task) => [task.node, brokenByTask(task), task.container ?? ''] as const));
}

/** `of`: how many runs and tasks were looked at. */
export function policyCounts(broken: number, of: number): Counted {
  return share(broken, of, [], notMeasurable.nothing('runs and tasks with a record'));
}

export interface CapturedRecord {
  node: number;
  madeMs: number;
  /** End of the sync that first read it; it is left out where that did not end. */
  readMs: number;
}

/** Seconds, and where they are many how long that is. */
function secondsText(seconds: number, digits: number): string {
  const exact = `${seconds.toFixed(digits)} s`;
  return Math.abs(seconds) < 120 ? exact : `${exact} (${timeText(seconds, 'seconds')})`;
}

/** `syncs`: how many ended with a whole listing. */
export function captureLatency(records: readonly CapturedRecord[], syncs: number): Counted {
  const seconds = records.map(({ madeMs, readMs }) => (readMs - madeMs) / 1000);
  const items = records
    .map(({ node }, at) => ({ node, waited: seconds[at] ?? 0 }))
    .sort((a, b) => b.waited - a.waited)
    .map(({ node, waited }) => item(node, waited < 0 ? 'before-made' : 'waited', secondsText(waited, 3)));
  const ahead = seconds.filter((one) => one < 0).length;
  const p95 = percentile(seconds, 0.95);
  const notes = [
    ...(p95 === null ? [] : [`95th percentile: ${secondsText(p95, 0)}.`]),
    ...(ahead > 0 ? [`${ahead} of ${seconds.length} state a time after they were read here: the two clocks differ.`] : []),
  ];
  const why = syncs === 0 ? notMeasurable.noSync : syncs === 1 ? notMeasurable.oneSync : notMeasurable.nothing('dated records first read by a sync after the first whole one');
  return time(percentile(seconds, 0.5), seconds.length, why, items, notes);
}
