/** Two tasks side by side: why one may have run again. */
import { Text } from '@mantine/core';
import { useEffect } from 'react';
import type { Output } from '../../../core/contract';
import { Facts } from '../../parts/facts';
import { shortLid } from '../../parts/format';
import { LidLink } from '../../parts/lid-link';
import { Loaded } from '../../parts/loaded';
import { SafeText } from '../../parts/masked';
import { useCall } from '../../parts/use-call';
import { useOpened } from '../../parts/use-opened';
import { visibleText } from '../../parts/visible-text';
import { compareWords as words } from '../../words/compare';
import { Differences } from './differences';

interface TaskComparisonProps {
  workspace: string;
  left: string;
  right: string;
  onAnswer: (answer: Output<'compare.tasks'>) => void;
}

export function TaskComparison({ workspace, left, right, onAnswer }: TaskComparisonProps) {
  const query = useCall('compare.tasks', { workspace, left, right });
  useOpened(workspace, 'compare.tasks', { left, right });
  useEffect(() => {
    if (query.data) onAnswer(query.data);
  }, [query.data, onAnswer]);
  return (
    <Loaded query={query}>
      {(answer) => {
        const [first, ...others] = answer.upstream;
        return (
          <div className="compare">
            <section className="panel" aria-label={words.conclusion}>
              <h2>{words.conclusion}</h2>
              <ul className="compare-conclusion">
                {answer.conclusion.map((sentence) => (
                  <li key={sentence}>{visibleText(sentence)}</li>
                ))}
              </ul>
              <Facts
                rows={[
                  { name: words.first, value: <LidLink lid={answer.left.lid} title={`${answer.left.title}, ${shortLid(answer.left.lid)}`} /> },
                  { name: words.second, value: <LidLink lid={answer.right.lid} title={`${answer.right.title}, ${shortLid(answer.right.lid)}`} /> },
                ]}
              />
            </section>
            <section className="panel" aria-label={words.differs}>
              <h2>{words.differs}</h2>
              {answer.differs.length === 0 ? <Text c="var(--text-muted)">{words.taskSame}</Text> : <Differences differs={answer.differs} cache />}
            </section>
            {first && (
              <section className="panel" aria-label={words.upstream(visibleText(first.task))}>
                <h2>{words.upstream(visibleText(first.task))}</h2>
                <Differences differs={first.differs} of={first.task} />
                {others.length > 0 && (
                  <Text>
                    {words.upstreamAlso} <SafeText text={others.map(({ task }) => task).join(', ')} />
                  </Text>
                )}
              </section>
            )}
          </div>
        );
      }}
    </Loaded>
  );
}
