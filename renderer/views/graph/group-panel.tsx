/** What a folded group holds: each member can be taken out of it, or all be shown one by one. */
import { Button, Group, Stack, Text, Title } from '@mantine/core';
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
      <Text size="xs" c="var(--text-muted)">
        {graphWords.groupMembers(box.lids.length)}
      </Text>
      <ul className="graph-members">
        {box.lids.slice(0, listed).map((lid) => (
          <li key={lid}>
            <button type="button" title={visibleText(lid)} onClick={() => onPick(lid)}>
              {visibleText(nodes.get(lid)?.title ?? lid)}
            </button>
          </li>
        ))}
      </ul>
      {box.lids.length > listed && <Text size="xs">{graphWords.groupMore(box.lids.length - listed)}</Text>}
    </Stack>
  );
}
