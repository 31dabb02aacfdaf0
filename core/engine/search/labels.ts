/** Labels: every one with who carries it; one of them by run, with what the newest checks say of its files. */
import type { EngineHandlers, Output } from '../../contract';
import { AuditError } from '../../errors';
import { nodesById } from '../../index/queries/nodes';
import { runNames } from '../../index/queries/runs';
import { nodesWithLabel, runsWithPlatformLabel } from '../../index/queries/search-values';
import { type Verdict, verdicts } from '../../verify/verdict';
import { byRecords } from '../by-records';
import type { EngineContext, OpenWorkspace } from '../context';
import { lastAnswer } from '../last-answer';
import { listsIn } from './conditions';
import { searchable } from './searchable';
import { labelValues } from './suggest';
import { groupNumber, searchTable } from './table';
import { searchValues } from './values';
import { bitOf, verdictBits } from './verdicts';

type OfRun = Omit<Output<'labels.get'>['runs'][number], 'run'>;

export function labelHandlers({ open }: EngineContext): Pick<EngineHandlers, 'labels.list' | 'labels.get'> {
  return {
    'labels.list': ({ workspace }) => ({ labels: labelValues(open(workspace)) }),
    'labels.get': async ({ workspace, label, limit, offset }) => labelPage(await searchable({ open }, workspace), label, limit, offset),
  };
}

/** The label as it is written, letter by letter. Throws `not-found`. */
function labelPage(workspace: OpenWorkspace, label: string, limit: number, offset: number): Output<'labels.get'> {
  const is = namedAs(workspace, label);
  const known = labelValues(workspace).find((one) => is(one.label));
  if (known === undefined)
    throw new AuditError('not-found', `No record carries the label "${label}", and Platform had it on no run. It may be written in another way: search for a part of it.`);
  const { byRun, order, files, tasks, verdicts } = lastAnswer(workspace, 'label', known.label, () => carriedByRun(workspace, known.label));
  const page = order.slice(offset, offset + limit);
  const shown = nodesById(workspace.db, page);
  const names = byRecords(workspace, 'run names', () => runNames(workspace.db));
  return {
    label,
    counts: { nextflow: known.nextflow, platform: known.platform },
    files,
    tasks,
    verdicts,
    runs: page.flatMap((node) => {
      const one = byRun.get(node);
      const it = shown.get(node);
      return one === undefined ? [] : [{ ...one, run: it === undefined ? null : { lid: it.lid, name: names.get(node) ?? it.title } }];
    }),
    runsTotal: order.length,
  };
}

/** Whether a label of the index is the one that is meant: as it stands there, or by what is masked in it, here or as it is shown. */
function namedAs({ facts, masker }: OpenWorkspace, label: string): (held: string) => boolean {
  const plain = masker.reveal(label);
  return (held) => held === label || held === plain || facts.isText(held, label) === true || facts.isText(held, plain) === true;
}

interface Carried {
  byRun: ReadonlyMap<number, OfRun>;
  /** Newest run first; runs without a time, and what names no run, stand at the end. */
  order: readonly number[];
  files: number;
  tasks: number;
  verdicts: Output<'labels.get'>['verdicts'];
}

function carriedByRun(workspace: OpenWorkspace, label: string): Carried {
  const { nodes, platform } = carriersOf(workspace, label);
  const { group, run, early } = searchTable(workspace);
  const bits = verdictBits(workspace);
  const byRun = new Map<number, OfRun>();
  const of = (node: number) => {
    const found = byRun.get(node) ?? { platform: false, files: 0, tasks: 0, records: 0, verdicts: {} };
    byRun.set(node, found);
    return found;
  };
  for (const node of platform) of(node).platform = true;
  const [files, tasks] = [groupNumber('files'), groupNumber('tasks')];
  const all: Carried['verdicts'] = {};
  for (const node of nodes) {
    const one = of(run[node] ?? 0);
    if (group[node] === files) {
      one.files++;
      for (const verdict of verdictsIn(bits[node] ?? 0)) {
        one.verdicts[verdict] = (one.verdicts[verdict] ?? 0) + 1;
        all[verdict] = (all[verdict] ?? 0) + 1;
      }
    } else if (group[node] === tasks) one.tasks++;
    else one.records++;
  }
  const time = (node: number) => (Number.isNaN(early[node]) ? Number.NEGATIVE_INFINITY : (early[node] ?? 0));
  const order = [...byRun.keys()].sort((a, b) => (a === 0 ? 1 : b === 0 ? -1 : time(b) - time(a) || a - b));
  const sum = (what: 'files' | 'tasks') => [...byRun.values()].reduce((total, one) => total + one[what], 0);
  return { byRun, order, files: sum('files'), tasks: sum('tasks'), verdicts: all };
}

function carriersOf(workspace: OpenWorkspace, label: string): { nodes: number[]; platform: number[] } {
  const { labels, platformLabels } = searchValues(workspace);
  const idsOf = (list: typeof labels) => list.filter(({ text }) => text === label).map(({ id }) => id);
  return { nodes: nodesWithLabel(workspace.db, idsOf(labels), listsIn(searchTable(workspace))), platform: runsWithPlatformLabel(workspace.db, idsOf(platformLabels)) };
}

function verdictsIn(bits: number): Verdict[] {
  return verdicts.filter((verdict) => (bits & bitOf(verdict)) !== 0);
}
