/** The drawing's twin: every box and every line that is drawn as tables, and every record in them; they change as the drawing does. */
import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { PictureBox, PictureLink } from '../../../core/contract/graph-picture';
import { isThingKind } from '../../../core/graph/things';
import { type Column, DataTable } from '../../parts/data-table';
import { Labels } from '../../parts/labels';
import { LidLink } from '../../parts/lid-link';
import { PathEnd } from '../../parts/path-end';
import { visibleText } from '../../parts/visible-text';
import { graphWords } from '../../words/graph';
import { pictureWords as words } from '../../words/graph-picture';
import { nouns } from '../../words/parts';
import type { DrawnGraph, Tally } from './drawing';
import type { Hidden } from './model';
import { NodeTable } from './node-table';
import { pictureOf } from './picture-of';

const lists = ['boxes', 'lines', 'records'] as const;
type List = (typeof lists)[number];

interface TwinTableProps {
  graph: DrawnGraph;
  hidden: ReadonlyMap<string, Hidden>;
  tallies: ReadonlyMap<string, Tally>;
  title: string;
  onSelect: (box: string) => void;
  onOpen: (lid: string) => void;
}

interface LineRow extends PictureLink {
  id: string;
  fromTitle: string;
  toTitle: string;
}

function boxColumns({ nodes }: DrawnGraph): readonly Column<PictureBox>[] {
  return [
    { id: 'kind', title: graphWords.kind, width: 104, value: (box) => box.kind },
    {
      id: 'title',
      title: graphWords.name,
      width: 150,
      grow: 2,
      value: (box) => box.title,
      cell: (box) => {
        const node = nodes.get(box.id);
        return node && !isThingKind(node.kind) ? (
          <LidLink lid={node.lid} title={node.title} kind={node.kind} present={node.kind !== 'Missing'} />
        ) : (
          <span title={visibleText(box.lid)}>{visibleText(box.title)}</span>
        );
      },
    },
    { id: 'detail', title: graphWords.detail, width: 130, grow: 2, value: (box) => box.detail, cell: (box) => <PathEnd path={box.detail} /> },
    { id: 'items', title: words.items, width: 92, align: 'right', value: (box) => Math.max(1, box.folded.length) },
    { id: 'check', title: graphWords.verdict, width: 110, grow: 1, value: (box) => box.check || null },
    { id: 'labels', title: graphWords.labels, width: 110, grow: 1, value: (box) => box.labels.join(', ') || null, cell: (box) => <Labels labels={box.labels} /> },
    { id: 'findings', title: graphWords.openFindings, width: 92, align: 'right', value: (box) => box.findings },
    { id: 'more', title: words.neighboursNotDrawn, width: 130, grow: 1, value: (box) => words.onSides(box.notDrawn) },
  ];
}

const lineColumns: readonly Column<LineRow>[] = [
  { id: 'from', title: words.lineFrom, width: 200, grow: 2, value: (line) => line.fromTitle },
  { id: 'word', title: words.lineWord, width: 150, grow: 1, value: (line) => line.word },
  { id: 'to', title: words.lineTo, width: 200, grow: 2, value: (line) => line.toTitle },
  { id: 'links', title: words.links, width: 80, align: 'right', value: (line) => line.count },
  { id: 'inferred', title: words.inferred, width: 100, value: (line) => (line.inferred ? 'yes' : 'no') },
];

export function TwinTable({ graph, hidden, tallies, title, onSelect, onOpen }: TwinTableProps) {
  const [list, setList] = useState<List>('boxes');
  const picture = useMemo(() => pictureOf(graph, hidden, tallies), [graph, hidden, tallies]);
  const columns = useMemo(() => boxColumns(graph), [graph]);
  const lines = useMemo(() => {
    const titles = new Map(picture.boxes.map((box) => [box.id, box.folded.length > 0 ? `${box.title} ×${box.folded.length}` : box.title]));
    return picture.links.map((link): LineRow => ({ ...link, id: `${link.from}\u0000${link.to}`, fromTitle: titles.get(link.from) ?? '', toTitle: titles.get(link.to) ?? '' }));
  }, [picture]);
  const choice = (
    <SegmentedControl
      size="xs"
      aria-label={words.twin}
      value={list}
      onChange={(value) => setList(lists.find((each) => each === value) ?? 'boxes')}
      data={lists.map((each) => ({ value: each, label: words[each] }))}
    />
  );
  if (list === 'lines')
    return (
      <DataTable
        label={words.linesLabel(title)}
        noun={nouns.lines}
        rows={lines}
        columns={lineColumns}
        rowKey={(line) => line.id}
        onSelect={(line) => onSelect(line.to)}
        toolbar={choice}
      />
    );
  if (list === 'records') return <NodeTable nodes={graph.nodes} edges={graph.edges} hidden={hidden} title={title} onOpen={(node) => onOpen(node.lid)} toolbar={choice} />;
  return (
    <DataTable
      label={graphWords.tableLabel(title)}
      noun={nouns.boxes}
      rows={picture.boxes}
      columns={columns}
      rowKey={(box) => box.id}
      onOpen={(box) => onOpen(box.id)}
      onSelect={(box) => onSelect(box.id)}
      toolbar={choice}
    />
  );
}
