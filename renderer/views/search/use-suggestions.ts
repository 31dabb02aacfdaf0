/** What may be typed next at the cursor, and the text with one of them put in. */
import type { Completion } from '../../../core/contract/search';
import { placeAt } from '../../../core/search/place';
import { useCall } from '../../parts/use-call';
import { useDebounced } from '../../parts/use-debounced';

export interface Suggestions {
  items: readonly Completion[];
  hint: string | null;
  /** A value of a qualifier is being typed, and is none of those that are known: a suggestion is what is wanted most. */
  wanted: boolean;
  /** The text with the suggestion in its place, and where the cursor stands then. */
  put(item: Completion): { text: string; caret: number };
}

const quiet = 80;

export function useSuggestions(workspace: string, text: string, caret: number, enabled = true): Suggestions {
  const asked = useDebounced(`${Math.min(caret, text.length)} ${text}`, quiet);
  const at = asked.indexOf(' ');
  const of = { text: asked.slice(at + 1), caret: Number(asked.slice(0, at)) };
  const query = useCall('search.suggest', { workspace, ...of }, { enabled, keep: true });
  const current = of.text === text && query.data !== undefined && !query.isPlaceholderData;
  const place = placeAt(text, Math.min(caret, text.length));
  const items = current ? (query.data?.items ?? []) : [];
  const isKnown = items.some(({ label }) => label.toLowerCase() === place.typed.toLowerCase());
  return {
    items,
    hint: current ? (query.data?.hint ?? null) : null,
    wanted: place.qualifier !== null && !isKnown && items.length > 0,
    put({ insert }) {
      const rest = text.slice(place.end);
      const end = insert.endsWith(' ') && rest.startsWith(' ') ? insert.slice(0, -1) : insert;
      return { text: text.slice(0, place.at) + end + rest, caret: place.at + insert.length };
    },
  };
}
