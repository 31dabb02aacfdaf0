/** "Where was this used, and what did it reach?": the question (which the address carries), the answer in counts, and its lists. */

import type { ImpactQuestion } from '../../../core/contract/impact';
import type { TagItem } from '../../../core/tags/item';
import { EmptyState } from '../../parts/empty-state';
import { Loaded } from '../../parts/loaded';
import { Page } from '../../parts/page';
import { useCall } from '../../parts/use-call';
import { useOpened } from '../../parts/use-opened';
import { impactQuestionOf } from '../../routes';
import { impactWords as words } from '../../words/impact';
import { ItemTags } from '../tags/item-tags';
import './impact.css';
import { ImpactAnswer } from './impact-answer';
import { ImpactForm } from './impact-form';
import { ImpactRows } from './impact-rows';

/** `rest`: what follows `impact` in the address. */
export function ImpactView({ workspace, rest }: { workspace: string; rest: string }) {
  const asked = impactQuestionOf(rest);
  return (
    <Page title={words.title}>
      {/* Anew for each question: one key for both, on what holds them, for siblings must not share one. */}
      <div key={rest} className="impact">
        <ImpactForm workspace={workspace} asked={asked} />
        {asked === null ? <EmptyState title={words.begin}>{words.hint}</EmptyState> : <Answered workspace={workspace} asked={asked} />}
      </div>
    </Page>
  );
}

/** What an auditor can tag of what is asked about; null for a question about something else. */
function taggable(asked: ImpactQuestion): TagItem | null {
  switch (asked.by) {
    case 'container':
      return { kind: 'container', text: asked.container };
    case 'commit':
      return { kind: 'commit', text: asked.commit };
    case 'path':
      return { kind: 'path', text: asked.path };
    case 'lid':
      return { kind: 'record', text: asked.lid };
    default:
      return null;
  }
}

function Answered({ workspace, asked }: { workspace: string; asked: ImpactQuestion }) {
  const item = taggable(asked);
  const query = useCall('impact.begin', { workspace, asked });
  // What each content of a path reached takes as long again: it is asked for once the counts are here.
  const whole = useCall('impact.summary', { workspace, asked }, { enabled: asked.by === 'path' && query.data !== undefined });
  useOpened(workspace, 'impact.begin', { asked });
  return (
    <Loaded query={query}>
      {({ begun }) => (
        <>
          {item && <ItemTags workspace={workspace} item={item} line="where" />}
          <ImpactAnswer workspace={workspace} asked={asked} summary={begun} contents={whole} />
          <ImpactRows workspace={workspace} asked={asked} summary={begun} />
        </>
      )}
    </Loaded>
  );
}
