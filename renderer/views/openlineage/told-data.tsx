/** Which runs of others say that they read or wrote something, and which records name the same: a panel on pages of files and of data of others. */
import { Table } from '@mantine/core';
import { mostInside, type OpenLineageJoin } from '../../../core/contract/openlineage';
import { LidLink } from '../../parts/lid-link';
import { Loaded } from '../../parts/loaded';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { toldWords as words } from '../../words/openlineage';
import './openlineage.css';

/** `always`: also where nothing was told; else nothing at all is shown then. */
export function ToldPanel({ workspace, lid, always = false }: { workspace: string; lid: string; always?: boolean }) {
  const query = useCall('openlineage.data', { workspace, lid });
  if (!always && (query.data === undefined || query.data.told.length === 0)) return null;
  return (
    <section className="panel" aria-label={words.who}>
      <h2>{words.who}</h2>
      <Loaded query={query}>
        {({ told, toldTotal, records, inside, lid: own }) => (
          <>
            {!always && <p className="muted">{words.meaning}</p>}
            {told.length === 0 ? (
              <p className="muted">{words.whoNone}</p>
            ) : (
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{words.run}</Table.Th>
                    <Table.Th>{words.roleTitle}</Table.Th>
                    <Table.Th>{words.state}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {told.map(({ run, role, imports, folder }) => (
                    <Table.Tr key={`${run.lid} ${role} ${folder}`}>
                      <Table.Td>
                        <LidLink lid={run.lid} title={run.title} kind="OutsideRun" />
                      </Table.Td>
                      <Table.Td>
                        {words.role[role]} <span className="muted">({words.saysImport(imports)})</span>
                        {folder !== null && (
                          <div className="wrap-anywhere">
                            <LidLink lid={folder} title={folder} kind="OutsideData" /> <span className="muted">({words.aroundIt})</span>
                          </div>
                        )}
                      </Table.Td>
                      <Table.Td className="wrap-anywhere">{visibleText(run.detail)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            )}
            {told.length < toldTotal && <p className="muted">{words.first(told.length, toldTotal)}</p>}
            {always && (
              <>
                <h3>{words.records}</h3>
                <Joins joins={records} own={own} inside={inside} />
              </>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

/** What of the records has the same path or LID, each with what that rests on. */
export function Joins({ joins, own, inside }: { joins: readonly OpenLineageJoin[]; own: string; inside: number }) {
  if (joins.length === 0 && inside === 0) return <span className="muted">{words.noJoin}</span>;
  return (
    <ul className="events-names">
      {joins.map(({ lid, kind, title, by }) => (
        <li key={lid} className="wrap-anywhere">
          <LidLink lid={lid} title={lid === own ? lid : title} kind={kind} /> <span className="muted">({by === 'lid' ? words.byLid : words.byPath})</span>
        </li>
      ))}
      {inside > 0 && <li className="muted">{words.inside(inside, mostInside)}</li>}
    </ul>
  );
}
