/** What the shapes, signs, words and lines of the drawing mean. */
import { Text } from '@mantine/core';
import type { GraphEdge, GraphNode } from '../../../core/contract/graph';
import { isInferredRelation } from '../../../core/graph/between-words';
import { verdicts } from '../../../core/verify/verdict';
import { VerdictBadge } from '../../parts/verdict-badge';
import { graphWords, kindWords, lineWords } from '../../words/graph';
import { legendWords } from '../../words/graph-picture';
import { KindShape, kindIcons } from './kind-shape';

const kinds = Object.keys(kindWords) as GraphNode['kind'][];
const relations = Object.keys(lineWords) as GraphEdge['relation'][];

export function Legend() {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="legend" role="group" aria-label={graphWords.legend} tabIndex={0}>
      <section aria-label={graphWords.legendKinds}>
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
      </section>
      <section aria-label={graphWords.legendLines} className="legend-lines">
        <Text fw={600} size="xs">
          {graphWords.legendLines}
        </Text>
        {relations.map((relation) => (
          <div key={relation} className="legend-row">
            <span className="legend-line" data-inferred={isInferredRelation(relation) || undefined} />
            <span>
              <strong>{lineWords[relation]}</strong>
              {isInferredRelation(relation) && ` (${graphWords.inferred})`}: {legendWords[relation]}
            </span>
          </div>
        ))}
        <Text size="xs" c="var(--text-muted)">
          {graphWords.lineFlow} {graphWords.lineInferred}.
        </Text>
      </section>
      <section aria-label={graphWords.legendVerdicts}>
        <Text fw={600} size="xs">
          {graphWords.legendVerdicts}
        </Text>
        {verdicts.map((verdict) => (
          <div key={verdict} className="legend-row">
            <VerdictBadge verdict={verdict} />
          </div>
        ))}
      </section>
    </div>
  );
}
