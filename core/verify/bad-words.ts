/** What checks of files found wrong, in one sentence, for every place that lists findings of another kind. */
import type { Output } from '../contract';
import { counted } from '../report/words';

/** Null where they found nothing wrong, which says nothing of files that nobody checked. */
export function badChecksSentence({ bad, outside }: Output<'verify.bad'>): string | null {
  if (bad === 0) return null;
  const which = outside === 0 ? '' : outside === bad ? ', from outside' : `, ${outside} of them from outside`;
  return `Checks found ${counted(bad, 'file')} not as recorded, with other bytes than before, or not to be had${which}.`;
}
