/** Checks as a table: each verdict with its reason, both paths, when and who. */

import { useMemo } from 'react';
import type { Input } from '../../../core/contract';
import type { FileCheck } from '../../../core/contract/shared';
import { checkColumns } from '../../../core/contract/verify';
import { verdictWords } from '../../../core/verify/verdict';
import type { Column } from '../../parts/data-table';
import { Instant } from '../../parts/instant';
import { LidLink } from '../../parts/lid-link';
import { pageAsked } from '../../parts/page-asked';
import { PagedTable } from '../../parts/paged-table';
import { PathEnd } from '../../parts/path-end';
import { Size } from '../../parts/size';
import { VerdictBadge } from '../../parts/verdict-badge';
import { visibleText } from '../../parts/visible-text';
import { checksWords } from '../../words/checks';
import { checkKey, fileName, notesOf } from './check-rows';

const words = checksWords.columns;

function columnsFor(onSelect: (check: FileCheck) => void): readonly Column<FileCheck>[] {
  return [
    {
      id: 'name',
      title: words.name,
      width: 140,
      grow: 1.2,
      value: fileName,
      cell: (check) => (
        <button type="button" className="check-open" title={visibleText(check.path ?? '')} onClick={() => onSelect(check)}>
          {visibleText(fileName(check))}
        </button>
      ),
    },
    {
      id: 'verdict',
      title: words.verdict,
      width: 190,
      grow: 1.2,
      value: (check) => verdictWords[check.verdict].short,
      cell: (check) => <VerdictBadge verdict={check.verdict} detail={check.detail} stale={check.stale} />,
    },
    { id: 'at', title: words.at, width: 200, value: (check) => check.at, cell: (check) => check.at && <Instant value={check.at} /> },
    { id: 'by', title: words.by, width: 64, value: (check) => check.by },
    { id: 'notes', title: words.notes, width: 130, grow: 1, value: notesOf, cell: (check) => <span title={visibleText(check.detail ?? '')}>{notesOf(check)}</span> },
    { id: 'path', title: words.recordedPath, width: 170, grow: 1.6, value: (check) => check.path, mono: true, cell: (check) => check.path && <PathEnd path={check.path} /> },
    {
      id: 'checked',
      title: words.checkedPath,
      width: 170,
      grow: 1.3,
      value: (check) => check.checkedPath,
      mono: true,
      cell: (check) =>
        check.checkedPath === null ? null : check.checkedPath === check.path ? <span className="muted">{checksWords.same}</span> : <PathEnd path={check.checkedPath} />,
    },
    {
      id: 'size',
      title: words.size,
      width: 88,
      align: 'right',
      value: (check) => check.found?.size ?? check.recorded.size,
      cell: (check) => <Size bytes={check.found?.size ?? check.recorded.size} />,
    },
    { id: 'sha256', title: words.sha256, width: 150, grow: 0.5, value: (check) => check.sha256, mono: true, hidden: true },
    { id: 'baseline', title: words.baseline, width: 130, value: (check) => (check.baseline ? checksWords.baselines[check.baseline] : null), hidden: true },
    {
      id: 'lid',
      title: words.lid,
      width: 140,
      grow: 0.6,
      value: (check) => check.lid,
      cell: (check) => (check.lid ? <LidLink lid={check.lid} /> : <span className="muted">{checksWords.outside}</span>),
      hidden: true,
    },
  ];
}

interface CheckTableProps {
  label: string;
  /** Which files, as the engine names them. */
  of: Omit<Input<'verify.listed'>, 'page'>;
  onSelect: (check: FileCheck) => void;
  empty: React.ReactNode;
}

export function CheckTable({ label, of, onSelect, empty }: CheckTableProps) {
  const columns = useMemo(() => columnsFor(onSelect), [onSelect]);
  return (
    <PagedTable
      call="verify.listed"
      input={(page) => ({ ...of, page: pageAsked(page) })}
      page={({ checks, total, all }) => ({ rows: checks, total, all })}
      sortable={checkColumns}
      columnFilters={checkColumns}
      searchable
      label={label}
      noun={checksWords.noun}
      columns={columns}
      rowKey={checkKey}
      onOpen={onSelect}
      onSelect={onSelect}
      empty={empty}
    />
  );
}
