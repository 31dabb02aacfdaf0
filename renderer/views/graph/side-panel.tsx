/** What the selected box is, and what can be done from there. */
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import type { GraphNode } from '../../../core/contract/graph';
import type { RecordPage } from '../../../core/contract/records';
import { isOutsideKind, isThingKind } from '../../../core/graph/things';
import { CopyButton } from '../../parts/copy-button';
import { type FactRow, Facts } from '../../parts/facts';
import { Labels } from '../../parts/labels';
import { LidLink } from '../../parts/lid-link';
import { Size } from '../../parts/size';
import { useRecord } from '../../parts/use-record';
import { CheckBadge } from '../../parts/verdict-badge';
import { visibleText } from '../../parts/visible-text';
import { paths } from '../../routes';
import { custodyWords } from '../../words/custody';
import { graphWords, kindWords } from '../../words/graph';
import { toldWords } from '../../words/openlineage';
import type { Hidden, Side } from './model';

interface NodePanelProps {
  workspace: string;
  node: GraphNode;
  hidden: Hidden | undefined;
  focus: boolean;
  onOpen: () => void;
  onFocus: () => void;
  onUnfold: (side: Side, wholly: boolean) => void;
  onFold: (side: Side) => void;
}

function text(fields: RecordPage['fields'], name: string): string | null {
  const value = typeof fields === 'object' && fields !== null && !Array.isArray(fields) ? fields[name] : null;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

/** What the record itself says that the drawing does not. */
function recordFacts(record: RecordPage | undefined): FactRow[] {
  if (!record) return [];
  if (record.kind === 'FileOutput') {
    const size = text(record.fields, 'size');
    return [
      { name: graphWords.path, value: <span className="mono wrap-anywhere">{visibleText(text(record.fields, 'path') ?? '')}</span>, path: 'path' },
      { name: graphWords.size, value: size === null ? null : <Size bytes={Number(size)} />, path: 'size' },
    ];
  }
  if (record.kind === 'TaskRun')
    return [
      {
        name: graphWords.container,
        value: text(record.fields, 'container') && <span className="mono">{visibleText(text(record.fields, 'container') ?? '')}</span>,
        path: 'container',
      },
    ];
  return [];
}

/** Of these no record says what they were made from: that there is nothing would be a claim. */
const isNowhereFrom = (kind: GraphNode['kind']) => kind === 'Missing' || kind === 'External' || kind === 'Unknown' || isOutsideKind(kind);

function Sides({ node, hidden, onUnfold, onFold }: Pick<NodePanelProps, 'node' | 'hidden' | 'onUnfold' | 'onFold'>) {
  const sides = [
    { side: 'up' as const, word: graphWords.madeFrom, total: Math.max(node.up, hidden?.up ?? 0), canFold: hidden?.foldUp ?? false },
    { side: 'down' as const, word: graphWords.usedFor, total: Math.max(node.down, hidden?.down ?? 0), canFold: hidden?.foldDown ?? false },
  ];
  return sides.map(({ side, word, total, canFold }) => (
    <div key={side}>
      <Text size="xs" c="var(--text-muted)">
        {word}: {side === 'up' && total === 0 && isNowhereFrom(node.kind) ? graphWords.notKnown : graphWords.hiddenOf(hidden?.[side] ?? 0, total)}
      </Text>
      <Group gap={4}>
        <Button size="compact-xs" variant="default" disabled={(hidden?.[side] ?? 0) === 0} onClick={() => onUnfold(side, false)}>
          {graphWords.oneLevel}
        </Button>
        <Button size="compact-xs" variant="default" disabled={total === 0} onClick={() => onUnfold(side, true)}>
          {graphWords.all}
        </Button>
        <Button size="compact-xs" variant="default" disabled={!canFold} onClick={() => onFold(side)}>
          {graphWords.foldShort}
        </Button>
      </Group>
    </div>
  ));
}

export function NodePanel({ workspace, node, hidden, focus, onOpen, onFocus, onUnfold, onFold }: NodePanelProps) {
  const isThing = isThingKind(node.kind);
  const isRecord = !isOutsideKind(node.kind) && node.kind !== 'Missing' && !isThing;
  const { data } = useRecord(workspace, isRecord ? node.lid : null);
  const facts: FactRow[] = [
    isThing
      ? { name: kindWords[node.kind].one, value: <span className="mono wrap-anywhere">{visibleText(node.detail || node.title)}</span> }
      : isRecord || node.kind === 'Missing'
        ? { name: graphWords.address, value: <LidLink lid={node.lid} kind={node.kind} present={isRecord} whole />, path: 'LID' }
        : { name: graphWords.path, value: <span className="mono wrap-anywhere">{visibleText(node.lid)}</span> },
    ...recordFacts(data?.record),
    ...(isRecord && node.kind !== 'WorkflowRun'
      ? [{ name: graphWords.run, value: node.run && <LidLink lid={node.run} kind="WorkflowRun" title={data?.record.run?.title ?? null} />, path: 'workflowRun' }]
      : []),
    ...(isRecord
      ? [{ name: graphWords.labels, value: node.labels.length > 0 ? <Labels labels={node.labels} /> : <span className="muted">{graphWords.none}</span>, path: 'labels' }]
      : []),
  ];
  return (
    <Stack gap="xs">
      <div>
        <Text size="xs" c="var(--text-muted)" title={kindWords[node.kind].tip}>
          {kindWords[node.kind].one}
        </Text>
        <Group gap={4} wrap="nowrap" justify="space-between" align="flex-start">
          <Title order={2} size="h3" className="wrap-anywhere">
            {visibleText(node.title)}
          </Title>
          <CopyButton text={node.lid} what={node.kind === 'External' ? 'the path' : 'the LID'} />
        </Group>
      </div>
      {node.kind === 'FileOutput' && (
        <div className="graph-verdict">
          <CheckBadge check={data?.record.check ?? null} />
          {data?.record.check?.detail && (
            <Text size="xs" c="var(--text-muted)" mt={4} className="wrap-anywhere">
              {visibleText(data.record.check.detail)}
            </Text>
          )}
        </div>
      )}
      {node.kind === 'External' && <Text size="xs">{graphWords.external}</Text>}
      {(node.kind === 'OutsideRun' || node.kind === 'OutsideData') && (
        <Text size="xs" className="wrap-anywhere">
          {kindWords[node.kind].tip}. {node.kind === 'OutsideRun' && visibleText(node.detail)}
        </Text>
      )}
      {isThingKind(node.kind) && <Text size="xs">{graphWords.thing[node.kind]}</Text>}
      {node.kind === 'Missing' && <Text size="xs">{graphWords.missing}</Text>}
      <Facts rows={facts} label={graphWords.panel} />
      <Group gap="xs">
        {isRecord && <Button onClick={onOpen}>{node.kind === 'WorkflowRun' ? graphWords.openRun : graphWords.open}</Button>}
        {(node.kind === 'OutsideRun' || node.kind === 'OutsideData') && (
          <Button component={Link} href={paths.told(workspace, node.lid)}>
            {toldWords.open}
          </Button>
        )}
        {(node.kind === 'FileOutput' || node.kind === 'External') && (
          <Button variant="default" component={Link} href={node.kind === 'External' ? paths.custody(workspace, node.lid) : paths.record(workspace, node.lid, 'custody')}>
            {custodyWords.open}
          </Button>
        )}
        <Button variant="default" disabled={focus} onClick={onFocus}>
          {graphWords.makeFocus}
        </Button>
      </Group>
      <Sides node={node} hidden={hidden} onUnfold={onUnfold} onFold={onFold} />
    </Stack>
  );
}
