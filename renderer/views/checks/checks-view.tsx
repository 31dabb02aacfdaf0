/** What was checked, of a run or of the whole workspace, with what answer, by whom and when. */
import { Button, SegmentedControl, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import { Link } from 'wouter';
import type { FileCheck } from '../../../core/contract/shared';
import { CheckCounts } from '../../parts/check-counts';
import { EmptyState } from '../../parts/empty-state';
import { Loaded } from '../../parts/loaded';
import { Page } from '../../parts/page';
import { useCall } from '../../parts/use-call';
import { paths } from '../../routes';
import { checksWords } from '../../words/checks';
import { identifyWords } from '../../words/identify';
import { reconcileWords } from '../../words/reconcile';
import { BaselinePanel } from './baseline-panel';
import { CheckControls } from './check-controls';
import { CheckDetails } from './check-details';
import type { CheckFilter } from './check-rows';
import { checkKey } from './check-rows';
import { CheckTable } from './check-table';
import { CodeCheck } from './code-check';
import './checks.css';
import { onS3 } from './on-s3';
import { Overwrites } from './overwrites';
import { OwnRecords } from './own-records';
import { filesInput, useScope } from './use-scope';
import { VerdictFilter, VerdictSentence } from './verdict-filter';

/** The most rows asked for; the counts are of all. */
const listed = 20_000;

function Checks({ workspace, run }: { workspace: string; run: string | undefined }) {
  const [scope, setScope] = useScope(workspace, run);
  const [list, setList] = useState<'files' | 'inputs'>('files');
  const [filter, setFilter] = useState<CheckFilter>('all');
  const [selected, setSelected] = useState<string | null>(null);
  const query = useCall('verify.results', { ...filesInput(workspace, run, scope), limit: listed });
  const select = useCallback((check: FileCheck) => setSelected(checkKey(check)), []);
  const total = query.data ? query.data.summary.total + (query.data.inputsSummary?.total ?? 0) : null;
  return (
    <div className="checks">
      <CheckControls
        workspace={workspace}
        run={run}
        scope={scope}
        onScope={setScope}
        total={total}
        recorded={query.data?.summary.total ?? null}
        onS3={query.data ? onS3([...query.data.files, ...query.data.inputs]) : null}
      />
      <BaselinePanel workspace={workspace} run={run} scope={scope} />
      <div className="check-more">
        {run !== undefined && <CodeCheck workspace={workspace} run={run} />}
        <Overwrites workspace={workspace} run={run} />
      </div>
      <Loaded query={query}>
        {(data) => {
          const inputs = list === 'inputs' && data.inputsSummary !== null;
          const summary = inputs && data.inputsSummary ? data.inputsSummary : data.summary;
          const checks = inputs ? data.inputs : data.files;
          const check = checks.find((each) => checkKey(each) === selected);
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
              <OwnRecords workspace={workspace} run={run} />
              {!inputs && data.files.length < data.summary.total && <Text size="xs">{checksWords.truncated(data.files.length, data.summary.total)}</Text>}
              {checks.length === 0 ? (
                <EmptyState title={checksWords.empty}>{inputs ? checksWords.emptyInputs : checksWords.emptyHint}</EmptyState>
              ) : (
                <div className="check-lists">
                  <CheckTable
                    label={inputs ? checksWords.inputFiles : checksWords.files}
                    checks={checks}
                    filter={filter}
                    onSelect={select}
                    empty={<EmptyState title={checksWords.empty} />}
                  />
                  <aside className="check-details panel" aria-label={checksWords.details}>
                    {check ? <CheckDetails workspace={workspace} check={check} /> : <Text c="var(--text-muted)">{checksWords.select}</Text>}
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
