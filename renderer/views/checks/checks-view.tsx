/** What was checked, of a run or of the whole workspace, with what answer, by whom and when. */
import { Button, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { FileCheck } from '../../../core/contract/shared';
import type { CheckFilter } from '../../../core/verify/check-filter';
import { BadChecks } from '../../parts/bad-checks';
import { CheckCounts } from '../../parts/check-counts';
import { EmptyState } from '../../parts/empty-state';
import { Loaded } from '../../parts/loaded';
import { Page } from '../../parts/page';
import { pageAsked } from '../../parts/page-asked';
import { firstRows } from '../../parts/paged-table';
import { useAfterFrame } from '../../parts/use-after-frame';
import { useCall } from '../../parts/use-call';
import { paths } from '../../routes';
import { checksWords } from '../../words/checks';
import { identifyWords } from '../../words/identify';
import { reconcileWords } from '../../words/reconcile';
import { BaselinePanel } from './baseline-panel';
import { CheckControls } from './check-controls';
import { CheckDetails } from './check-details';
import { CheckTable } from './check-table';
import { CodeCheck } from './code-check';
import './checks.css';
import { Overwrites } from './overwrites';
import { OwnRecords } from './own-records';
import { filesInput, useScope } from './use-scope';
import { VerdictFilter, VerdictSentence } from './verdict-filter';

function Checks({ workspace, run }: { workspace: string; run: string | undefined }) {
  const [scope, setScope] = useScope(workspace, run);
  const [list, setList] = useState<'files' | 'inputs'>('files');
  const [filter, setFilter] = useState<CheckFilter>('all');
  const [selected, setSelected] = useState<FileCheck | null>(null);
  const of = filesInput(workspace, run, scope);
  // The counts come with the first rows of the table, as it asks for them: one question for both.
  const query = useCall('verify.listed', { ...of, list: 'files', only: 'all', page: pageAsked(firstRows) });
  // What stands above the table asks after it.
  const after = useAfterFrame(true);
  const total = query.data ? query.data.summary.total + (query.data.inputsSummary?.total ?? 0) : null;
  return (
    <div className="checks">
      <CheckControls workspace={workspace} run={run} scope={scope} onScope={setScope} total={total} recorded={query.data?.summary.total ?? null} onS3={query.data?.onS3 ?? null} />
      {after && (
        <>
          <BaselinePanel workspace={workspace} run={run} scope={scope} />
          <div className="check-more">
            {run !== undefined && <CodeCheck workspace={workspace} run={run} />}
            <Overwrites workspace={workspace} run={run} />
          </div>
        </>
      )}
      <Loaded query={query}>
        {(data) => {
          const inputs = list === 'inputs' && data.inputsSummary !== null;
          const summary = inputs && data.inputsSummary ? data.inputsSummary : data.summary;
          return (
            <>
              <div className="check-summary">
                {data.inputsSummary && (
                  <SegmentedControl
                    aria-label={checksWords.list}
                    value={inputs ? 'inputs' : 'files'}
                    onChange={(value) => {
                      setList(value === 'inputs' ? 'inputs' : 'files');
                      setFilter('all');
                    }}
                    data={[
                      { value: 'files', label: `${checksWords.files} (${data.summary.total})` },
                      { value: 'inputs', label: `${checksWords.inputFiles} (${data.inputsSummary.total})` },
                    ]}
                  />
                )}
                <strong>
                  <CheckCounts summary={summary} detail={false} />
                </strong>
                <VerdictFilter summary={summary} value={filter} onChange={setFilter} />
              </div>
              <VerdictSentence filter={filter} />
              {run === undefined && <BadChecks workspace={workspace} />}
              <OwnRecords workspace={workspace} run={run} />
              {summary.total === 0 ? (
                <EmptyState title={checksWords.empty}>{run === undefined ? checksWords.emptyAll : inputs ? checksWords.emptyInputs : checksWords.emptyHint}</EmptyState>
              ) : (
                <div className="check-lists">
                  <CheckTable
                    label={inputs ? checksWords.inputFiles : checksWords.files}
                    of={{ ...of, list: inputs ? 'inputs' : 'files', only: filter }}
                    onSelect={setSelected}
                    empty={<EmptyState title={checksWords.empty} />}
                  />
                  <aside className="check-details panel" aria-label={checksWords.details}>
                    {selected ? <CheckDetails workspace={workspace} check={selected} /> : <Text c="var(--text-muted)">{checksWords.select}</Text>}
                  </aside>
                </div>
              )}
            </>
          );
        }}
      </Loaded>
    </div>
  );
}

/** With `run` the content of that run's tab; without, a page about every recorded file. */
export function ChecksView({ workspace, run }: { workspace: string; run?: string }) {
  if (run !== undefined) return <Checks key={run} workspace={workspace} run={run} />;
  const actions = (
    <>
      <Button component={Link} href={paths.identify(workspace)} variant="default">
        {identifyWords.open}
      </Button>
      <Button component={Link} href={paths.reconcile(workspace)} variant="default">
        {reconcileWords.open}
      </Button>
      <Button component={Link} href={paths.runs(workspace)} variant="default" title={checksWords.compareTip}>
        {checksWords.compare}
      </Button>
    </>
  );
  return (
    <Page title={checksWords.heading} breadcrumbs={[{ title: checksWords.crumb, href: paths.workspace(workspace) }]} actions={actions} fill>
      <Checks workspace={workspace} run={undefined} />
    </Page>
  );
}
