/** One label: who put it there, the runs it is found in with what the newest checks say, and all that carries it. */
import { Title } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Output } from '../../../core/contract';
import type { CheckSummary } from '../../../core/contract/shared';
import { valueText } from '../../../core/search/print';
import { verdicts, verdictWords } from '../../../core/verify/verdict';
import { CheckCounts, countsText } from '../../parts/check-counts';
import { type Column, DataTable } from '../../parts/data-table';
import { count } from '../../parts/format';
import { LidLink } from '../../parts/lid-link';
import { Loaded } from '../../parts/loaded';
import { Page } from '../../parts/page';
import { useCall } from '../../parts/use-call';
import { useOpened } from '../../parts/use-opened';
import { visibleText } from '../../parts/visible-text';
import { paths } from '../../routes';
import { searchWords, labelWords as words } from '../../words/search';
import { HitGroup } from '../search/hit-group';
import { ItemTags } from '../tags/item-tags';
import '../search/search.css';
import './label.css';

type Answer = Output<'labels.get'>;
type Row = Answer['runs'][number];

/** Each verdict with its sign and number, of all files. */
function Verdicts({ found, files }: { found: Answer['verdicts']; files: number }) {
  return (
    <span className="label-verdicts">
      {verdicts
        .filter((verdict) => (found[verdict] ?? 0) > 0)
        .map((verdict) => (
          <span key={verdict} className="verdict" data-tone={verdictWords[verdict].tone} title={verdictWords[verdict].sentence}>
            <span aria-hidden="true">{verdictWords[verdict].sign}</span> {words.ofFiles(found[verdict] ?? 0, files)} {verdictWords[verdict].short}
          </span>
        ))}
    </span>
  );
}

/** Of what an answer about a label tells: verdicts alone. */
function summaryOf({ files, verdicts: byVerdict }: Row): CheckSummary {
  return { total: files, checked: files - (byVerdict['not-checked'] ?? 0), byVerdict, labelConflicts: 0, changedSinceBaseline: 0, stale: 0 };
}

const columns: readonly Column<Row>[] = [
  {
    id: 'run',
    title: words.columns.run,
    width: 170,
    grow: 1,
    value: (row) => row.run?.name ?? words.noRun,
    cell: (row) => (row.run === null ? <span className="muted">{words.noRun}</span> : <LidLink lid={row.run.lid} title={row.run.name} kind="WorkflowRun" />),
  },
  { id: 'files', title: words.columns.files, width: 90, align: 'right', value: (row) => row.files },
  { id: 'tasks', title: words.columns.tasks, width: 90, align: 'right', value: (row) => row.tasks },
  { id: 'records', title: words.columns.records, width: 150, align: 'right', value: (row) => row.records },
  {
    id: 'verdicts',
    title: words.columns.verdicts,
    width: 300,
    grow: 2,
    value: (row) => countsText(summaryOf(row)),
    cell: (row) => <CheckCounts summary={summaryOf(row)} narrow />,
  },
  { id: 'platform', title: words.columns.onRun, tip: words.platformTip, width: 140, value: (row) => (row.platform ? words.onRun : null) },
];

function Carriers({ workspace, label }: { workspace: string; label: string }) {
  const text = `label:${valueText(label)}`;
  const query = useCall('search.find', { workspace, text, limit: 12, settled: false });
  return (
    <Loaded query={query}>
      {({ groups }) => (
        <div className="search-results">
          {groups.map((group) => (
            <HitGroup key={group.group} workspace={workspace} text={text} {...group} />
          ))}
        </div>
      )}
    </Loaded>
  );
}

export function LabelView({ workspace, label }: { workspace: string; label: string }) {
  const [, navigate] = useLocation();
  const [asked] = useState(() => ({ label, limit: 1000 }));
  const query = useCall('labels.get', { workspace, ...asked });
  useOpened(workspace, 'labels.get', asked);
  const crumbs = [
    { title: searchWords.title, href: paths.search(workspace) },
    { title: words.all, href: paths.label(workspace) },
  ];
  return (
    <Page title={words.label(visibleText(label))} breadcrumbs={crumbs}>
      <Loaded query={query}>
        {({ counts, files, verdicts: found, runs, runsTotal }) => (
          <div className="label-page">
            <ItemTags workspace={workspace} item={{ kind: 'label', text: label }} line="where" />
            <dl className="label-origins">
              <dt title={words.nextflowTip}>{words.nextflow}</dt>
              <dd>{counts.nextflow === 0 ? words.origin.noNextflow : words.origin.nextflow(counts.nextflow)}</dd>
              <dt title={words.platformTip}>{words.platform}</dt>
              <dd>{counts.platform === 0 ? words.origin.noPlatform : words.origin.platform(counts.platform)}</dd>
              <dt>{words.verdicts}</dt>
              <dd>{files === 0 ? words.noFiles : <Verdicts found={found} files={files} />}</dd>
            </dl>
            <section aria-label={words.byRun}>
              <Title order={2} size="h3">
                {words.byRun} ({count(runsTotal)})
              </Title>
              <p className="muted">{words.byRunNote}</p>
              {runs.length < runsTotal && <p className="caution">{words.firstRuns(runs.length, runsTotal)}</p>}
              <DataTable
                label={words.byRun}
                noun={words.runs}
                rows={runs}
                columns={columns}
                rowKey={(row) => row.run?.lid ?? ''}
                onOpen={(row) => row.run && navigate(paths.run(workspace, row.run.lid))}
                maxHeight={320}
              />
            </section>
            <Carriers workspace={workspace} label={label} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}
