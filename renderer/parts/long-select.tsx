/** A choice among what may be thousands: searched by typing, the first that fit are drawn, and how many more there are is said. */
import { Select, type SelectProps } from '@mantine/core';
import { useMemo } from 'react';
import { partsWords } from '../words/parts';
import { shortLid, utc } from './format';
import { useCall } from './use-call';
import { visibleText } from './visible-text';

interface Choice {
  value: string;
  label: string;
}

/** How many are drawn at once. */
const drawn = 100;
/** No LID, path or number has it. */
const more = '\u0000more';

/** Every word typed stands in the label or the value; the first `drawn` of those, and a line on the rest that cannot be chosen. */
export function fitting(choices: readonly Choice[], typed: string): (Choice & { disabled?: boolean })[] {
  const sought = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const fit = choices.filter(({ label, value }) => {
    const text = `${label} ${value}`.toLowerCase();
    return sought.every((word) => text.includes(word));
  });
  return fit.length <= drawn ? fit : [...fit.slice(0, drawn), { value: more, label: partsWords.moreChoices(drawn, fit.length), disabled: true }];
}

type LongSelectProps = Omit<SelectProps, 'data' | 'filter' | 'searchable' | 'limit'> & { choices: Choice[] };

export function LongSelect({ choices, ...props }: LongSelectProps) {
  const left = choices.length > drawn;
  return (
    <Select
      nothingFoundMessage={partsWords.noChoice}
      {...(left && { 'aria-description': partsWords.manyChoices(choices.length, drawn) })}
      {...props}
      data={choices}
      searchable
      filter={({ options, search }) => fitting(options as Choice[], search)}
    />
  );
}

/** The runs of a workspace, newest first, but those in `without`. */
export function useRunChoices(workspace: string, without: readonly (string | null)[] = []): Choice[] {
  const runs = useCall('runs.list', { workspace }).data?.runs;
  const left = without.join('\n');
  return useMemo(
    () =>
      (runs ?? [])
        .filter(({ lid }) => !left.split('\n').includes(lid))
        .map(({ lid, name, start }) => ({ value: lid, label: [visibleText(name ?? shortLid(lid)), start && visibleText(utc(start) ?? start)].filter(Boolean).join(' · ') })),
    [runs, left],
  );
}
