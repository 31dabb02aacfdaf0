/** A field of the question: what the store holds of the kind that is asked by is offered below what is typed. */
import { Autocomplete } from '@mantine/core';
import { useState } from 'react';
import type { ImpactBy } from '../../../core/contract/impact';
import { count } from '../../parts/format';
import { useCall } from '../../parts/use-call';
import { useDebounced } from '../../parts/use-debounced';
import { visibleText } from '../../parts/visible-text';

const quiet = 120;

interface ImpactFieldProps {
  workspace: string;
  by: ImpactBy;
  /** The first field, for suggestions of the second. */
  of?: string;
  label: string;
  value: string;
  className?: string;
  onChange(value: string): void;
}

export function ImpactField({ workspace, by, of, label, value, className, onChange }: ImpactFieldProps) {
  // Not for an answer that is only looked at: what is offered rests on the table of the search, which would be read before the answer.
  const [entered, setEntered] = useState(false);
  const typed = useDebounced(value, quiet).slice(0, 1000);
  const query = useCall('impact.suggest', { workspace, by, typed, ...(of !== undefined && { of }) }, { keep: true, enabled: entered });
  const items = new Map((query.data?.items ?? []).map((item) => [item.value, item]));
  return (
    <Autocomplete
      className={className}
      label={label}
      value={value}
      title={visibleText(value)}
      data={[...items.keys()]}
      filter={({ options }) => options} // the engine has chosen, and knows why
      renderOption={({ option }) => {
        const item = items.get(option.value);
        return (
          <span className="impact-suggestion">
            <span className="mono wrap-anywhere">{visibleText(option.value)}</span>
            <span className="muted">
              {item?.count != null && `${count(item.count)} `}
              {visibleText(item?.detail ?? '')}
            </span>
          </span>
        );
      }}
      comboboxProps={{ transitionProps: { duration: 0 } }}
      maxDropdownHeight={360}
      spellCheck={false}
      onFocus={() => setEntered(true)}
      onChange={onChange}
    />
  );
}
