/** The drawing's twin as a table: every record drawn, with what it was made from and used for, for readers who do not see the picture. */
import { type ReactNode, useMemo } from 'react';
import type { GraphEdge, GraphNode } from '../../../core/contract/graph';
import { isThingKind } from '../../../core/graph/things';
import { verdictWords } from '../../../core/verify/verdict';
import { type Column, DataTable } from '../../parts/data-table';
import { Labels } from '../../parts/labels';
import { LidLink } from '../../parts/lid-link';
import { PathEnd } from '../../parts/path-end';
import { VerdictBadge } from '../../parts/verdict-badge';
import { visibleText } from '../../parts/visible-text';
import { graphWords, kindWords } from '../../words/graph';
import { pictureWords } from '../../words/graph-picture';
import { nouns } from '../../words/parts';
import type { Hidden } from './model';

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
    title: graphWords.name,
    width: 200,
    grow: 2,
    value: ({ node }) => node.title,
    cell: ({ node }) =>
      isThingKind(node.kind) ? <span title={visibleText(node.lid)}>{visibleText(node.title)}</span> : <LidLink lid={node.lid} title={node.title} kind={node.kind} />,
  },
  { id: 'detail', title: graphWords.detail, width: 150, grow: 2, value: ({ node }) => node.detail, cell: ({ node }) => <PathEnd path={node.detail} /> },
  {
    id: 'verdict',
    title: graphWords.verdict,
    width: 130,
    value: ({ node }) => (node.verdict ? verdictWords[node.verdict].short : null),
    cell: ({ node }) => node.verdict && <VerdictBadge verdict={node.verdict} />,
  },
  { id: 'labels', title: graphWords.labels, width: 120, grow: 1, value: ({ node }) => node.labels.join(', ') || null, cell: ({ node }) => <Labels labels={node.labels} /> },
  { id: 'findings', title: graphWords.openFindings, width: 92, align: 'right', value: ({ node }) => node.findings ?? 0 },
  { id: 'from', title: graphWords.madeFrom, width: 150, grow: 2, value: (row) => row.madeFrom },
  { id: 'for', title: graphWords.usedFor, width: 150, grow: 2, value: (row) => row.usedFor },
  { id: 'folded', title: graphWords.notDrawn, width: 116, align: 'right', value: (row) => row.folded },
];

interface NodeTableProps {
  nodes: ReadonlyMap<string, GraphNode>;
  edges: readonly GraphEdge[];
  hidden: ReadonlyMap<string, Hidden>;
  title: string;
  onOpen: (node: GraphNode) => void;
  toolbar: ReactNode;
}

export function NodeTable({ nodes, edges, hidden, title, onOpen, toolbar }: NodeTableProps) {
  const rows = useMemo(() => {
    const up = new Map<string, string[]>();
    const down = new Map<string, string[]>();
    const add = (map: Map<string, string[]>, lid: string, name: string) => {
      const names = map.get(lid);
      if (names) names.push(name);
      else map.set(lid, [name]);
    };
    for (const edge of edges) {
      const mark = edge.inferred ? ` (${graphWords.inferred})` : '';
      add(up, edge.to, `${nodes.get(edge.from)?.title ?? ''}${mark}`);
      add(down, edge.from, `${nodes.get(edge.to)?.title ?? ''}${mark}`);
    }
    return [...nodes.values()].map((node): NodeRow => {
      const folded = hidden.get(node.lid);
      return { node, madeFrom: up.get(node.lid)?.join(', ') ?? '', usedFor: down.get(node.lid)?.join(', ') ?? '', folded: (folded?.up ?? 0) + (folded?.down ?? 0) };
    });
  }, [nodes, edges, hidden]);
  return (
    <DataTable
      label={pictureWords.recordsLabel(title)}
      noun={nouns.records}
      rows={rows}
      columns={columns}
      rowKey={(row) => row.node.lid}
      onOpen={(row) => onOpen(row.node)}
      toolbar={toolbar}
    />
  );
}
