/** For an incident: what is reached now by what is known to be wrong, since when, and the last run that was not. */
import type { Incident } from '../../../core/contract/overview';
import { type Column, DataTable } from '../../parts/data-table';
import { EmptyState } from '../../parts/empty-state';
import { count, duration, utc } from '../../parts/format';
import { Instant } from '../../parts/instant';
import { LidLink } from '../../parts/lid-link';
import { Loaded } from '../../parts/loaded';
import { useCall } from '../../parts/use-call';
import { overviewWords as words } from '../../words/overview';
import { Bars } from './bars';
import { ListBehind } from './list-behind';

type Rollback = Incident['rollback'][number];
const columns: readonly Column<Rollback>[] = [
  { id: 'pipeline', title: words.domain.pipeline, value: (row) => row.pipeline, absent: words.noDomain.pipeline, width: 220, grow: 1 },
  {
    id: 'run',
    title: words.run,
    value: (row) => row.run?.title ?? null,
    absent: words.noRun,
    cell: (row) => row.run && <LidLink lid={row.run.lid} title={row.run.title} kind="WorkflowRun" />,
    width: 200,
  },
  { id: 'start', title: words.period, value: (row) => row.start, cell: (row) => row.start && <Instant value={row.start} />, width: 200 },
  { id: 'commit', title: words.commit, value: (row) => (row.commit === null ? null : `${row.commit}${row.sameCommit ? ` (${words.sameCommit})` : ''}`), width: 200, grow: 1 },
  { id: 'counts', title: words.reachedOf, value: (row) => `${count(row.reached)} of ${count(row.runs)}; unknown ${count(row.unknown)}`, width: 190 },
];

export function IncidentTab({ workspace }: { workspace: string }) {
  const query = useCall('overview.incident', { workspace }, { fresh: true });
  return (
    <Loaded query={query}>
      {({ incident: { sourceCount, withoutPlace, since, lagSeconds, reached, unknown, of, rollback } }) =>
        sourceCount === 0 && withoutPlace === 0 ? (
          <EmptyState title={words.noIncident} />
        ) : (
          <>
            <p>
              {words.incident(sourceCount, since && utc(since))} {lagSeconds !== null && words.ago(duration(lagSeconds))} {withoutPlace > 0 && words.withoutPlace(withoutPlace)}
            </p>
            <div className="overview-grid">
              {(['runs', 'published'] as const).map((what) => (
                <section key={what} className="overview-card">
                  <h2>{words.reachedIn(what)}</h2>
                  <Bars
                    label={`${words.reachedNow}: ${what}`}
                    head={words.state}
                    of={of[what]}
                    bars={[
                      { name: words.reachedOf, value: reached[what], sign: '✗' },
                      { name: words.unknownOf, value: unknown[what], sign: '?' },
                      { name: words.all, value: of[what] },
                    ]}
                  />
                </section>
              ))}
            </div>
            <h2>{words.rollback}</h2>
            <p className="muted">{words.rollbackHint}</p>
            <DataTable label={words.rollback} noun={words.domainNoun.pipeline} rows={rollback} columns={columns} rowKey={(row) => row.pipeline ?? ''} maxHeight={300} />
            <ListBehind workspace={workspace} list="incident-sources" title={words.sources} />
            <ListBehind workspace={workspace} list="incident-reached" title={words.reachedNow} />
          </>
        )
      }
    </Loaded>
  );
}
