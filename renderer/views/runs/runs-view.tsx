/** All runs of a workspace as a table; Enter opens one. */
import { Anchor, Button } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { RunRow } from '../../../core/contract/runs';
import { CheckCounts, countsText } from '../../parts/check-counts';
import { type Column, DataTable } from '../../parts/data-table';
import { EmptyState } from '../../parts/empty-state';
import { shortLid, utc } from '../../parts/format';
import { Instant } from '../../parts/instant';
import { LidLink } from '../../parts/lid-link';
import { Loaded } from '../../parts/loaded';
import { Marks } from '../../parts/marks';
import { WhyNoRuns } from '../../parts/no-runs';
import { Page } from '../../parts/page';
import { tagsColumn } from '../../parts/tags';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { paths } from '../../routes';
import { chooseWords } from '../../words/compare';
import { partsWords } from '../../words/parts';
import { markTerms, runsWords as words } from '../../words/runs';
import { terms } from '../../words/terms';
import './runs.css';

const columns: readonly Column<RunRow>[] = [
  {
    id: 'name',
    title: words.name,
    value: (run) => run.name,
    cell: (run) => <LidLink lid={run.lid} title={run.name ?? shortLid(run.lid)} kind="WorkflowRun" />,
    width: 110,
    grow: 1.4,
  },
  {
    id: 'start',
    title: words.start,
    absent: partsWords.notRecorded,
    value: (run) => (run.start ? (utc(run.start) ?? run.start) : null),
    cell: (run) => <Start run={run} />,
    width: 214,
  },
  { id: 'pipeline', title: words.pipeline, absent: partsWords.notRecorded, value: (run) => run.pipeline, width: 120, grow: 1.6 },
  { id: 'revision', title: words.revision, absent: partsWords.notRecorded, value: (run) => run.revision, width: 100, grow: 0.2 },
  { id: 'commit', title: words.commit, absent: partsWords.notRecorded, value: (run) => run.commit, cell: (run) => short(run.commit), width: 100, mono: true },
  {
    id: 'session',
    title: words.session,
    absent: partsWords.notRecorded,
    value: (run) => run.session,
    cell: (run) => short(run.session),
    width: 100,
    mono: true,
    tip: terms.session.meaning,
  },
  { id: 'tasks', title: words.tasks, value: (run) => run.executedTasks, width: 72, align: 'right', tip: words.tasksTip },
  { id: 'outputs', title: words.outputs, value: (run) => run.outputs, width: 84, align: 'right' },
  {
    id: 'checks',
    title: words.checks,
    value: (run) => countsText(run.checks),
    cell: (run) => <CheckCounts summary={run.checks} narrow />,
    width: 210,
    grow: 1.2,
  },
  {
    id: 'marks',
    title: words.marks,
    value: (run) => run.marks.map((mark) => terms[markTerms[mark].term].plain).join(', '),
    cell: (run) => <Marks marks={run.marks} />,
    width: 110,
    grow: 1,
  },
  tagsColumn(),
  { id: 'user', title: words.user, absent: partsWords.notRecorded, value: (run) => run.user, width: 90, hidden: true },
  { id: 'repository', title: words.repository, absent: partsWords.notRecorded, value: (run) => run.repository, width: 160, grow: 1, hidden: true },
  { id: 'lid', title: words.lid, value: (run) => run.lid, width: 160, grow: 1, mono: true, hidden: true },
];

/** Before each name a box: two runs are chosen to be compared. */
function withChoice(name: Column<RunRow>, chosen: readonly string[], onChoose: (lid: string, isChosen: boolean) => void): Column<RunRow> {
  return {
    ...name,
    cell: (run) => (
      <span className="run-choice">
        <input
          type="checkbox"
          aria-label={chooseWords.choose(visibleText(run.name ?? shortLid(run.lid)))}
          title={chooseWords.tip}
          checked={chosen.includes(run.lid)}
          onChange={(event) => onChoose(run.lid, event.currentTarget.checked)}
        />
        {name.cell?.(run)}
      </span>
    ),
    width: name.width + 18,
  };
}

function short(text: string | null) {
  return text && <span title={text}>{text.slice(0, 8)}</span>;
}

function Start({ run }: { run: RunRow }) {
  return (
    <span title={run.startFrom ? words.startFrom[run.startFrom] : undefined}>
      <Instant value={run.start} />
    </span>
  );
}

export function RunsView({ workspace }: { workspace: string }) {
  const query = useCall('runs.list', { workspace });
  const [, go] = useLocation();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const shownColumns = useMemo(() => {
    // The run chosen first goes when a third one is chosen.
    const choose = (lid: string, isChosen: boolean) => setChosen((before) => [...before.filter((other) => other !== lid), ...(isChosen ? [lid] : [])].slice(-2));
    const [name, ...rest] = columns;
    return name === undefined ? columns : [withChoice(name, chosen, choose), ...rest];
  }, [chosen]);
  /** The older run is the first of the two. */
  const compare = (runs: readonly RunRow[]) => {
    const [left, right] = runs.filter(({ lid }) => chosen.includes(lid)).reverse();
    if (left && right) go(paths.compare(workspace, left.lid, right.lid));
  };
  const empty = (
    <EmptyState
      title={words.emptyTitle}
      action={
        <Anchor component={Link} href={paths.workspace(workspace)}>
          {words.toStore}
        </Anchor>
      }
    >
      <WhyNoRuns workspace={workspace} />
    </EmptyState>
  );
  return (
    <Page title={words.title} fill>
      <Loaded query={query}>
        {({ runs }) => (
          <>
            <DataTable
              label={words.table(workspace)}
              noun={words.noun}
              rows={runs}
              columns={shownColumns}
              toolbar={
                <Button
                  variant="default"
                  leftSection={<IconArrowsDiff size={15} aria-hidden="true" />}
                  disabled={chosen.length !== 2}
                  title={chooseWords.tip}
                  onClick={() => compare(runs)}
                >
                  {chooseWords.button(chosen.length)}
                </Button>
              }
              rowKey={(run) => run.lid}
              subject={({ lid }) => ({ lid, kind: 'WorkflowRun', path: null })}
              onOpen={(run) => go(paths.run(workspace, run.lid))}
              empty={empty}
            />
            {runs.length > 0 && <p className="muted table-foot">{words.incomplete}</p>}
          </>
        )}
      </Loaded>
    </Page>
  );
}
