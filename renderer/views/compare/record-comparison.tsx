/** Any two records side by side: field by field, and as Nextflow's own text diff. */
import { Button, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Output } from '../../../core/contract';
import { outputStatusWords } from '../../../core/graph/compare/vocabulary';
import { Facts } from '../../parts/facts';
import { LidLink } from '../../parts/lid-link';
import { Loaded } from '../../parts/loaded';
import { useCall } from '../../parts/use-call';
import { useOpened } from '../../parts/use-opened';
import { visibleText } from '../../parts/visible-text';
import { compareWords, recordsWords as words } from '../../words/compare';
import { kindWords } from '../../words/record';
import { ScriptDiff } from './differences';
import { RecordChanges } from './record-changes';

interface Pair {
  workspace: string;
  left: string;
  right: string;
}

interface Props extends Pair {
  onAnswer: (answer: Output<'compare.records'>) => void;
}

export function RecordComparison({ workspace, left, right, onAnswer }: Props) {
  const query = useCall('compare.records', { workspace, left, right });
  useOpened(workspace, 'compare.records', { left, right });
  useEffect(() => {
    if (query.data) onAnswer(query.data);
  }, [query.data, onAnswer]);
  return (
    <Loaded query={query}>
      {(answer) => (
        <div className="compare">
          <section className="panel" aria-label={compareWords.conclusion}>
            <h2>{compareWords.conclusion}</h2>
            <ul className="compare-conclusion">
              <li>{answer.same ? words.sameBytes : answer.how === 'bytes' ? words.noJson : words.count(answer.changeCount)}</li>
              {answer.content && (
                <li>
                  {words.content} {outputStatusWords[answer.content.status].short}. {visibleText(answer.content.detail)}
                </li>
              )}
              {answer.left.kind !== answer.right.kind && <li>{words.otherKinds}</li>}
            </ul>
            <Facts
              rows={[answer.left, answer.right].map((one, at) => ({
                name: at === 0 ? words.first : words.second,
                value: (
                  <>
                    <LidLink lid={one.lid} title={one.title} /> <span className="muted">{kindWords[one.kind] ?? one.kind}</span>{' '}
                    <span className="mono muted wrap-anywhere">{visibleText(one.lid)}</span>
                  </>
                ),
              }))}
            />
          </section>
          <section className="panel" aria-label={words.fields}>
            <h2>{words.fields}</h2>
            {answer.changes.length < answer.changeCount && <Text c="var(--text-muted)">{words.cut(answer.changes.length, answer.changeCount)}</Text>}
            <RecordChanges changes={answer.changes} />
          </section>
          <section className="panel text-diff" aria-label={words.text}>
            <h2>{words.text}</h2>
            {answer.long ? <Text c="var(--text-muted)">{words.long}</Text> : <TextDiff workspace={workspace} left={left} right={right} />}
          </section>
        </div>
      )}
    </Loaded>
  );
}

function TextDiff(props: Pair) {
  const [open, setOpen] = useState(false);
  if (!open)
    return (
      <Button variant="default" onClick={() => setOpen(true)}>
        {words.showText}
      </Button>
    );
  return <TextOf {...props} />;
}

function TextOf({ workspace, left, right }: Pair) {
  const query = useCall('lineage.diff', { workspace, left, right });
  return <Loaded query={query}>{({ masked, same }) => (same ? <Text>{words.sameText}</Text> : <ScriptDiff diff={masked.trimEnd()} label={words.text} />)}</Loaded>;
}
