/** What the shapes, signs and lines of the drawing mean. */
import { Text } from '@mantine/core';
import type { GraphNode } from '../../../core/contract/graph';
import { verdicts } from '../../../core/verify/verdict';
import { VerdictBadge } from '../../parts/verdict-badge';
import { graphWords, kindWords } from '../../words/graph';
import { KindShape, kindIcons } from './kind-shape';

const kinds: readonly GraphNode['kind'][] = ['TaskRun', 'FileOutput', 'External', 'WorkflowRun', 'TaskOutput', 'AgentRun', 'Unknown', 'Missing'];

export function Legend() {
  return (
    <div className="legend">
      <div>
        <Text fw={600} size="xs">
          {graphWords.legendKinds}
        </Text>
        {kinds.map((kind) => {
          const Icon = kindIcons[kind];
          return (
            <div key={kind} className="legend-row">
              <span className="legend-shape">
                <KindShape kind={kind} width={44} height={20} />
              </span>
              <Icon size={14} aria-hidden />
              <span title={kindWords[kind].tip}>{kindWords[kind].one}</span>
            </div>
          );
        })}
        <Text fw={600} size="xs" mt="xs">
          {graphWords.legendLines}
        </Text>
        <div className="legend-row">
          <span className="legend-line" />
          {graphWords.lineRecorded}
        </div>
        <div className="legend-row">
          <span className="legend-line" data-inferred />
          {graphWords.lineInferred}
        </div>
        <Text size="xs" c="var(--text-muted)" maw={260}>
          {graphWords.lineFlow} {graphWords.lineRun}
        </Text>
      </div>
      <div>
        <Text fw={600} size="xs">
          {graphWords.legendVerdicts}
        </Text>
        {verdicts.map((verdict) => (
          <div key={verdict} className="legend-row">
            <VerdictBadge verdict={verdict} />
          </div>
        ))}
      </div>
    </div>
  );
}
