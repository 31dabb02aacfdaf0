/** Every record that carries one label, container or commit. */
import { Title } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { GraphNode } from '../../../core/contract/graph';
import { verdictWords } from '../../../core/verify/verdict';
import { type Column, DataTable } from '../../parts/data-table';
import { LidLink } from '../../parts/lid-link';
import { Loaded } from '../../parts/loaded';
import { useCall } from '../../parts/use-call';
import { useOpened } from '../../parts/use-opened';
import { VerdictBadge } from '../../parts/verdict-badge';
import { visibleText } from '../../parts/visible-text';
import { paths } from '../../routes';
import { kindWords } from '../../words/graph';
import { searchWords } from '../../words/search';
import { type ValueGroup, valueFields } from './hits';

const words = searchWords.columns;
/** The engine's own bound on one question about nodes. */
const mostRecords = 5000;

const columns: readonly Column<GraphNode>[] = [
  { id: 'title', title: words.title, width: 220, grow: 1.5, value: (node) => node.title, cell: (node) => <LidLink lid={node.lid} title={node.title} kind={node.kind} /> },
  { id: 'kind', title: words.kind, width: 110, value: (node) => kindWords[node.kind].one },
  { id: 'detail', title: words.detail, width: 220, grow: 2, value: (node) => node.detail },
  {
    id: 'verdict',
    title: words.verdict,
    width: 140,
    value: (node) => (node.verdict ? verdictWords[node.verdict].short : null),
    cell: (node) => node.verdict && <VerdictBadge verdict={node.verdict} />,
  },
  { id: 'lid', title: words.lid, width: 200, grow: 1, value: (node) => node.lid, cell: (node) => <LidLink lid={node.lid} /> },
];

function Records({ workspace, lids, label }: { workspace: string; lids: readonly string[]; label: string }) {
  const [, navigate] = useLocation();
  const query = useCall('graph.subgraph', { workspace, lids: lids.slice(0, mostRecords) });
  return (
    <Loaded query={query}>
      {({ nodes }) => (
        <>
          {nodes.length < lids.length && <p>{searchWords.first(nodes.length, lids.length)}</p>}
          <DataTable
            label={label}
            noun="records"
            rows={nodes}
            columns={columns}
            rowKey={(node) => node.lid}
            onOpen={(node) => navigate(node.kind === 'WorkflowRun' ? paths.run(workspace, node.lid) : paths.record(workspace, node.lid))}
            maxHeight={420}
          />
        </>
      )}
    </Loaded>
  );
}

export function CarryingRecords({ workspace, group, value }: { workspace: string; group: ValueGroup; value: string }) {
  const [terms] = useState(() => [{ key: valueFields[group], value }]);
  const query = useCall('lineage.find', { workspace, terms });
  useOpened(workspace, 'lineage.find', { terms });
  const title = searchWords.carrying(searchWords.what[group], visibleText(value));
  return (
    <section className="panel" aria-label={title}>
      <Title order={2} size="h3" className="wrap-anywhere">
        {title}
      </Title>
      <Loaded query={query}>{({ lids }) => <Records workspace={workspace} lids={lids} label={title} />}</Loaded>
    </section>
  );
}
