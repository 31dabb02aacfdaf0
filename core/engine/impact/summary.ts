/** The counts of one answer: by kind, by distance, by label, by reason, and by the contents that a path has held. */
import type { ImpactBegun, ImpactCounts, ImpactSummary } from '../../contract/impact';
import { roles } from '../../graph/impact/facts';
import { reachedRuns } from '../../graph/impact/reach';
import { doubtReasons, notWholeWords } from '../../graph/impact/reasons';
import { textsById } from '../../index/queries/impact';
import { nodesById } from '../../index/queries/nodes';
import { runNames } from '../../index/queries/runs';
import { mayBeUnaffected } from '../../sync/coverage';
import type { OpenWorkspace } from '../context';
import { coverageIn } from '../coverage';
import { type Impact, kindAs } from './answer';
import { copiedFrom, copiedNotes } from './copied-from';
import { unreadInTurns } from './unread';

/** Distances told one by one; what lies beyond is one line. */
const farthest = 30;
const labelsShown = 200;
const contentsShown = 20;
const startsShown = 20;

/** Counts by role, of what is not published and of what is, one line of them behind the other: an object for each would take as long as all the rest. */
const lineLength = 2 * Object.keys(roles).length;

function countsAt(table: Int32Array, line: number): ImpactCounts & { outside: number; others: number } {
  const of = (role: number, published: 0 | 1) => table[line * lineLength + role * 2 + published] ?? 0;
  const both = (role: number) => of(role, 0) + of(role, 1);
  return {
    runs: both(roles.run),
    tasks: both(roles.task),
    files: both(roles.file),
    published: of(roles.file, 1),
    outside: both(roles.outside),
    others: both(roles.outside) + both(roles.other),
  };
}
const shownCounts = ({ runs, tasks, files, published }: ImpactCounts): ImpactCounts => ({ runs, tasks, files, published });

/** How many lines of a table hold anything, by their numbers. */
const linesWith = (table: Int32Array): number[] =>
  Array.from({ length: table.length / lineLength }, (_, line) => line).filter((line) => table.subarray(line * lineLength, (line + 1) * lineLength).some((one) => one > 0));

export function summaryOf(workspace: OpenWorkspace, impact: Impact): ImpactSummary {
  return { ...begunOf(workspace, impact), byChecksum: contentsOf(workspace, impact) };
}

/** Without the contents of a path: what each of them reached is one walk more. */
export function begunOf(workspace: OpenWorkspace, impact: Impact): ImpactBegun {
  const { facts, begun, found } = impact;
  const { byDistance, byReason, unaffected } = tables(facts, found);
  const reached = countsAt(summed(byDistance), 0);
  const unknown = countsAt(summed(byReason), 0);
  const rest = countsAt(unaffected, 0);
  const labels = labelsOf(workspace, impact);
  const copied = copiedFrom(workspace, facts, begun.from.starts, found);
  return {
    said: begun.said,
    ...startsOf(workspace, impact),
    copiedFrom: copied,
    reached: shownCounts(reached),
    unknown: shownCounts(unknown),
    unaffected: shownCounts(rest),
    of: {
      runs: reached.runs + unknown.runs + rest.runs,
      tasks: reached.tasks + unknown.tasks + rest.tasks,
      files: reached.files + unknown.files + rest.files,
      published: reached.published + unknown.published + rest.published,
    },
    outside: { reached: reached.outside, unknown: unknown.outside },
    unread: unreadInTurns(workspace).whole().length,
    byDistance: linesWith(byDistance).flatMap((distance) => {
      const counts = shownCounts(countsAt(byDistance, distance));
      return isNothing(counts) ? [] : [{ distance, andMore: distance === farthest, ...counts }];
    }),
    byLabel: labels.slice(0, labelsShown),
    labels: labels.length,
    byReason: linesWith(byReason).map((reason) => {
      const counts = countsAt(byReason, reason);
      return { reason: doubtReasons[reason - 1] ?? 'missing-record', ...shownCounts(counts), others: counts.others };
    }),
    contents: begun.contents.filter(({ checksum }) => checksum !== 0).length,
    notes: [...copiedNotes(copied), ...begun.notes, ...coverageNotes(workspace)],
  };
}

