/** What of the journal is shown: by text, act, person, where it was done and when. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { Output } from '../../../core/contract';
import type { JournalFilter } from '../../../core/contract/journal';
import { DayField, isDay } from '../../parts/day-field';
import { journalWords as words } from '../../words/journal';

/** As it is typed; days are UTC, the last one is included. */
export interface TypedFilter {
  text: string;
  act: string;
  who: string;
  surface: string;
  from: string;
  to: string;
}
export const noFilter: TypedFilter = { text: '', act: '', who: '', surface: '', from: '', to: '' };

/** What the engine is asked: empty fields ask nothing. */
export function filterOf({ text, act, who, surface, from, to }: TypedFilter, subject: string | null): JournalFilter {
  return {
    ...(text.trim() && { text: text.trim() }),
    ...(act && { act }),
    ...(who && { who }),
    ...(surface && { surface }),
    ...(isDay(from) && { from: `${from}T00:00:00Z` }),
    ...(isDay(to) && { to: new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000).toISOString() }),
    ...(subject !== null && { subject }),
  };
}

interface Props {
  typed: TypedFilter;
  facets: Output<'journal.list'>['facets'] | undefined;
  onChange: (typed: TypedFilter) => void;
}

export function JournalFilters({ typed, facets, onChange }: Props) {
  const set = (name: keyof TypedFilter) => (event: { currentTarget: { value: string } }) => onChange({ ...typed, [name]: event.currentTarget.value });
  const choices = (any: string, found: { value: string; title: string; count: number }[] = []) => [
    { value: '', label: any },
    ...found.map(({ value, title, count }) => ({ value, label: words.some(title, count) })),
  ];
  return (
    <div className="journal-filters">
      <TextInput className="journal-text" label={words.filter} title={words.filterTip} value={typed.text} onChange={set('text')} maxLength={1000} spellCheck={false} />
      <NativeSelect size="xs" label={words.act} data={choices(words.anyAct, facets?.acts)} value={typed.act} onChange={set('act')} />
      <NativeSelect size="xs" label={words.who} data={choices(words.anyone, facets?.who)} value={typed.who} onChange={set('who')} />
      <NativeSelect size="xs" label={words.surface} data={choices(words.anywhere, facets?.surfaces)} value={typed.surface} onChange={set('surface')} />
      <DayField label={words.from} value={typed.from} onChange={(from) => onChange({ ...typed, from })} />
      <DayField label={words.to} value={typed.to} onChange={(to) => onChange({ ...typed, to })} />
      {Object.values(typed).some((value) => value !== '') && (
        <Button variant="subtle" onClick={() => onChange(noFilter)}>
          {words.clear}
        </Button>
      )}
    </div>
  );
}
