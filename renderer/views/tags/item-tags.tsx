/** What one item carries, with every change of it, and a way to change it. */
import { useState } from 'react';
import { AuditError } from '../../../core/errors';
import type { TagItem } from '../../../core/tags/item';
import { ActButton } from '../../parts/act-button';
import { Instant } from '../../parts/instant';
import { Loaded } from '../../parts/loaded';
import { Tags } from '../../parts/tags';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { tagWords as words } from '../../words/tags';
import { TagDialog } from './tag-dialog';
import './tags.css';

interface ItemTagsProps {
  workspace: string;
  item: TagItem;
  /** On one line below a title, without a heading of its own; `where`: also nothing at all where no record speaks of the item. */
  line?: boolean | 'where';
}

export function ItemTags({ workspace, item, line = false }: ItemTagsProps) {
  const query = useCall('tags.get', { workspace, item });
  const [asking, setAsking] = useState(false);
  if (line === 'where' && query.error instanceof AuditError && query.error.code === 'not-found') return null;
  return (
    <section className={line ? 'item-tags-line' : 'panel'} aria-label={words.title}>
      {line ? (
        <span className="muted" title={words.tip}>
          {words.title}:
        </span>
      ) : (
        <h2 title={words.tip}>{words.title}</h2>
      )}
      <Loaded query={query}>
        {({ tags, history, changes, refused }) => (
          <>
            <div className="item-tags">
              {tags.length === 0 ? <span className="muted">{words.noneHere}</span> : <Tags tags={tags} />}
              <ActButton
                act="tags.set"
                variant="default"
                size={line ? 'compact-xs' : 'compact-sm'}
                disabled={refused !== null}
                title={refused ?? words.tip}
                onClick={() => setAsking(true)}
              >
                {words.change}
              </ActButton>
            </div>
            {refused !== null && <p className="muted">{visibleText(refused)}</p>}
            {changes > 0 && (
              <details>
                <summary>{words.history(changes)}</summary>
                <ol className="tag-history">
                  {history.map((one) => (
                    <li key={`${one.act} ${one.key}`}>
                      {visibleText(words.changed(one.key, one.was, one.now))}{' '}
                      <span className="muted">
                        <Instant value={one.at} /> {visibleText(words.byWhom(one.by))}
                        {one.undoes !== null && `; ${words.takesBack(one.undoes)}`}
                        {one.reason !== null && `: ${visibleText(one.reason)}`}
                      </span>
                    </li>
                  ))}
                </ol>
              </details>
            )}
          </>
        )}
      </Loaded>
      {asking && <TagDialog workspace={workspace} items={[item]} onClose={() => setAsking(false)} />}
    </section>
  );
}
