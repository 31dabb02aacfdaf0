/** Which store a workspace is pinned to: its facts with who says them, and what happened to the pin. */
import { identityWords } from '../../../core/store/identity';
import { eventSentence } from '../../../core/store/identity-words';
import { Facts } from '../../parts/facts';
import { Loaded } from '../../parts/loaded';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { identityPanelWords as words } from '../../words/watch';

export function IdentityPanel({ workspace }: { workspace: string }) {
  const query = useCall('store.identity', { workspace });
  return (
    <section className="panel" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p className="muted">{words.hint}</p>
      <Loaded query={query}>
        {({ pin, events }) =>
          pin === null ? (
            <p className="muted">{words.none}</p>
          ) : (
            <>
              <Facts
                label={words.known}
                rows={pin.facts.map((fact) => ({
                  name: identityWords[fact.name],
                  path: words.from(fact),
                  value:
                    fact.value === null ? (
                      <span className="muted wrap-anywhere">{visibleText(words.notKnown(fact))}</span>
                    ) : (
                      <span className="mono wrap-anywhere">{visibleText(fact.value)}</span>
                    ),
                }))}
              />
              <ul className="sync-sentences">
                {events.map((event) => (
                  <li key={`${event.sync} ${event.type}`} className={event.type === 'store-pinned' && !event.late ? 'muted' : 'caution wrap-anywhere'}>
                    {visibleText(eventSentence(event))}
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
    </section>
  );
}
