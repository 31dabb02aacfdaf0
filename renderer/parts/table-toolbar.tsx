/** Above a table: filter, counts, what the view adds, filters by column, column chooser, copy. */
import { ActionIcon, Checkbox, CloseButton, Menu, TextInput, Tooltip } from '@mantine/core';
import { IconClipboardCopy, IconColumns3, IconFilter, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { tableWords as words } from '../words/parts';
import { copyRows } from './copy-rows';
import type { RowSource } from './row-source';
import type { Column } from './table-rows';
import type { TableSettings } from './use-table';

interface ToolbarProps<Row> {
  noun: string;
  filterable: boolean;
  columnFilters: readonly string[] | undefined;
  settings: TableSettings<Row>;
  source: RowSource<Row>;
  columns: readonly Column<Row>[];
  children?: ReactNode;
}

export function TableToolbar<Row>({ noun, filterable, columnFilters, settings, source, columns, children }: ToolbarProps<Row>) {
  const { filter, setFilter, filtering, setFiltering, setFilters, visible, toggle, reset } = settings;
  const [said, setSaid] = useState('');
  return (
    <div className="table-toolbar">
      {filterable && (
        <TextInput
          className="table-filter"
          leftSection={<IconSearch size={14} aria-hidden="true" />}
          placeholder={words.filter(noun)}
          aria-label={words.filter(noun)}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
          rightSection={filter && <CloseButton size="xs" aria-label={words.clear} onClick={() => setFilter('')} />}
        />
      )}
      {children}
      <span className="muted table-count" role="status">
        {said || words.shown(source.count, source.total, noun)}
      </span>
      {columnFilters?.length !== 0 && (
        <ActionIcon
          variant={filtering ? 'filled' : 'default'}
          size="md"
          aria-label={words.byColumn}
          title={words.byColumn}
          aria-pressed={filtering}
          onClick={() => {
            if (filtering) setFilters({});
            setFiltering(!filtering);
          }}
        >
          <IconFilter size={16} />
        </ActionIcon>
      )}
      <Menu closeOnItemClick={false} position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" size="md" aria-label={words.columns} title={words.columns}>
            <IconColumns3 size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown mah="70vh" style={{ overflowY: 'auto' }}>
          {columns.map((column) => {
            const shown = visible.includes(column);
            return (
              <Menu.Item key={column.id} role="menuitemcheckbox" aria-checked={shown} disabled={shown && visible.length === 1} onClick={() => toggle(column.id, !shown)}>
                <Checkbox.Indicator checked={shown} size="xs" style={{ display: 'inline-flex', verticalAlign: 'middle', marginRight: 8 }} />
                {column.title}
              </Menu.Item>
            );
          })}
          <Menu.Divider />
          <Menu.Item onClick={reset}>{words.resetColumns}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Tooltip label={words.copyTip}>
        <ActionIcon variant="default" size="md" aria-label={words.copy} onClick={() => void copyRows(source, visible, 'all').then(setSaid)} onBlur={() => setSaid('')}>
          <IconClipboardCopy size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
