/** The page of a comparison: two runs, two tasks, or any two records, by what the addresses lead to. */
import { Button } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { RunComparison as RunAnswer } from '../../../core/contract/compare';
import { shortLid } from '../../parts/format';
import { Loaded } from '../../parts/loaded';
import { Page } from '../../parts/page';
import { useCall } from '../../parts/use-call';
import { paths } from '../../routes';
import { compareWords as words } from '../../words/compare';
import { ReportLink } from '../report/report-link';
import './compare.css';
import { RecordComparison } from './record-comparison';
import { RunComparison } from './run-comparison';
import { TaskComparison } from './task-comparison';

interface CompareViewProps {
  workspace: string;
  left: string;
  right: string;
}

/** What is compared, as the answer names it. */
type Sides = Record<'left' | 'right', Pick<RunAnswer['left'], 'lid' | 'title'>>;

const isTask = (kind: string) => kind === 'TaskRun' || kind === 'AgentRun';

export function CompareView({ workspace, left, right }: CompareViewProps) {
  const [, go] = useLocation();
  const [first, second] = [useCall('lineage.resolve', { workspace, text: left }), useCall('lineage.resolve', { workspace, text: right })];
  const areRecorded = first.data?.kind === 'WorkflowRun' && second.data?.kind === 'WorkflowRun';
  // Of runs that have a record nothing else is waited for; which others are runs, the list of all runs says.
  const runs = useCall('runs.list', { workspace }, { enabled: first.isFetched && second.isFetched && !areRecorded });
  const [answer, setAnswer] = useState<Sides | null>(null);
  const runOf = (lid: string) => runs.data?.runs.find((run) => run.lid === lid);
  const titleOf = (lid: string) => runOf(lid)?.name ?? [answer?.left, answer?.right].find((side) => side?.lid === lid)?.title ?? shortLid(lid);
  // Two of one title are told apart by their LIDs.
  const nameOf = (lid: string) => (titleOf(left) === titleOf(right) && titleOf(lid) !== shortLid(lid) ? `${titleOf(lid)} (${shortLid(lid)})` : titleOf(lid));
  const areRuns = areRecorded || (runOf(left) !== undefined && runOf(right) !== undefined);
  const swap = (
    <Button variant="default" leftSection={<IconArrowsExchange size={15} aria-hidden="true" />} onClick={() => go(paths.compare(workspace, right, left))}>
      {words.swap}
    </Button>
  );
  const actions = (
    <>
      {areRuns && <ReportLink about={{ kind: 'comparison', left, right }} />}
      {swap}
    </>
  );
  return (
    <Page title={words.title(nameOf(left), nameOf(right))} breadcrumbs={[{ title: words.crumb, href: paths.runs(workspace) }]} actions={actions}>
      {areRuns ? (
        <RunComparison workspace={workspace} left={left} right={right} onAnswer={setAnswer} />
      ) : (
        <Loaded query={runs}>{() => <OtherKinds workspace={workspace} left={left} right={right} onAnswer={setAnswer} />}</Loaded>
      )}
    </Page>
  );
}

function OtherKinds({ workspace, left, right, onAnswer }: CompareViewProps & { onAnswer: (answer: Sides) => void }) {
  const first = useCall('lineage.resolve', { workspace, text: left });
  const second = useCall('lineage.resolve', { workspace, text: right });
  return (
    <Loaded query={first}>
      {(a) => (
        <Loaded query={second}>
          {(b) =>
            isTask(a.kind) && isTask(b.kind) ? (
              <TaskComparison workspace={workspace} left={a.lid} right={b.lid} onAnswer={onAnswer} />
            ) : (
              <RecordComparison workspace={workspace} left={a.lid} right={b.lid} onAnswer={onAnswer} />
            )
          }
        </Loaded>
      )}
    </Loaded>
  );
}
