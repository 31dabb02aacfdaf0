/** "Where was this used, and what did it reach?": the question (which the address carries), the answer in counts, and its lists. */

import type { ImpactQuestion } from '../../../core/contract/impact';
import { EmptyState } from '../../parts/empty-state';
import { Loaded } from '../../parts/loaded';
import { Page } from '../../parts/page';
import { useCall } from '../../parts/use-call';
import { useOpened } from '../../parts/use-opened';
import { impactQuestionOf } from '../../routes';
import { impactWords as words } from '../../words/impact';
import './impact.css';
import { ImpactAnswer } from './impact-answer';
import { ImpactForm } from './impact-form';
import { ImpactRows } from './impact-rows';

/** `rest`: what follows `impact` in the address. */
export function ImpactView({ workspace, rest }: { workspace: string; rest: string }) {
  const asked = impactQuestionOf(rest);
  return (
    <Page title={words.title}>
      <div className="impact">
        <ImpactForm key={rest} workspace={workspace} asked={asked} />
        {asked === null ? <EmptyState title={words.begin}>{words.hint}</EmptyState> : <Answered key={rest} workspace={workspace} asked={asked} />}
      </div>
    </Page>
  );
}

function Answered({ workspace, asked }: { workspace: string; asked: ImpactQuestion }) {
  const query = useCall('impact.summary', { workspace, asked });
  useOpened(workspace, 'impact.summary', { asked });
  return (
    <Loaded query={query}>
      {({ summary }) => (
        <>
          <ImpactAnswer workspace={workspace} asked={asked} summary={summary} />
          <ImpactRows workspace={workspace} asked={asked} summary={summary} />
        </>
      )}
    </Loaded>
  );
}
