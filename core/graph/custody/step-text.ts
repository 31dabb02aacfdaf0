/** One sentence a step: what happened, as the records have it. */
import { counted } from '../../report/words';
import type { ChainStep } from './chain';
import type { History } from './history';
import { doerWords, readWords, runsWords, runWords } from './makers';
import { listOfSome } from './named';
import { isToldStep, toldWords } from './told';

export function stepText({ chain, facts, makers }: Pick<History, 'chain' | 'facts' | 'makers'>, at: number): string {
  const step = chain.steps[at];
  if (step === undefined) return '';
  const title = facts.say(facts.rows.get(step.node)?.title ?? '');
  const run = makers.governed[at] ?? null;
  const by = run === null ? null : runWords(facts, run);
  const titles = (nodes: readonly number[]) => listOfSome(nodes, (node) => facts.say(facts.rows.get(node)?.title ?? ''));
  switch (step.kind) {
    case 'published':
      return `${by === null ? 'A run that is not recorded' : capital(by)} published ${title} from ${listOfSome(sources(step), (node) => sourceWords(chain, facts, node))}.`;
    case 'task':
    case 'agent': {
      const missing = facts.rows.get(step.node)?.kind === 'Missing';
      const wrote = step.outputs.length === 0 ? '' : ` and wrote ${titles(step.outputs)}`;
      if (missing) return `${capital(doerWords(facts, step))}, of which no record is here, is named as what wrote ${titles(step.outputs)}.`;
      const relied = makers.reliedOnBy[at] ?? [];
      const reused = relied.length === 0 ? '' : ` ${capital(runsWords(facts, relied))} did not execute it and relied on what it had left.`;
      const read = readWords(chain, facts, step);
      return `${capital(doerWords(facts, step))}, executed under ${by ?? 'a run that is not recorded'}, read ${read ?? 'no file that its record names'}${wrote}.${reused}`;
    }
    case 'run':
      return `${by === null ? 'The run' : capital(by)} wrote ${title} itself, not by a task; what went into it is not recorded.`;
    case 'list':
      return `The outputs that a record lists stand for ${counted(step.inputs.length, 'file')}: ${titles(sources(step))}.`;
    case 'inferred':
      if (isToldStep(chain, step)) return `${toldWords(chain, facts, step)} No record of Nextflow says so.`;
      return `No record says where ${title} came from. ${step.inputs.length === 1 ? 'Its path or address suggests' : `${counted(step.inputs.length, 'place')} are suggested by path or address, and which one is not known:`} ${titles(step.inputs.map(({ node }) => node))}.`;
    case 'broken':
      return `The record of ${title} names ${by === null ? 'no run' : by}, no task and no source: the way back breaks off here.`;
  }
}

/** `x.bam of task ALIGN (S1)`. */
function sourceWords(chain: History['chain'], facts: History['facts'], node: number): string {
  const maker = chain.steps[chain.stepOf[node] ?? -1];
  const title = facts.say(facts.rows.get(node)?.title ?? '');
  return maker !== undefined && (maker.kind === 'task' || maker.kind === 'agent') && maker.outputs.includes(node) ? `${title} of ${doerWords(facts, maker)}` : title;
}

const sources = (step: ChainStep) => step.inputs.filter(({ inferred }) => !inferred).map(({ node }) => node);

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
