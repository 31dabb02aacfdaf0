/** What a path that is named as text, or read as a folder, may mean: one sentence, which claims no reading. */
import { counted, grouped } from '../../report/words';
import type { HistoryFacts } from './facts';
import { listOf } from './named';
import type { NamedAlone } from './named-alone';

type Saying = Pick<HistoryFacts, 'say' | 'rows'>;

export function namedAloneText(facts: Saying, one: NamedAlone): string {
  const path = facts.say(one.path);
  if (one.how === 'value') {
    const begin = `Task ${facts.say(facts.rows.get(one.node)?.title ?? '')} was given the path ${path} as a text; that it read it is not recorded`;
    return one.foundCount === 0 ? `${begin}.` : `${begin}. ${capital(amount(one, 'record'))} can be meant by it: ${names(facts, one)}.`;
  }
  if (one.how === 'folder')
    return `Below the outside path ${path} ${one.foundCount === 1 && !one.atLeast ? 'lies' : 'lie'} ${amount(one, 'recorded file')}: ${names(facts, one)}. Which of them it held when it was read is not recorded.`;
  return `The outside path ${path}, or a folder or file of it, stands as a text in ${amount(one, 'list')} of outputs, of ${names(facts, one)}: it may have been written there, which is inferred and not recorded.`;
}

const amount = ({ foundCount, atLeast }: NamedAlone, what: string) => (atLeast ? `more than ${grouped(foundCount)} ${what}s` : counted(foundCount, what));

function names(facts: Saying, { found, foundCount, atLeast }: NamedAlone): string {
  const shown = found.slice(0, 3).map(({ title }) => facts.say(title));
  return atLeast ? `${shown.join(', ')} and others` : foundCount > shown.length ? `${shown.join(', ')} and ${grouped(foundCount - shown.length)} more` : listOf(shown);
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