/** What was reached by its distance, what is unknown by its reason, and the rest in one line; #output records are in none. */
function tables({ graph, role, published }: Impact['facts'], { distance, reason }: Impact['found']): Record<'byDistance' | 'byReason' | 'unaffected', Int32Array> {
  const byDistance = new Int32Array((farthest + 1) * lineLength);
  const byReason = new Int32Array((doubtReasons.length + 1) * lineLength);
  const unaffected = new Int32Array(lineLength);
  for (let node = 0; node < graph.count; node++) {
    const is = role[node] ?? 0;
    if (is === roles.none) continue;
    const place = is * 2 + (published[node] === 1 ? 1 : 0);
    const steps = distance[node] ?? -1;
    const why = reason[node] ?? 0;
    const table = steps >= 0 ? byDistance : why > 0 ? byReason : unaffected;
    const at = (steps >= 0 ? Math.min(steps, farthest) : why) * lineLength + place;
    table[at] = (table[at] ?? 0) + 1;
  }
  return { byDistance, byReason, unaffected };
}

/** All lines of a table in one. */
function summed(table: Int32Array): Int32Array {
  const line = new Int32Array(lineLength);
  for (const [at, count] of table.entries()) line[at % lineLength] = (line[at % lineLength] ?? 0) + count;
  return line;
}

function coverageNotes(workspace: OpenWorkspace): string[] {
  const coverage = coverageIn(workspace);
  return coverage.sentence === null ? [] : [coverage.sentence, ...(mayBeUnaffected(coverage) ? [] : [notWholeWords])];
}

const isNothing = (counts: ImpactCounts) => counts.runs + counts.tasks + counts.files === 0;

function startsOf(workspace: OpenWorkspace, { facts, begun }: Impact): Pick<ImpactSummary, 'starts'> {
  const starts = [...new Set(begun.from.starts.map(([node]) => node))];
  const shown = starts.slice(0, startsShown);
  const rows = nodesById(
    workspace.db,
    shown.map((node) => facts.graph.ids[node] ?? -1),
  );
  const names = runNames(workspace.db);
  return {
    starts: {
      count: starts.length,
      first: shown.flatMap((node) => {
        const id = facts.graph.ids[node] ?? -1;
        const row = rows.get(id);
        return row === undefined ? [] : [{ lid: row.lid, title: names.get(id) ?? row.title, as: kindAs(facts.role[node] ?? 0) ?? ('other' as const) }];
      }),
    },
  };
}

function labelsOf(workspace: OpenWorkspace, { facts, found }: Impact): ImpactSummary['byLabel'] {
  const { labels, role, published } = facts;
  const byLabel = new Map<number, { tasks: number; files: number; published: number }>();
  for (let at = 0; at < labels.length; at += 2) {
    const [node = -1, label = 0] = labels.subarray(at, at + 2);
    if ((found.distance[node] ?? -1) < 0) continue;
    const counts = byLabel.get(label) ?? { tasks: 0, files: 0, published: 0 };
    byLabel.set(label, counts);
    if (role[node] === roles.task) counts.tasks++;
    if (role[node] === roles.file) counts.files++;
    if (published[node] === 1) counts.published++;
  }
  const texts = textsById(workspace.db, byLabel.keys());
  return [...byLabel]
    .map(([label, counts]) => ({ label: texts.get(label) ?? '', ...counts }))
    .sort((a, b) => b.published - a.published || b.files - a.files || b.tasks - a.tasks || (a.label < b.label ? -1 : 1));
}

/** In the order of what each reached, the most runs first. */
function contentsOf(workspace: OpenWorkspace, { facts, begun }: Impact): ImpactSummary['byChecksum'] {
  const shown = [...begun.contents].sort((a, b) => b.starts.length - a.starts.length).slice(0, contentsShown);
  const runs = shown.map(({ starts }) => reachedRuns(facts, starts));
  const rows = nodesById(
    workspace.db,
    runs.flat().map((node) => facts.graph.ids[node] ?? -1),
  );
  const names = runNames(workspace.db);
  const texts = textsById(
    workspace.db,
    shown.map(({ checksum }) => checksum),
  );
  return shown.map(({ checksum, starts }, i) => ({
    checksum: texts.get(checksum) ?? null,
    direct: starts.length,
    runs: (runs[i] ?? []).flatMap((node) => {
      const row = rows.get(facts.graph.ids[node] ?? -1);
      return row === undefined ? [] : [{ lid: row.lid, title: names.get(row.id) ?? row.title }];
    }),
  }));
}
