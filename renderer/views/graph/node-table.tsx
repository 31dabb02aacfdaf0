/** The drawing's twin as a table: every record drawn, with what it was made from and used for, for readers who do not see the picture. */
import { useMemo } from 'react';
import type { GraphNode } from '../../../core/contract/graph';
import { verdictWords } from '../../../core/verify/verdict';
import { type Column, DataTable } from '../../parts/data-table';
import { LidLink } from '../../parts/lid-link';
import { PathEnd } from '../../parts/path-end';
import { VerdictBadge } from '../../parts/verdict-badge';
import { graphWords, kindWords } from '../../words/graph';
import { drawnEdges, type GraphModel, type Hidden } from './model';

interface NodeRow {
  node: GraphNode;
  madeFrom: string;
  usedFor: string;
  folded: number;
}

const columns: readonly Column<NodeRow>[] = [
  { id: 'kind', title: graphWords.kind, width: 110, value: ({ node }) => kindWords[node.kind].one },
  {
    id: 'title',
    title: 'Name',
    width: 200,
    grow: 2,
    value: ({ node }) => node.title,
    cell: ({ node }) => (node.kind === 'External' ? <span title={node.lid}>{node.title}</span> : <LidLink lid={node.lid} title={node.title} kind={node.kind} />),
  },
  { id: 'detail', title: graphWords.detail, width: 150, grow: 2, value: ({ node }) => node.detail, cell: ({ node }) => <PathEnd path={node.detail} /> },
  {
    id: 'verdict',
    title: graphWords.verdict,
    width: 130,
    value: ({ node }) => (node.verdict ? verdictWords[node.verdict].short : null),
    cell: ({ node }) => node.verdict && <VerdictBadge verdict={node.verdict} />,
  },
  { id: 'from', title: graphWords.madeFrom, width: 150, grow: 2, value: (row) => row.madeFrom },
  { id: 'for', title: graphWords.usedFor, width: 150, grow: 2, value: (row) => row.usedFor },
  { id: 'folded', title: 'Not drawn', width: 116, align: 'right', value: (row) => row.folded },
];

export function NodeTable({ model, hidden, title, onOpen }: { model: GraphModel; hidden: ReadonlyMap<string, Hidden>; title: string; onOpen: (node: GraphNode) => void }) {
  const rows = useMemo(() => {
    const up = new Map<string, string[]>();
    const down = new Map<string, string[]>();
    const add = (map: Map<string, string[]>, lid: string, name: string | undefined) => map.set(lid, [...(map.get(lid) ?? []), name ?? '']);
    const drawn = new Set(hidden.keys());
    for (const edge of drawnEdges(model, drawn)) {
      const mark = edge.inferred ? ` (${graphWords.inferred})` : '';
      add(up, edge.to, `${model.nodes.get(edge.from)?.title ?? ''}${mark}`);
      add(down, edge.from, `${model.nodes.get(edge.to)?.title ?? ''}${mark}`);
    }
    return [...drawn].flatMap((lid): NodeRow[] => {
      const node = model.nodes.get(lid);
      const folded = hidden.get(lid);
      return node ? [{ node, madeFrom: up.get(lid)?.join(', ') ?? '', usedFor: down.get(lid)?.join(', ') ?? '', folded: (folded?.up ?? 0) + (folded?.down ?? 0) }] : [];
    });
  }, [model, hidden]);
  return <DataTable label={graphWords.tableLabel(title)} noun="records" rows={rows} columns={columns} rowKey={(row) => row.node.lid} onOpen={(row) => onOpen(row.node)} />;
}
