/** Who stands behind each step: the run that governed it, the runs that relied on it, and how it is named in a sentence. */
import { kindNumbers } from '../../index/schema';
import { counted, grouped } from '../../report/words';
import type { Chain, ChainStep } from './chain';
import { type HistoryFacts, processOf } from './facts';
import { listOf, listOfSome } from './named';

/** More runs than these relying on one step are not told apart. */
const mostRelying = 5;

export interface Makers {
  /** By step: the run under which it was done, by number of the graph; null where the records name none. */
  governed: (number | null)[];
  /** By step: runs that relied on what another run had executed, as with -resume. */
  reliedOnBy: number[][];
}

export function makersOf(chain: Chain, { columns }: HistoryFacts): Makers {
  const { steps, stepOf } = chain;
  const governed = steps.map(({ node }) => {
    const run = columns.runOf[node] ?? -1;
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
  return `run ${facts.say(facts.nameOfRun.get(run) ?? facts.rows.get(run)?.title ?? '')}`;
}

export function runsWords(facts: HistoryFacts, runs: readonly number[]): string {
  return `${runs.length === 1 ? 'run' : 'the runs'} ${listOfSome(runs, (run) => facts.say(facts.nameOfRun.get(run) ?? facts.rows.get(run)?.title ?? ''))}`;
}

/** `task FILTER (HG002)`, `agent REVIEW (S1)`. */
export function doerWords(facts: HistoryFacts, { kind, node }: ChainStep): string {
  return `${kind === 'agent' ? 'agent' : 'task'} ${facts.say(facts.rows.get(node)?.title ?? '')}`;
}

/** What was read, by who made it: `8 files (7 of task TRIM (HG002) and 1 from outside)`, `4 files of 4 tasks FILTER`. Null where nothing was. */
export function readWords(chain: Chain, facts: HistoryFacts, step: ChainStep): string | null {
  if (step.inputs.length === 0) return null;
  const makers = new Map<number | string, number>();
  for (const { node } of step.inputs) {
    const maker = makerOf(chain, step, node);
    makers.set(maker, (makers.get(maker) ?? 0) + 1);
  }
  const groups = makers.size > 3 ? byProcess(chain, facts, makers) : [...makers].map(([maker, files]) => ({ files, words: makerWords(chain, facts, maker) }));
  groups.sort((a, b) => b.files - a.files);
  const count = counted(step.inputs.length, 'file');
  const [only, another] = groups;
  if (only !== undefined && another === undefined) return `${count} ${only.words}`;
  return `${count} (${listOf(groups.map(({ files, words }) => `${grouped(files)} ${words}`))})`;
}

/** The step of the task that wrote the file, or words where it is none. */
function makerOf({ graph, steps, stepOf }: Chain, step: ChainStep, node: number): number | string {
  if (graph.kinds[node] === kindNumbers.External) return 'from outside';
  const at = stepOf[node] ?? -1;
  const maker = steps[at];
  if (maker?.outputs.includes(node)) {
    if (maker.node === step.node) return 'of its own';
    if (maker.kind === 'published') return 'that a run had published';
    if (maker.kind === 'task' || maker.kind === 'agent') return at;
  }
  return graph.kinds[node] === kindNumbers.Missing ? 'without a record' : 'of another origin';
}

function makerWords({ steps }: Chain, facts: HistoryFacts, maker: number | string): string {
  const step = typeof maker === 'number' ? steps[maker] : undefined;
  return step === undefined ? String(maker) : `of ${doerWords(facts, step)}`;
}

/** Many makers are told by process: a process with one task by that task. */
function byProcess(chain: Chain, facts: HistoryFacts, makers: Map<number | string, number>): { files: number; words: string }[] {
  const groups = new Map<string, { files: number; makers: (number | string)[] }>();
  for (const [maker, files] of makers) {
    const id = typeof maker === 'number' ? `of ${processOf(facts, chain.steps[maker]?.node ?? -1)}` : maker;
    const group = groups.get(id) ?? { files: 0, makers: [] };
    group.files += files;
    group.makers.push(maker);
    groups.set(id, group);
  }
  return [...groups].map(([id, { files, makers: ofGroup }]) => {
    const [first = ''] = ofGroup;
    return { files, words: ofGroup.length === 1 ? makerWords(chain, facts, first) : `of ${counted(ofGroup.length, 'task')} ${facts.say(id.slice('of '.length))}` };
  });
}
