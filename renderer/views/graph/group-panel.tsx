/** What a folded group holds: each member can be taken out of it, or all be shown one by one. */
import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';
import type { GraphNode } from '../../../core/contract/graph';
import { visibleText } from '../../parts/visible-text';
import { graphWords, kindWords } from '../../words/graph';
import { type GroupBox, groupStep } from './boxes';

interface GroupPanelProps {
  box: GroupBox;
  nodes: ReadonlyMap<string, GraphNode>;
  onPick: (lid: string) => void;
  onShowMore: () => void;
  onFold: () => void;
}

const listed = 200;

export function GroupPanel({ box, nodes, onPick, onShowMore, onFold }: GroupPanelProps) {
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim().toLowerCase());
  const found = useMemo(() => {
    const holds = (one: string | undefined) => one?.toLowerCase().includes(wanted) === true;
    const matches = (lid: string) => {
      const node = nodes.get(lid);
      return holds(node?.title) || holds(node?.detail) || holds(lid) || node?.labels.some(holds) === true;
    };
    return wanted === '' ? box.lids : box.lids.filter(matches);
  }, [box.lids, nodes, wanted]);
  return (
    <Stack gap="xs">
      <div>
        <Text size="xs" c="var(--text-muted)">
          {graphWords.group(box.lids.length, kindWords[box.kind].many)}
        </Text>
        <Title order={2} size="h3" className="wrap-anywhere">
          {visibleText(box.title) || kindWords[box.kind].many}
        </Title>
      </div>
      <Group gap="xs">
        <Button onClick={onShowMore}>{graphWords.openGroup(Math.min(groupStep, box.lids.length))}</Button>
        {box.shown > 0 && (
          <Button variant="default" onClick={onFold}>
            {graphWords.foldGroup}
          </Button>
        )}
      </Group>
      <TextInput size="xs" type="search" label={graphWords.searchMembers} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <Text size="xs" c="var(--text-muted)" role="status">
        {wanted === '' ? graphWords.groupMembers(box.lids.length) : graphWords.found(found.length, box.lids.length)}
      </Text>
      <ul className="graph-members">
        {found.slice(0, listed).map((lid) => {
          const title = visibleText(nodes.get(lid)?.title ?? lid);
          return (
            <li key={lid}>
              <button type="button" title={`${graphWords.takeOutTip(title)}\n${visibleText(lid)}`} aria-label={graphWords.takeOutTip(title)} onClick={() => onPick(lid)}>
                <span className="graph-member">{title}</span>
                <span className="muted">{graphWords.takeOut}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {found.length > listed && <Text size="xs">{graphWords.groupMore(found.length - listed)}</Text>}
    </Stack>
  );
}
