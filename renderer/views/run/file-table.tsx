/** Files as a table with verdicts, for the inputs and outputs of a run and of a task; a file opens beside the table. */
import { IconEye } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { fileColumns } from '../../../core/contract/runs';
import type { FileRow } from '../../../core/contract/shared';
import { verdictWords } from '../../../core/verify/verdict';
import type { Column } from '../../parts/data-table';
import { Instant } from '../../parts/instant';
import { Labels } from '../../parts/labels';
import { LidLink } from '../../parts/lid-link';
import { LinkList } from '../../parts/link-list';
import { pageAsked } from '../../parts/page-asked';
import { PagedTable, type RowsAsked } from '../../parts/paged-table';
import { Size } from '../../parts/size';
import { tagsColumn } from '../../parts/tags';
import { CheckBadge } from '../../parts/verdict-badge';
import { visibleText } from '../../parts/visible-text';
import { paths } from '../../routes';
import { filesWords as words } from '../../words/run';
import { PreviewDrawer } from './preview-drawer';

interface FileTableProps {
  workspace: string;
  label: string;
  side: 'inputs' | 'outputs';
  empty: React.ReactNode;
}

function columnsOf(side: FileTableProps['side'], onPreview: (file: FileRow) => void): readonly Column<FileRow>[] {
  const ofOutputs: readonly Column<FileRow>[] = [
    { id: 'output', title: words.output, value: (file) => file.output, width: 124, grow: 0.5 },
    {
      id: 'source',
      title: words.source,
      value: (file) => file.source,
      cell: (file) => file.source?.startsWith('lid://') && <LidLink lid={file.source} />,
      width: 120,
      grow: 0.5,
      hidden: true,
    },
  ];
  const ofInputs: readonly Column<FileRow>[] = [
    {
      id: 'usedBy',
      title: words.usedBy,
      value: (file) => file.usedBy.map((link) => link.title).join(', '),
      cell: (file) => <LinkList links={file.usedBy} total={file.usedByCount} most={2} />,
      width: 150,
      grow: 1,
    },
  ];
  return [
    {
      id: 'name',
      title: words.name,
      value: (file) => file.name,
      cell: (file) => (file.lid ? <LidLink lid={file.lid} title={file.name} /> : <span title={words.outside}>{visibleText(file.name)}</span>),
      width: 150,
      grow: 1.3,
    },
    {
      id: 'open',
      action: true,
      title: words.open,
      value: () => null,
      cell: (file) => (
        <button
          type="button"
          className="icon-button"
          aria-label={words.openFile(visibleText(file.name))}
          title={words.openFile(visibleText(file.name))}
          onClick={() => onPreview(file)}
        >
          <IconEye size={16} />
        </button>
      ),
      width: 64,
    },
    {
      id: 'verdict',
      title: words.verdict,
      value: (file) => verdictWords[file.check?.verdict ?? 'not-checked'].short,
      cell: (file) => <CheckBadge check={file.check} />,
      width: 290,
      grow: 0.6,
    },
    { id: 'type', title: words.type, value: (file) => (file.type === 'folder' ? words.folder : file.type), width: 66 },
    { id: 'size', title: words.size, value: (file) => file.size, cell: (file) => <Size bytes={file.size} />, width: 112, align: 'right' },
    ...(side === 'outputs' ? ofOutputs : ofInputs),
    { id: 'path', title: words.path, value: (file) => file.path, width: 140, grow: 1.6, mono: true, cut: 'start' },
    { id: 'labels', title: words.labels, value: (file) => file.labels.join(', '), cell: (file) => <Labels labels={file.labels} />, width: 100, grow: 0.7 },
    tagsColumn(),
    {
      id: 'lid',
      title: words.lid,
      value: (file) => file.lid,
      cell: (file) =>
        file.lid ? (
          <LidLink lid={file.lid} />
        ) : (
          <span className="muted" title={words.outside}>
            {words.noRecord}
          </span>
        ),
      width: 150,
      grow: 0.8,
    },
    { id: 'created', title: words.created, value: (file) => file.createdAt, cell: (file) => <Instant value={file.createdAt} />, width: 214, hidden: true },
    { id: 'mode', title: words.mode, value: (file) => file.checksum?.mode ?? null, width: 120, hidden: true },
  ];
}

/** What both forms of the table share; the preview opens beside it. */
function useFileTable(workspace: string, side: FileTableProps['side']) {
  const [, go] = useLocation();
  const [previewed, setPreviewed] = useState<FileRow | null>(null);
  const columns = useMemo(() => columnsOf(side, setPreviewed), [side]);
  const props = {
    noun: words.noun,
    columns,
    rowKey: (file: FileRow) => file.lid ?? file.path ?? file.name,
    onOpen: (file: FileRow) => (file.lid ? go(paths.record(workspace, file.lid)) : setPreviewed(file)),
  };
  return { props, drawer: <PreviewDrawer workspace={workspace} file={previewed} onClose={() => setPreviewed(null)} /> };
}

interface TaskFileTableProps extends FileTableProps {
  task: string;
  maxHeight: number;
}

/** The files of a task, which may be thousands: asked for in pages. */
export function TaskFileTable({ workspace, task, label, side, maxHeight, empty }: TaskFileTableProps) {
  const { props, drawer } = useFileTable(workspace, side);
  return (
    <>
      <PagedTable
        call="tasks.files"
        input={(page) => ({ workspace, lid: task, side, page: pageAsked(page) })}
        page={({ files, ...counts }) => ({ rows: files, ...counts })}
        sortable={fileColumns}
        columnFilters={fileColumns}
        searchable
        label={label}
        empty={empty}
        maxHeight={maxHeight}
        {...props}
      />
      {drawer}
    </>
  );
}

interface RunFileTableProps extends FileTableProps {
  run: string;
}

/** The files of a run, which may be very many: asked for in pages. */
export function RunFileTable({ workspace, run, label, side, empty }: RunFileTableProps) {
  const { props, drawer } = useFileTable(workspace, side);
  const shared = { label, empty, sortable: fileColumns, columnFilters: fileColumns, searchable: true, ...props };
  const ofRun = (page: RowsAsked) => ({ workspace, lid: run, page: pageAsked(page) });
  return (
    <>
      {side === 'inputs' ? (
        <PagedTable call="runs.inputs" input={ofRun} page={({ inputs, ...counts }) => ({ rows: inputs, ...counts })} {...shared} />
      ) : (
        <PagedTable call="runs.outputs" input={ofRun} page={({ outputs, ...counts }) => ({ rows: outputs, ...counts })} {...shared} />
      )}
      {drawer}
    </>
  );
}
