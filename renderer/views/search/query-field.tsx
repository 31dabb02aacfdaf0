/** The field of the search page: what may be typed next is offered below it; Escape closes the offer, Enter without a choice searches. */
import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { counted } from '../../parts/format';
import { mayTakeFocus } from '../../parts/taking-focus';
import { visibleText } from '../../parts/visible-text';
import { searchWords } from '../../words/search';
import { useSuggestions } from './use-suggestions';

interface QueryFieldProps {
  workspace: string;
  text: string;
  onChange: (text: string) => void;
  /** The field was left, or Enter asked for what stands in it. */
  onDone: () => void;
}

export function QueryField({ workspace, text, onChange, onDone }: QueryFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const [caret, setCaret] = useState(text.length);
  const [moveTo, setMoveTo] = useState<number | null>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const { items, hint, put } = useSuggestions(workspace, text, caret);
  // An empty search is opened to be typed into.
  const toType = useRef(text === '');
  useEffect(() => {
    if (toType.current && mayTakeFocus()) input.current?.focus();
    toType.current = false;
  }, []);
  useLayoutEffect(() => {
    if (moveTo === null) return;
    input.current?.setSelectionRange(moveTo, moveTo);
    setMoveTo(null);
  }, [moveTo]);
  const choose = (at: string) => {
    const item = items[Number(at)];
    if (item === undefined) return;
    const next = put(item);
    onChange(next.text);
    setCaret(next.caret);
    setMoveTo(next.caret);
    combobox.resetSelectedOption();
    // What is whole is done with; the name of a qualifier goes on to its values.
    if (item.insert.endsWith(' ')) combobox.closeDropdown();
  };
  return (
    <Combobox store={combobox} onOptionSubmit={choose} withinPortal={false} transitionProps={{ duration: 0 }}>
      <Combobox.Target>
        <TextInput
          ref={input}
          label={searchWords.field}
          description={searchWords.fieldTip}
          placeholder={searchWords.placeholder}
          leftSection={<IconSearch size={15} aria-hidden="true" />}
          value={text}
          onChange={(event) => {
            onChange(event.currentTarget.value);
            setCaret(event.currentTarget.selectionStart ?? event.currentTarget.value.length);
            combobox.openDropdown();
            combobox.resetSelectedOption();
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? text.length)}
          onClick={() => combobox.openDropdown()}
          onBlur={() => {
            combobox.closeDropdown();
            onDone();
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || combobox.getSelectedOptionIndex() >= 0) return;
            combobox.closeDropdown();
            onDone();
          }}
          maxLength={1000}
          size="sm"
          spellCheck={false}
          className="search-field"
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={items.length === 0 && hint === null}>
        {hint !== null && <Combobox.Header>{visibleText(hint)}</Combobox.Header>}
        <Combobox.Options aria-label={searchWords.suggestions}>
          {items.map((item, at) => (
            <Combobox.Option key={item.label} value={String(at)}>
              <span className="search-suggestion">
                <span className="mono wrap-anywhere">{visibleText(item.label)}</span>
                <span className="muted search-detail">{visibleText(item.detail)}</span>
                {item.count !== null && <span className="search-suggestion-count">{counted(item.count, item.unit)}</span>}
              </span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
