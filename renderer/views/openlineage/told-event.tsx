/** One event of a run of others: what it says in short, its fields masked, and on purpose its bytes as they were imported. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { OpenLineageEvent } from '../../../core/contract/openlineage';
import { CopyButton } from '../../parts/copy-button';
import { Facts } from '../../parts/facts';
import { Instant } from '../../parts/instant';
import { type Json, JsonTree } from '../../parts/json-tree';
import { Loaded } from '../../parts/loaded';
import { RawText } from '../../parts/raw-text';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { toldWords as words } from '../../words/openlineage';

export function ToldEvent({ workspace, event }: { workspace: string; event: OpenLineageEvent }) {
  const [open, setOpen] = useState(false);
  const { number, at, type, time, file, unit } = event;
  const from = words.from(visibleText(file), unit, at);
  return (
    <article className="told-event" aria-label={`${type} ${from}`}>
      <h3>
        {type} <Instant value={time} /> <span className="muted wrap-anywhere">{from}</span>
      </h3>
      <Facts
        rows={[
          { name: words.job, value: <span className="mono wrap-anywhere">{visibleText(`${event.namespace} · ${event.job}`)}</span> },
          ...(event.error === null ? [] : [{ name: words.error, value: <span className="wrap-anywhere">{visibleText(event.error)}</span> }]),
          { name: words.inputs, value: <Names names={event.inputs} total={event.inputsTotal} /> },
          { name: words.outputs, value: <Names names={event.outputs} total={event.outputsTotal} /> },
          ...(event.parent === null ? [] : [{ name: words.parent, value: <span className="mono wrap-anywhere">{visibleText(event.parent)}</span> }]),
          { name: words.facets, value: event.facets.length === 0 ? words.none : <span className="wrap-anywhere">{visibleText(event.facets.join(', '))}</span> },
          { name: words.producer, value: event.producer === '' ? words.none : <span className="wrap-anywhere">{visibleText(event.producer)}</span> },
        ]}
      />
      {event.bytes === null ? (
        <p className="caution">{words.lostEvent}</p>
      ) : (
        <Button variant="default" aria-expanded={open} aria-label={`${open ? words.hide : words.show}: ${from}`} onClick={() => setOpen(!open)}>
          {open ? words.hide : words.show}
        </Button>
      )}
      {open && <Fields workspace={workspace} number={number} at={at} />}
    </article>
  );
}

function Names({ names, total }: { names: OpenLineageEvent['inputs']; total: number }) {
  if (total === 0) return <span className="muted">{words.none}</span>;
  return (
    <ul className="events-names">
      {names.map(({ namespace, name, others, byColumns }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an event may name one dataset twice, and nothing else tells these apart
        <li key={at} className="mono wrap-anywhere">
          {visibleText(namespace)} {visibleText(name)}
          {byColumns && <span className="muted"> ({words.byColumns})</span>}
          {others.length > 0 && (
            <span className="muted">
              {' '}
              ({words.also}: {visibleText(others.join('; '))})
            </span>
          )}
        </li>
      ))}
      {names.length < total && <li className="muted">{words.first(names.length, total)}</li>}
    </ul>
  );
}

function Fields({ workspace, number, at }: { workspace: string; number: number; at: number }) {
  const query = useCall('openlineage.event', { workspace, number, at });
  const [raw, setRaw] = useState(false);
  const bytes = useCall('openlineage.raw', { workspace, number, at }, { enabled: raw });
  return (
    <div className="told-fields">
      <Loaded query={query}>{({ fields }) => <JsonTree value={fields as Json} />}</Loaded>
      <p className="muted">{words.rawHint}</p>
      {!raw ? (
        <Button variant="default" onClick={() => setRaw(true)}>
          {words.raw}
        </Button>
      ) : (
        <Loaded query={bytes}>
          {(one) => (
            <>
              <p>
                {words.bytesBefore(one.bytes)} <span className="mono wrap-anywhere">{one.sha256}</span> <CopyButton text={one.text} what={words.raw} />
              </p>
              <RawText text={one.text} truncated={one.truncated ? words.truncated : null} notUtf8={one.validUtf8 ? null : words.notUtf8} />
            </>
          )}
        </Loaded>
      )}
    </div>
  );
}
