/** The ranked list of what differs upstream: what, where, why it stands there, and the last run without it. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { RankedCause } from '../../../core/contract/cause';
import { causeEffectWords, causeKindWords, causeRoleWords, causeStandingWords } from '../../../core/graph/cause/vocabulary';
import { EmptyState } from '../../parts/empty-state';
import { LidLink } from '../../parts/lid-link';
import { SafeText } from '../../parts/masked';
import { visibleText } from '../../parts/visible-text';
import { causeWords as words } from '../../words/cause';
import { ScriptDiff } from '../compare/differences';

const firstShown = 20;
const taskNames = 4;

export function CauseList({ causes }: { causes: readonly RankedCause[] }) {
  const [most, setMost] = useState(firstShown);
  if (causes.length === 0) return <EmptyState title={words.causesNone} />;
  return (
    <>
      <ol className="cause-list">
        {causes.slice(0, most).map((one) => (
          <CauseItem key={one.rank} cause={one} />
        ))}
      </ol>
      {causes.length > most && (
        <Button variant="default" size="compact-sm" onClick={() => setMost(most + 50)}>
          {words.more(causes.length - most)}
        </Button>
      )}
    </>
  );
}

function CauseItem({ cause }: { cause: RankedCause }) {
  const { rank, kind, words: sentence, tasks, taskCount, distance, role, standing, effect, parameter, reached, diff } = cause;
  const named = tasks.slice(0, taskNames);
  return (
    <li className="cause-item" data-role={effect === 'same-content' ? 'same' : role} value={rank}>
      <p className="cause-what">
        <span className="cause-rank">{rank}.</span> <strong>{causeKindWords[kind]}.</strong> <SafeText text={sentence} />
      </p>
      <dl className="cause-facts">
        <dt>{words.at}</dt>
        <dd>
          {tasks.length === 0 && words.ofRun}
          {named.map(({ name, left, right }, at) => (
            <span key={`${left} ${right}`}>
              {at > 0 && ', '}
              <LidLink lid={right ?? left ?? ''} title={name} />
            </span>
          ))}
          {taskCount > named.length && named.length > 0 && ` ${words.more(taskCount - named.length)}`}
          {tasks.length > 0 && <span className="muted">; {words.distance(distance)}</span>}
        </dd>
        <dt>{words.why}</dt>
        <dd>
          {causeRoleWords[role]}; {causeStandingWords[standing]}
          {distance !== null && `; ${causeEffectWords[effect]}`}. {parameter && words.parameter}
        </dd>
        {reached !== null && reached.looked > 0 && (
          <>
            <dt>{words.last}</dt>
            <dd>
              {reached.last === null ? (
                words.lastNone
              ) : (
                <>
                  <LidLink lid={reached.last.lid} title={reached.last.name} kind="WorkflowRun" />, {words.commit}{' '}
                  <span className="mono wrap-anywhere">{visibleText(reached.last.commit ?? words.notRecorded)}</span>
                </>
              )}{' '}
              <span className="muted">({words.counts(reached.looked, reached.without, reached.carry, reached.unknown, reached.of)})</span>
            </dd>
          </>
        )}
      </dl>
      {diff !== null && <ScriptDiff diff={diff} label={words.scriptOf(rank)} />}
    </li>
  );
}
