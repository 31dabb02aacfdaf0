/** For an incident: what is reached now by what is known to be wrong, since when, and the last run that was not. */
import type { Incident } from '../../../core/contract/overview';
import { behindReach } from '../../../core/overview/behind';
import { type Column, DataTable } from '../../parts/data-table';
import { EmptyState } from '../../parts/empty-state';
import { Facts } from '../../parts/facts';
import { Instant } from '../../parts/instant';
import { LidLink } from '../../parts/lid-link';
import { Loaded } from '../../parts/loaded';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { paths } from '../../routes';
import { overviewWords as words } from '../../words/overview';
import { CopiedFrom } from '../impact/copied-from';
import { Bars } from './bars';
import { ListBehind } from './list-behind';
import { ListLink } from './list-link';
import './overview.css';

type Rollback = Incident['rollback'][number];
const columns: readonly Column<Rollback>[] = [
  { id: 'pipeline', title: words.domain.pipeline, value: (row) => row.pipeline, absent: words.noDomain.pipeline, width: 180, grow: 1 },
  {
    id: 'run',
    title: words.run,
    value: (row) => row.run?.title ?? null,
    absent: words.noRun,
    cell: (row) => row.run && <LidLink lid={row.run.lid} title={row.run.title} kind="WorkflowRun" />,
    width: 200,
  },
  { id: 'start', title: words.began, value: (row) => row.start, cell: (row) => row.start && <Instant value={row.start} />, width: 200 },
  { id: 'commit', title: words.commit, value: (row) => row.commit, width: 330, grow: 0.4, mono: true },
  { id: 'counts', title: words.reachedRuns, value: (row) => words.reachedCounts(row.reached, row.unknown, row.runs), width: 230 },
];

export function IncidentTab({ workspace }: { workspace: string }) {
  const query = useCall('overview.incident', { workspace }, { fresh: true });
  return (
    <Loaded query={query}>
      {({ incident }) => {
        const { sourceCount, withoutPlace, reached, unknown, of, rollback } = incident;
        if (sourceCount === 0 && withoutPlace === 0)
          return (
            <EmptyState title={of.runs + of.published === 0 ? words.nothingKnown : words.noIncident}>
              {words.noIncidentHint} {words.rests}: {words.restsOn(incident)}
            </EmptyState>
          );
        return (
          <>
            <Since workspace={workspace} incident={incident} />
            <div className="overview-grid">
              {(['runs', 'published'] as const).map((what) => (
                <section key={what} className="overview-card" aria-label={words.reachedIn(what)}>
                  <h2>{words.reachedIn(what)}</h2>
                  <Bars
                    label={words.reachedIn(what)}
                    head={words.state}
                    of={of[what]}
                    bars={[
                      { name: words.reachedOf, value: reached[what], sign: '✗', href: paths.overviewList(workspace, { list: 'incident-reached', part: behindReach[what] }) },
                      { name: words.unknownOf, value: unknown[what], sign: '?', href: paths.overviewList(workspace, { list: 'incident-unknown', part: behindReach[what] }) },
                    ]}
                  />
                </section>
              ))}
            </div>
            <CopiedFrom workspace={workspace} copiedFrom={incident.copiedFrom} said={words.copied(incident.copiedFrom.count)} />
            <h2>{words.rollback}</h2>
            <p className="muted">{words.rollbackHint}</p>
            <DataTable
              label={words.rollback}
              noun={words.domainNoun.pipeline}
              rows={rollback}
              columns={columns}
              rowKey={(row) => row.pipeline ?? ''}
              maxHeight={300}
              empty={<p className="muted">{words.noRollback}</p>}
            />
            <ul className="sentences">
              {rollback.flatMap((row) => {
                const note = words.rollbackNote(row);
                return note === '' ? [] : [<li key={row.pipeline ?? ''}>{visibleText(`${row.pipeline ?? words.noDomain.pipeline}: ${note}`)}</li>];
              })}
            </ul>
            <ListBehind workspace={workspace} list="incident-sources" title={words.sources} />
            <ListBehind workspace={workspace} list="incident-reached" title={words.reachedNow} />
          </>
        );
      }}
    </Loaded>
  );
}

/** What is known to be wrong, since when, and what all of this rests on. */
function Since({ workspace, incident }: { workspace: string; incident: Incident }) {
  const { sources, sourceCount, withoutPlace, since, lagSeconds } = incident;
  return (
    <section className="overview-card overview-since" aria-label={words.sources}>
      <Facts
        rows={[
          {
            name: words.sources,
            value: (
              <ListLink workspace={workspace} behind={{ list: 'incident-sources' }} n={sourceCount + withoutPlace} rest={` ${words.sourceNoun(sourceCount + withoutPlace)}`} />
            ),
          },
          ...sources.map(({ part, words: name, count: n }) => ({
            name: `– ${name}`,
            value: <ListLink workspace={workspace} behind={{ list: 'incident-sources', part }} n={n} of={name} />,
          })),
          { name: words.since, value: since === null ? words.noTime : <Instant value={since} /> },
          { name: words.lag, value: lagSeconds === null ? words.noTime : words.lagOf(lagSeconds) },
          { name: words.rests, value: words.restsOn(incident) },
        ]}
      />
    </section>
  );
}
