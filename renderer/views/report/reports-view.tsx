/** The reports of a workspace: those saved, as the journal has them, and the beginning of a new one. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { SavedReport } from '../../../core/contract/reports';
import { call } from '../../client';
import { type Column, DataTable } from '../../parts/data-table';
import { EmptyState } from '../../parts/empty-state';
import { ErrorBox } from '../../parts/error-box';
import { Instant } from '../../parts/instant';
import { Loaded } from '../../parts/loaded';
import { Page } from '../../parts/page';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { reportKindWords, reportsWords as words } from '../../words/report';
import { BatchForm } from './batch-form';
import { NewReport } from './new-report';
import { SignaturesDialog } from './signatures-dialog';
import './report.css';

const { columns: titles } = words;

function kindName(kind: string): string {
  return Object.hasOwn(reportKindWords, kind) ? reportKindWords[kind as keyof typeof reportKindWords].name : visibleText(kind);
}

function columnsOf(show: (path: string) => void, signatures: (id: string) => void): readonly Column<SavedReport>[] {
  return [
    { id: 'id', title: titles.id, value: (row) => row.id, width: 190, mono: true },
    { id: 'version', title: titles.version, value: (row) => row.version, width: 80, align: 'right' },
    { id: 'kind', title: titles.kind, value: (row) => kindName(row.kind), width: 130 },
    { id: 'subject', title: titles.subject, value: (row) => row.subject, width: 240, grow: 2 },
    { id: 'checkpoint', title: titles.checkpoint, value: (row) => row.checkpoint, width: 104, align: 'right' },
    { id: 'at', title: titles.at, value: (row) => row.at, cell: (row) => <Instant value={row.at} />, width: 200 },
    { id: 'who', title: titles.who, value: (row) => row.who, width: 100 },
    { id: 'supersededBy', title: titles.supersededBy, value: (row) => row.supersededBy, width: 190, mono: true },
    { id: 'reason', title: titles.reason, value: (row) => (row.supersedes === null ? null : words.inPlaceOf(row.supersedes, row.reason)), width: 200, hidden: true },
    { id: 'pages', title: titles.pages, value: (row) => row.pages, width: 80, align: 'right', hidden: true },
    {
      id: 'path',
      title: titles.path,
      value: (row) => row.path,
      cell: (row) => (
        <>
          <Button size="compact-xs" variant="default" aria-label={words.showOf(row.id)} onClick={() => show(row.path)}>
            {words.show}
          </Button>{' '}
          <Button size="compact-xs" variant="default" aria-label={words.signaturesOf(row.id)} onClick={() => signatures(row.id)}>
            {words.signatures}
          </Button>{' '}
          <span className="mono">{visibleText(row.path)}</span>
        </>
      ),
      width: 260,
      grow: 1,
    },
    { id: 'sha256', title: titles.sha256, value: (row) => row.sha256, width: 180, mono: true, hidden: true },
  ];
}

export function ReportsView({ workspace }: { workspace: string }) {
  const query = useCall('report.saved', { workspace }, { fresh: true });
  const [failed, setFailed] = useState<unknown>(null);
  const [looked, setLooked] = useState<string | null>(null);
  const [columns] = useState(() =>
    columnsOf((path) => {
      setFailed(null);
      call('shell.showInFolder', { path }).catch(setFailed);
    }, setLooked),
  );
  return (
    <Page title={words.title}>
      <div className="reports">
        <section className="panel" aria-label={words.saved}>
          <h2>{words.saved}</h2>
          <p className="muted">{words.hint}</p>
          <Loaded query={query}>
            {({ reports }) => (
              <DataTable
                label={words.saved}
                noun={words.noun}
                rows={reports}
                columns={columns}
                rowKey={(row) => String(row.seq)}
                maxHeight={420}
                empty={<EmptyState title={words.emptyTitle}>{words.empty}</EmptyState>}
              />
            )}
          </Loaded>
          {failed !== null && <ErrorBox error={failed} />}
          {looked !== null && <SignaturesDialog workspace={workspace} id={looked} onClose={() => setLooked(null)} />}
        </section>
        <NewReport workspace={workspace} />
        <BatchForm workspace={workspace} onDone={() => void query.refetch()} />
      </div>
    </Page>
  );
}
