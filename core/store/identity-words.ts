/** What is known of a store and what happened to its pin, in sentences: for the window, the command line, reports and bundles. */
import type { IdentityFact, StoreEvent } from '../contract/store-identity';
import { utc } from '../report/words';
import { differenceText, factOf, identityWords } from './identity';

/** When it was pinned, everything that was told since, and by what; oldest first. For the window, reports and bundles. */
export function identitySentences(events: readonly StoreEvent[]): string[] {
  if (events.length === 0) return ['Not pinned: no sync has listed anything yet, so nothing tells this store from another.'];
  return [...events.map(eventSentence), factsSentence(events.at(-1)?.facts ?? [])];
}

/** One event of the pin, for people. */
export function eventSentence({ type, sync, at: iso, by, late, reason, differs, content }: StoreEvent): string {
  const at = utc(iso);
  const facts = differs.map(differenceText).join('; ');
  if (type === 'store-pinned')
    return late
      ? `Pinned at sync ${sync}, ${at}, by ${by}: not at the first sync, so nothing tells whether it was the same store before.`
      : `Pinned at sync ${sync}, ${at}, by ${by}.`;
  const held =
    content === null ? '' : ` Of ${content.kept} objects kept${content.sampled ? ' that were looked for' : ''}, ${content.shared} were ${content.sampled ? 'there' : 'listed'}.`;
  if (type === 'store-repinned')
    return `Another store was taken for it at sync ${sync}, ${at}, by ${by}, who said: “${reason}”. ${facts === '' ? '' : `${facts}.`}${held}`.replace('. .', '.');
  const bytes = content === null || content.read === 0 ? '' : ` Of the earliest ${content.read} read again, ${content.sameBytes} had the bytes kept.`;
  return `Told at sync ${sync}, ${at}: ${facts}.${held}${bytes}`;
}

function factsSentence(facts: readonly IdentityFact[]): string {
  const known = facts.filter(({ value }) => value !== null).map(({ name, value, note }) => `${identityWords[name]} ${value}${note === null ? '' : ` (${note})`}`);
  const unknown = facts.filter(({ value }) => value === null).map(({ name }) => identityWords[name]);
  const [owner, caller] = [factOf(facts, 'owner'), factOf(facts, 'caller')];
  const other = owner === null || caller === null || owner === caller ? '' : ' The account that read it is not the one that owns it.';
  return `Known of it: ${known.join('; ')}.${other}${unknown.length === 0 ? '' : ` Not known, so not pinned: ${unknown.join('; ')}.`}`;
}
