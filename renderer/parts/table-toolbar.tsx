/** Above a table: filter, counts, what the view adds, filters by column, column chooser, copy. */
import { ActionIcon, CloseButton, Menu, TextInput } from '@mantine/core';
import { IconClipboardCopy, IconColumns3, IconFilter, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { tableWords as words } from '../words/parts';
import { copyRows } from './copy-rows';
import type { RowSource } from './row-source';
import { SaveTableButton } from './save-table-button';
import type { Column } from './table-rows';
import { useUndo } from './toasts';
import type { TableSettings } from './use-table';
import { useWorkspaceOrNone } from './workspace-context';

interface ToolbarProps<Row> {
  label: string;
  noun: string;
  ownExport: boolean;
  filterable: boolean;
  columnFilters: readonly string[] | undefined;
  settings: TableSettings<Row>;
  source: RowSource<Row>;
  columns: readonly Column<Row>[];
  children?: ReactNode;
}

/** "x; Size: >100". */
function filterInWords<Row>({ filter, filters }: TableSettings<Row>, columns: readonly Column<Row>[]): string {
  const byColumn = columns.flatMap(({ id, title }) => (filters[id]?.trim() ? `${title}: ${filters[id].trim()}` : []));
  return [filter.trim(), ...byColumn].filter(Boolean).join('; ');
}

export function TableToolbar<Row>({ label, noun, ownExport, filterable, columnFilters, settings, source, columns, children }: ToolbarProps<Row>) {
  const { filter, setFilter, filtering, setFiltering, filters, setFilters, visible, toggle, reset } = settings;
  const [said, setSaid] = useState('');
  const workspace = useWorkspaceOrNone();
  const offer = useUndo();
  const clear = (change: () => void) => {
    change();
    offer(words.cleared, () => {
      setFilter(filter);
      setFilters(filters);
      setFiltering(filtering);
    });
  };
  const hide = (column: Column<Row>) => {
    toggle(column.id, false);
    offer(words.hidden(column.title), () => toggle(column.id, true));
  };
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
          rightSection={filter && <CloseButton size="xs" aria-label={words.clear} onClick={() => clear(() => setFilter(''))} />}
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
            const off = () => {
              setFilters({});
              setFiltering(false);
            };
            if (!filtering) setFiltering(true);
            else if (Object.values(filters).some((text) => text.trim() !== '')) clear(off);
            else off();
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
              <Menu.CheckboxItem
                key={column.id}
                checked={shown}
                disabled={shown && visible.length === 1}
                closeMenuOnClick={false}
                onChange={() => (shown ? hide(column) : toggle(column.id, true))}
              >
                {column.title}
              </Menu.CheckboxItem>
            );
          })}
          <Menu.Divider />
          <Menu.Item onClick={reset}>{words.resetColumns}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ActionIcon
        data-tip={words.copyTip}
        variant="default"
        size="md"
        aria-label={words.copy}
        onClick={() => void copyRows(source, visible, 'all').then(setSaid)}
        onBlur={() => setSaid('')}
      >
        <IconClipboardCopy size={16} />
      </ActionIcon>
      {workspace !== null && !ownExport && <SaveTableButton workspace={workspace} title={label} source={source} columns={visible} filter={filterInWords(settings, columns)} />}
    </div>
  );
}
