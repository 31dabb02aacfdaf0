/** Every label that records carry or that Platform had on runs, each with how many. */
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Output } from '../../../core/contract';
import { type Column, DataTable } from '../../parts/data-table';
import { EmptyState } from '../../parts/empty-state';
import { Loaded } from '../../parts/loaded';
import { Page } from '../../parts/page';
import { useCall } from '../../parts/use-call';
import { visibleName } from '../../parts/visible-text';
import { paths } from '../../routes';
import { nouns } from '../../words/parts';
import { searchWords, labelWords as words } from '../../words/search';
import './label.css';

type Row = Output<'labels.list'>['labels'][number];

export function LabelsView({ workspace }: { workspace: string }) {
  const [, navigate] = useLocation();
  const query = useCall('labels.list', { workspace });
  const [columns] = useState((): readonly Column<Row>[] => [
    {
      id: 'label',
      title: words.columns.label,
      width: 260,
      grow: 2,
      value: (row) => row.label,
      cell: (row) => (
        <Link className="label" href={paths.label(workspace, row.label)}>
          {visibleName(row.label)}
        </Link>
      ),
    },
    { id: 'nextflow', title: words.columns.nextflow, tip: words.nextflowTip, width: 180, align: 'right', value: (row) => row.nextflow },
    { id: 'platform', title: words.columns.platform, tip: words.platformTip, width: 180, align: 'right', value: (row) => row.platform },
  ]);
  return (
    <Page title={words.title} breadcrumbs={[{ title: searchWords.title, href: paths.search(workspace) }]} fill>
      <Loaded query={query}>
        {({ labels }) => (
          <DataTable
            label={words.title}
            noun={nouns.labels}
            rows={labels}
            columns={columns}
            rowKey={(row) => row.label}
            onOpen={(row) => navigate(paths.label(workspace, row.label))}
            empty={<EmptyState title={words.none} />}
          />
        )}
      </Loaded>
    </Page>
  );
}
