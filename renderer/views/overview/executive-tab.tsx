/** For officers: coverage by pipeline, what is at risk, and how it went over time. */
import type { Executive, Overview } from '../../../core/contract/overview';
import { behindBin, behindRisk, domainPart } from '../../../core/overview/behind';
import { measureValue } from '../../../core/overview/words';
import { type Column, DataTable } from '../../parts/data-table';
import { count } from '../../parts/format';
import { Loaded } from '../../parts/loaded';
import { NoRuns } from '../../parts/no-runs';
import { useCall } from '../../parts/use-call';
import { useWorkspace } from '../../parts/workspace-context';
import { paths } from '../../routes';
import { overviewWords as words } from '../../words/overview';
import { Bars } from './bars';
import { ListLink } from './list-link';

type Domain = Executive['domains'][number];
const number = (id: Exclude<keyof Domain, 'domain'>, title: string): Column<Domain> => ({
  id,
  title,
  tip: words.tips[id],
  value: (row) => row[id],
  cell: (row) => <Counted column={id} row={row} />,
  width: 110,
  align: 'right',
});

function Counted({ column, row }: { column: Exclude<keyof Domain, 'domain'>; row: Domain }) {
  return <ListLink workspace={useWorkspace()} behind={{ list: 'domains', part: domainPart(column, row.domain) }} n={row[column]} of={words.tips[column]} />;
}

const coverageOf = ({ full, published }: Domain) => measureValue({ value: published === 0 ? null : full / published, unit: 'share', target: 1, better: 'more' });

const columnsBy = (from: Executive['domainFrom']): readonly Column<Domain>[] => [
  { id: 'domain', title: words.domain[from], value: (row) => row.domain, absent: words.noDomain[from], width: 240, grow: 1 },
  number('runs', words.runsColumn),
  number('published', words.published),
  number('full', words.full),
  { id: 'coverage', title: words.coverage, tip: words.tips.coverage, value: coverageOf, width: 105, align: 'right' },
  number('verified', words.verified),
  number('bad', words.bad),
  number('unchecked', words.unchecked),
  number('openFindings', words.openFindings),
];
const columns = { pipeline: columnsBy('pipeline'), tag: columnsBy('tag') };

type Risk = Executive['risks'][number];
/** A risk of which there is none now means neither that something is wrong nor that all is well. */
const riskMeans = ({ id, count: n, known }: Risk) => (n === 0 ? words.riskNone : id === 'policy' ? words.riskRule : words.riskKnown[`${known}`]);
const riskColumns: readonly Column<Risk>[] = [
  { id: 'risk', title: words.risk, value: (row) => row.words, cell: (row) => <RiskName risk={row} />, width: 420, grow: 3 },
  { id: 'count', title: words.number, value: (row) => row.count, cell: (row) => <RiskCount risk={row} />, width: 90, align: 'right' },
  { id: 'of', title: words.ofColumn, value: (row) => (row.of === null ? null : `${count(row.of)} ${row.ofWords}`), width: 220, grow: 0.6 },
  { id: 'means', title: words.means, value: riskMeans, width: 232, grow: 0.2 },
];

function RiskName({ risk: { id, words: name, known, count: n } }: { risk: Risk }) {
  return (
    <>
      <span aria-hidden="true">{n === 0 ? '–' : known ? '✗' : id === 'policy' ? '!' : '?'} </span>
      {name}
    </>
  );
}

function RiskCount({ risk: { id, words: name, count: n } }: { risk: Risk }) {
  return <ListLink workspace={useWorkspace()} behind={behindRisk[id]} n={n} of={name} />;
}

export function ExecutiveTab({ workspace, overview }: { workspace: string; overview: Overview }) {
  const query = useCall('overview.executive', { workspace });
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
            empty={
              <p className="muted">
                <NoRuns workspace={workspace} />
              </p>
            }
          />
          <h2>{words.risk}</h2>
          <DataTable label={words.risk} noun={words.riskNoun} rows={risks} columns={riskColumns} rowKey={(row) => row.id} maxHeight={360} />
          <div className="overview-grid">
            {(['runs', 'checks', 'findings'] as const).map((what) => (
              <section key={what} className="overview-card" aria-label={words.trend[what]}>
                <h2>{words.trend[what]}</h2>
                {overview.runs.bins.every((bin) => bin[what] === 0) && <p className="muted">{words.none}</p>}
                <div className="overview-scroll">
                  <Bars
                    label={words.trend[what]}
                    head={words.period}
                    bars={overview.runs.bins.flatMap((bin) =>
                      bin[what] === 0
                        ? []
                        : [{ name: bin.start.slice(0, 16).replace('T', ' '), value: bin[what], href: paths.overviewList(workspace, { list: behindBin[what], part: bin.start }) }],
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
