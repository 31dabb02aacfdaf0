/** Who stands behind each step: the run that governed it, the runs that relied on it, and how it is named in a sentence. */
import { kindNumbers } from '../../index/schema';
import { splitTaskName } from '../../record/facts';
import { counted, grouped } from '../../report/words';
import type { Chain, ChainStep } from './chain';
import type { HistoryFacts } from './facts';
import { listOf, named } from './named';

/** More runs than these relying on one step are not told apart. */
const mostRelying = 5;

export interface Makers {
  /** By step: the run under which it was done, by number of the graph; null where the records name none. */
  governed: (number | null)[];
  /** By step: runs that relied on what another run had executed, as with -resume. */
  reliedOnBy: number[][];
}

export function makersOf(chain: Chain, facts: HistoryFacts): Makers {
  const { graph, steps, stepOf } = chain;
  const runOf = (id: number | null | undefined) => (id == null ? -1 : graph.at(id));
  const governed = steps.map(({ kind, node }) => {
    const run = kind === 'task' || kind === 'agent' ? runOf(facts.tasks.get(node)?.run?.node) : runOf(facts.files.get(node)?.run);
    return run < 0 ? null : run;
  });
  const asking = steps.map(() => new Set<number>());
  steps.forEach((step, at) => {
    const own = governed[at] ?? null;
    const mine = asking[at] ?? new Set();
    // A published file of another run that is read as an input is no re-used task: from there on that run asks.
    const on = step.kind === 'published' || mine.size === 0 ? (own === null ? [] : [own]) : [...mine];
    for (const { node } of step.inputs) {
      const from = asking[stepOf[node] ?? -1];
      if (from === undefined || (stepOf[node] ?? -1) <= at) continue;
      for (const run of on) if (from.size < mostRelying) from.add(run);
    }
  });
  const reliedOnBy = steps.map(({ kind }, at) =>
    kind === 'task' || kind === 'agent' ? [...(asking[at] ?? [])].filter((run) => governed[at] !== null && run !== governed[at]) : [],
  );
  return { governed, reliedOnBy };
}

/** `run release`. */
export function runWords(facts: HistoryFacts, run: number): string {
  return `run ${named(facts.nameOfRun.get(run) ?? facts.rows.get(run)?.title ?? '')}`;
}

export function runsWords(facts: HistoryFacts, runs: readonly number[]): string {
  const names = runs.map((run) => named(facts.nameOfRun.get(run) ?? facts.rows.get(run)?.title ?? ''));
  return `${names.length === 1 ? 'run' : 'the runs'} ${listOf(names)}`;
}

/** `task FILTER (HG002)`, `agent REVIEW (S1)`. */
export function doerWords(facts: HistoryFacts, { kind, node }: ChainStep): string {
  return `${kind === 'agent' ? 'agent' : 'task'} ${named(facts.rows.get(node)?.title ?? '')}`;
}

/** What was read, by who made it: `8 files (7 of task TRIM (HG002) and 1 from outside)`, `4 files of 4 tasks FILTER`. Null where nothing was. */
export function readWords(chain: Chain, facts: HistoryFacts, step: ChainStep): string | null {
  if (step.inputs.length === 0) return null;
  const byMaker = new Map<string, { files: number; doers: Set<string> }>();
  const makers = step.inputs.map(({ node }) => makerOf(chain, facts, step, node));
  const areMany = new Set(makers.map(({ doer, words }) => doer ?? words)).size > 3;
  for (const { doer, words, group } of makers) {
    const id = areMany ? group : (doer ?? words);
    const entry = byMaker.get(id) ?? { files: 0, doers: new Set() };
    entry.files++;
    entry.doers.add(doer ?? '');
    byMaker.set(id, entry);
  }
  const parts = [...byMaker]
    .map(([id, { files, doers }]) => ({ files, words: doers.has('') ? id : doers.size === 1 ? `of ${[...doers][0]}` : `of ${counted(doers.size, 'task')} ${id}` }))
    .sort((a, b) => b.files - a.files);
  const count = counted(step.inputs.length, 'file');
  const [only, another] = parts;
  if (only !== undefined && another === undefined) return `${count} ${only.words}`;
  return `${count} (${listOf(parts.map(({ files, words }) => `${grouped(files)} ${words}`))})`;
}

/** `doer`: the task that wrote the file, null where it is none; `group`: its process. */
function makerOf({ graph, steps, stepOf }: Chain, facts: HistoryFacts, step: ChainStep, node: number): { doer: string | null; words: string; group: string } {
  const other = (words: string) => ({ doer: null, words, group: words });
  if (graph.kinds[node] === kindNumbers.External) return other('from outside');
  const maker = steps[stepOf[node] ?? -1];
  if (maker?.outputs.includes(node)) {
    if (maker.node === step.node) return other('of its own');
    if (maker.kind === 'published') return other('that a run had published');
    if (maker.kind === 'task' || maker.kind === 'agent') {
      const doer = doerWords(facts, maker);
      return { doer, words: doer, group: named(splitTaskName(facts.tasks.get(maker.node)?.name ?? '').process) };
    }
  }
  return other(graph.kinds[node] === kindNumbers.Missing ? 'without a record' : 'of another origin');
}
