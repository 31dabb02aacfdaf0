/** Steps that rest on what OpenLineage events of others say, in words. */
import { kindNumbers, relationNumbers } from '../../index/schema';
import { counted } from '../../report/words';
import { forEachLink, isByToldFolder, isTold } from '../adjacency';
import type { Chain, ChainStep } from './chain';
import type { HistoryFacts } from './facts';
import { listOfSome } from './named';

/** Whether it is a run that OpenLineage events tell of, or something ties it to one, or to a folder that they name. */
export function isToldStep({ graph }: Chain, { node }: ChainStep): boolean {
  if (graph.kinds[node] === kindNumbers.OutsideRun) return true;
  let told = false;
  forEachLink(graph.up, node, (_, relation) => (told ||= isTold(relation)));
  return told;
}

const say = 'OpenLineage events, the word of their sender, say that';

/** `OpenLineage events say that "airflow · daily" wrote "x.fq"; …`, with all that is suggested beside it. */
export function toldWords(chain: Chain, facts: HistoryFacts, { node, inputs }: ChainStep): string {
  const title = (one: number) => facts.say(facts.rows.get(one)?.title ?? '');
  const isRun = (one: number) => chain.graph.kinds[one] === kindNumbers.OutsideRun;
  const guessed = inputs.filter(({ inferred }) => inferred).map((one) => one.node);
  if (isRun(node)) return `${say} ${title(node)} read ${listOfSome(guessed, title)}.`;
  const { inside, around } = byFolders(chain, node);
  const writers = guessed.filter((one) => isRun(one) && !around.has(one));
  const others = guessed.filter((one) => !isRun(one) && !inside.has(one) && !around.has(one));
  const whose = guessed.filter((one) => around.has(one));
  const files = guessed.filter((one) => inside.has(one) && !around.has(one));
  const sentences: string[] = [];
  if (writers.length > 0) sentences.push(`${say} ${listOfSome(writers, title)} wrote a file of the path of ${title(node)}.`);
  if (whose.length > 0) {
    const folder = whose.some(isRun) ? `a folder that ${listOfSome(whose.filter(isRun), title)} wrote` : `the folder ${listOfSome(whose, title)}, which runs of others wrote`;
    sentences.push(`By its path ${title(node)} lies inside ${folder}, as OpenLineage events, the word of their sender, say: that it was written with it is inferred.`);
  }
  if (files.length > 0) {
    const [are, lie] = files.length === 1 ? ['is', 'lies'] : ['are', 'lie'];
    sentences.push(
      `${title(node)} is a folder that OpenLineage events, the word of their sender, name; ${counted(files.length, 'file')} that ${are} named elsewhere ${lie} inside it by path, which is inferred: ${listOfSome(files, title)}.`,
    );
  }
  if (others.length > 0) sentences.push(`Its path or address suggests ${listOfSome(others, title)}${sentences.length > 0 ? ' as well' : ''}.`);
  return sentences.join(' ');
}

/** Of what is upstream of a node by a folder that events name, and by nothing else: what lies inside the folder that it is, and who wrote the folder around it. */
export function byFolders({ graph }: Chain, node: number): { inside: Set<number>; around: Set<number> } {
  const [inside, around, otherwise] = [new Set<number>(), new Set<number>(), new Set<number>()];
  forEachLink(graph.up, node, (from, relation) => {
    if (!isByToldFolder(relation)) otherwise.add(from);
    else (relation === relationNumbers['told-within'] ? inside : around).add(from);
  });
  for (const one of otherwise) {
    inside.delete(one);
    around.delete(one);
  }
  return { inside, around };
}
