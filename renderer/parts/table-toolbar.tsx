/** Above a table: filter, counts, what the view adds, column chooser, copy. */
import { ActionIcon, Checkbox, CloseButton, Menu, TextInput, Tooltip } from '@mantine/core';
import { IconClipboardCopy, IconColumns3, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { call } from '../client';
import { tableWords } from '../words/parts';
import { type Column, rowsAsTsv } from './table-rows';

/** The most the clipboard call takes, in UTF-16 units. */
const clipboardLimit = 1_000_000;

interface ToolbarProps<Row> {
  noun: string;
  filterable: boolean;
  filter: string;
  onFilter: (text: string) => void;
  total: number;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  visible: readonly Column<Row>[];
  onToggle: (id: string, show: boolean) => void;
  children?: ReactNode;
}

export function TableToolbar<Row>({ noun, filterable, filter, onFilter, total, rows, columns, visible, onToggle, children }: ToolbarProps<Row>) {
  const [said, setSaid] = useState('');
  const copy = async () => {
    const text = rowsAsTsv(rows, visible);
    if (text.length > clipboardLimit) return setSaid(tableWords.tooMuch);
    await call('clipboard.write', { text }).then(
      () => setSaid(tableWords.copied(rows.length)),
      (error: Error) => setSaid(error.message),
    );
  };
  return (
    <div className="table-toolbar">
      {filterable && (
        <TextInput
          className="table-filter"
          leftSection={<IconSearch size={14} aria-hidden="true" />}
          placeholder={tableWords.filter(noun)}
          aria-label={tableWords.filter(noun)}
          value={filter}
          onChange={(event) => onFilter(event.currentTarget.value)}
          rightSection={filter && <CloseButton size="xs" aria-label={tableWords.clear} onClick={() => onFilter('')} />}
        />
      )}
      {children}
      <span className="muted table-count" role="status">
        {said || tableWords.shown(rows.length, total, noun)}
      </span>
      <Menu closeOnItemClick={false} position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" size="md" aria-label={tableWords.columns} title={tableWords.columns}>
            <IconColumns3 size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {columns.map((column) => {
            const shown = visible.includes(column);
            return (
              <Menu.Item key={column.id} role="menuitemcheckbox" aria-checked={shown} disabled={shown && visible.length === 1} onClick={() => onToggle(column.id, !shown)}>
                <Checkbox.Indicator checked={shown} size="xs" style={{ display: 'inline-flex', verticalAlign: 'middle', marginRight: 8 }} />
                {column.title}
              </Menu.Item>
            );
          })}
        </Menu.Dropdown>
      </Menu>
      <Tooltip label={tableWords.copyTip}>
        <ActionIcon variant="default" size="md" aria-label={tableWords.copy} onClick={copy} onBlur={() => setSaid('')}>
          <IconClipboardCopy size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
