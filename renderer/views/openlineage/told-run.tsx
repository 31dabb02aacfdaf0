/** A run of others: how it went by its events, what it read and wrote and what that joins with, and the events themselves. */
import { Button, Group, Table } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../core/contract';
import { Facts } from '../../parts/facts';
import { Instant } from '../../parts/instant';
import { LidLink } from '../../parts/lid-link';
import { Loaded } from '../../parts/loaded';
import { useCall } from '../../parts/use-call';
import { useOpened } from '../../parts/use-opened';
import { visibleText } from '../../parts/visible-text';
import { toldWords as words } from '../../words/openlineage';
import { Joins } from './told-data';
import { ToldEvent } from './told-event';

const size = 25;

export function ToldRun({ workspace, lid }: { workspace: string; lid: string }) {
  const [offset, setOffset] = useState(0);
  const query = useCall('openlineage.run', { workspace, lid, offset, limit: size }, { keep: true });
  useOpened(workspace, 'openlineage.run', { lid });
  return (
    <Loaded query={query}>
      {(run) => (
        <>
          <section className="panel" aria-label={words.state}>
            <h2 className="wrap-anywhere">{visibleText(run.title)}</h2>
            <Facts
              rows={[
                { name: words.state, value: visibleText(run.state) },
                { name: words.sender, value: run.sender === '' ? <span className="muted">{words.unknownSender}</span> : visibleText(run.sender) },
                { name: words.namespace, value: <span className="mono wrap-anywhere">{visibleText(run.namespace)}</span> },
                { name: words.job, value: <span className="mono wrap-anywhere">{visibleText(run.job)}</span> },
                {
                  name: words.times,
                  value: (
                    <>
                      <Instant value={run.first} /> – <Instant value={run.last} />
                    </>
                  ),
                },
                { name: words.id, value: <span className="mono wrap-anywhere">{visibleText(run.lid)}</span> },
              ]}
            />
            {run.odd.length > 0 && (
              <>
                <h3>{words.odd}</h3>
                <ul>
                  {run.odd.map((one) => (
                    <li key={one} className="caution wrap-anywhere">
                      {visibleText(one)}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </section>
          <Data run={run} />
          <section className="panel" aria-label={words.eventsLabel}>
            <h2>{words.events(run.total)}</h2>
            {run.events.map((event) => (
              <ToldEvent key={`${event.number} ${event.at}`} workspace={workspace} event={event} />
            ))}
            {run.total > size && (
              <Group gap="xs">
                <Button variant="default" disabled={offset === 0} onClick={() => setOffset(Math.max(0, offset - size))}>
                  {words.back}
                </Button>
                <Button variant="default" disabled={offset + size >= run.total} onClick={() => setOffset(offset + size)}>
                  {words.more}
                </Button>
              </Group>
            )}
          </section>
        </>
      )}
    </Loaded>
  );
}

function Data({ run: { data, dataTotal } }: { run: Output<'openlineage.run'> }) {
  return (
    <section className="panel" aria-label={words.readAndWrote}>
      <h2>{words.readAndWrote}</h2>
      {data.length === 0 ? (
        <p className="muted">{words.none}</p>
      ) : (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.roleTitle}</Table.Th>
              <Table.Th>{words.dataset}</Table.Th>
              <Table.Th>{words.joins}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map(({ lid, kind, title, role, joins, inside }) => (
              <Table.Tr key={`${role} ${lid}`}>
                <Table.Td>{words.role[role]}</Table.Td>
                <Table.Td>
                  <LidLink lid={lid} title={lid.startsWith('lid://') ? title : lid} kind={kind} />
                </Table.Td>
                <Table.Td>
                  <Joins joins={joins} own={lid} inside={inside} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {data.length < dataTotal && <p className="muted">{words.first(data.length, dataTotal)}</p>}
    </section>
  );
}
