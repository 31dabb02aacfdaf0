/** For officers: coverage by pipeline, what is at risk, and how it went over time. */
import type { Executive, Overview } from '../../../core/contract/overview';
import { type Column, DataTable } from '../../parts/data-table';
import { count } from '../../parts/format';
import { Loaded } from '../../parts/loaded';
import { useCall } from '../../parts/use-call';
import { paths } from '../../routes';
import { overviewWords as words } from '../../words/overview';
import { Bars } from './bars';

type Domain = Executive['domains'][number];
const number = (id: 'runs' | 'published' | 'full' | 'verified' | 'bad' | 'unchecked' | 'openFindings', title: string): Column<Domain> => ({
  id,
  title,
  value: (row) => row[id],
  width: 110,
  align: 'right',
});
const columnsBy = (from: Executive['domainFrom']): readonly Column<Domain>[] => [
  { id: 'domain', title: words.domain[from], value: (row) => row.domain, absent: words.noDomain[from], width: 240, grow: 1 },
  number('runs', words.runsColumn),
  number('published', words.published),
  number('full', words.full),
  number('verified', words.verified),
  number('bad', words.bad),
  number('unchecked', words.unchecked),
  number('openFindings', words.openFindings),
];
const columns = { pipeline: columnsBy('pipeline'), tag: columnsBy('tag') };

export function ExecutiveTab({ workspace, overview }: { workspace: string; overview: Overview }) {
  const query = useCall('overview.executive', { workspace });
  const risk: Record<Executive['risks'][number]['id'], string> = {
    'bad-outputs': paths.checks(workspace),
    'grave-findings': paths.findings(workspace),
    'other-findings': paths.findings(workspace),
    'broken-chains': paths.overview(workspace),
    unchecked: paths.checks(workspace),
    policy: paths.overview(workspace),
  };
  return (
    <Loaded query={query}>
      {({ executive: { domains, domainFrom, risks } }) => (
        <>
          <h2>{words.domains[domainFrom]}</h2>
          <DataTable
            label={words.domains[domainFrom]}
            noun={words.domainNoun[domainFrom]}
            rows={domains}
            columns={columns[domainFrom]}
            rowKey={(row) => row.domain ?? ''}
            maxHeight={360}
          />
          <div className="overview-grid">
            <section className="overview-card">
              <h2>{words.risk}</h2>
              <Bars
                label={words.risk}
                head={words.risk}
                bars={risks.map(({ id, words: what, known, count: value, of, ofWords }) => ({
                  name: `${what} (${known ? words.known : words.unknown}; of ${count(of ?? 0)} ${ofWords})`,
                  sign: known ? '✗' : '?',
                  value,
                  href: risk[id],
                }))}
              />
            </section>
            {(['runs', 'checks', 'findings'] as const).map((what) => (
              <section key={what} className="overview-card">
                <h2>
                  {words.trends}: {what}
                </h2>
                <div className="overview-scroll">
                  <Bars
                    label={`${words.trends}: ${what}`}
                    head={words.period}
                    bars={overview.runs.bins.flatMap((bin) =>
                      bin[what] === 0 ? [] : [{ name: bin.start.slice(0, 16).replace('T', ' '), value: bin[what], href: paths.timeline(workspace) }],
                    )}
                  />
                </div>
              </section>
            ))}
          </div>
        </>
      )}
    </Loaded>
  );
}
