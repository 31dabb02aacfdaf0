/** Steps that rest on what OpenLineage events of others say, in words. */
import { kindNumbers } from '../../index/schema';
import type { Chain, ChainStep } from './chain';
import type { HistoryFacts } from './facts';
import { listOfSome, named } from './named';

/** Whether it, or something it names as its origin, is a run that OpenLineage events tell of. */
export function isToldStep({ graph }: Chain, { node, inputs }: ChainStep): boolean {
  return graph.kinds[node] === kindNumbers.OutsideRun || inputs.some((one) => graph.kinds[one.node] === kindNumbers.OutsideRun);
}

/** `OpenLineage events say that "airflow · daily" wrote "x.fq"; …`, with all that is suggested beside it. */
export function toldWords({ graph }: Chain, facts: HistoryFacts, { node, inputs }: ChainStep): string {
  const title = (one: number) => named(facts.rows.get(one)?.title ?? '');
  const isRun = (one: number) => graph.kinds[one] === kindNumbers.OutsideRun;
  const guessed = inputs.filter(({ inferred }) => inferred).map((one) => one.node);
  if (isRun(node)) return `OpenLineage events, the word of their sender, say that ${title(node)} read ${listOfSome(guessed, title)}.`;
  const others = guessed.filter((one) => !isRun(one));
  const more = others.length === 0 ? '' : ` Its path or address suggests ${listOfSome(others, title)} as well.`;
  return `OpenLineage events, the word of their sender, say that ${listOfSome(guessed.filter(isRun), title)} wrote a file of the path of ${title(node)}.${more}`;
}
