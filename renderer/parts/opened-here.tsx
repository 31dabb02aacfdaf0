/** Who opened, checked or exported a record, file or run with this program: the newest entries of the journal that name it. */
import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import { paths } from '../routes';
import { journalWords as words } from '../words/journal';
import { Instant } from './instant';
import { Loaded } from './loaded';
import { useCall } from './use-call';
import { visibleText } from './visible-text';

const shown = 5;

export function OpenedHere({ workspace, subject }: { workspace: string; subject: string }) {
  const query = useCall('journal.about', { workspace, subject, limit: shown }, { fresh: true });
  return (
    <section className="panel" aria-label={words.openedHere}>
      <h2>{words.openedHere}</h2>
      <Loaded query={query}>
        {({ events, total }) => (
          <>
            {events.length === 0 && <p className="muted">{words.never}</p>}
            <ul className="sentences">
              {events.map((event) => (
                <li key={event.seq}>
                  <Instant value={event.at} /> · {visibleText(words.whoIn(event.who, event.name))} · {event.title} <span className="muted">({visibleText(event.surface)})</span>
                </li>
              ))}
            </ul>
            {total > events.length && (
              <Anchor component={Link} href={paths.journal(workspace, subject)}>
                {words.more(total)}
              </Anchor>
            )}
          </>
        )}
      </Loaded>
      <p className="muted">{words.outside}</p>
    </section>
  );
}
