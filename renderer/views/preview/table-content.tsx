/** Rows of a CSV or TSV as a table; the first row names the columns where it looks like a heading, or where the reader says so. */
import { Switch } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type Column, DataTable } from '../../parts/data-table';
import { visibleText } from '../../parts/visible-text';
import { previewWords } from '../../words/preview';

interface TableRow {
  number: number;
  cells: readonly string[];
}

/** As wide as what stands in the first rows, within bounds. */
function widthOf(title: string, rows: readonly TableRow[], at: number): number {
  const longest = rows.slice(0, 50).reduce((most, row) => Math.max(most, (row.cells[at] ?? '').length), title.length + 2);
  return Math.min(320, Math.max(56, longest * 7.5 + 22));
}

function looksNumeric(rows: readonly TableRow[], at: number): boolean {
  const some = rows.slice(0, 50).map((row) => row.cells[at] ?? '');
  return some.some((text) => text !== '') && some.every((text) => text === '' || /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(text));
}

/** Many tables have no heading (the index files of Nextflow, say): a first row of numbers, paths, gaps or repeats is data. */
export function looksLikeHeading(first: readonly string[]): boolean {
  return (
    first.length > 0 &&
    new Set(first).size === first.length &&
    first.every((text) => text.trim() !== '' && text.length <= 64 && !/[/\\]/.test(text) && !/^[-+]?[\d.,]+([eE][-+]?\d+)?$/.test(text))
  );
}

export function TableContent({ rows, label }: { rows: readonly (readonly string[])[]; label: string }) {
  const [heading, setHeading] = useState(() => looksLikeHeading(rows[0] ?? []));
  const body = useMemo(() => rows.slice(heading ? 1 : 0).map((cells, at): TableRow => ({ number: at + 1, cells })), [rows, heading]);
  const columns = useMemo(() => {
    const widest = rows.reduce((most, row) => Math.max(most, row.length), 0);
    const number: Column<TableRow> = { id: 'number', title: '#', width: 52, align: 'right', value: (row) => row.number };
    const rest = Array.from({ length: widest }, (_, at): Column<TableRow> => {
      const title = (heading && visibleText(rows[0]?.[at] ?? '')) || previewWords.column(at + 1);
      const numeric = looksNumeric(body, at);
      return {
        id: String(at),
        title,
        width: widthOf(title, body, at),
        value: (row) => {
          const text = row.cells[at] ?? '';
          return numeric && text !== '' ? Number(text) : text;
        },
        // The text as it stands in the file, not the number that it is sorted by.
        cell: (row) => <span title={visibleText(row.cells[at] ?? '')}>{visibleText(row.cells[at] ?? '')}</span>,
        ...(numeric && { align: 'right' as const }),
      };
    });
    return [number, ...rest];
  }, [rows, body, heading]);
  const toolbar = <Switch size="xs" label={previewWords.heading} checked={heading} onChange={(event) => setHeading(event.currentTarget.checked)} />;
  return (
    <DataTable
      label={label}
      noun={previewWords.row}
      rows={body}
      columns={columns}
      rowKey={(row) => String(row.number)}
      toolbar={toolbar}
      remembered={false}
      key={String(heading)}
    />
  );
}
