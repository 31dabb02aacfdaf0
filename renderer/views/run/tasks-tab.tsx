/** The tasks of a run: those it executed, and those its outputs rely on, whichever run executed them. */
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { type TaskRow, taskChoices, taskColumns } from '../../../core/contract/runs';
import type { Column } from '../../parts/data-table';
import { EmptyState } from '../../parts/empty-state';
import { Instant } from '../../parts/instant';
import { Labels } from '../../parts/labels';
import { LidLink } from '../../parts/lid-link';
import { LinkList } from '../../parts/link-list';
import { pageAsked } from '../../parts/page-asked';
import { PagedTable } from '../../parts/paged-table';
import { tagsColumn } from '../../parts/tags';
import { useCall } from '../../parts/use-call';
import { paths } from '../../routes';
import { tasksWords as words } from '../../words/run';
import { terms } from '../../words/terms';

const titles = (links: readonly { title: string }[]) => links.map((link) => link.title).join(', ');

const columns: readonly Column<TaskRow>[] = [
  {
    id: 'name',
    title: words.name,
    value: (task) => task.name,
    cell: (task) => <LidLink lid={task.lid} title={task.name} present={task.kind !== 'Missing'} />,
    width: 160,
    grow: 1.3,
  },
  { id: 'lid', title: words.lid, value: (task) => task.lid, cell: (task) => <LidLink lid={task.lid} />, width: 84 },
  { id: 'ranIn', title: words.ranIn, value: ranIn, cell: (task) => <RanIn task={task} />, width: 176, grow: 0.4 },
  { id: 'inputs', title: words.inputs, value: (task) => task.inputs, width: 68, align: 'right' },
  { id: 'outputs', title: words.outputs, value: (task) => task.outputs, width: 84, align: 'right' },
  { id: 'upstream', title: words.upstream, value: (task) => titles(task.upstream), cell: (task) => <LinkList links={task.upstream} />, width: 150, grow: 1.2 },
  {
    id: 'downstream',
    title: words.downstream,
    value: (task) => titles(task.downstream),
    cell: (task) => <LinkList links={task.downstream} />,
    width: 150,
    grow: 1.2,
    tip: words.downstreamTip,
  },
  { id: 'labels', title: words.labels, value: (task) => task.labels.join(', '), cell: (task) => <Labels labels={task.labels} />, width: 90, grow: 0.6 },
  tagsColumn(),
  { id: 'container', title: words.container, value: (task) => task.container, width: 160, grow: 1, mono: true, hidden: true },
  { id: 'createdAt', title: words.written, value: (task) => task.createdAt, cell: (task) => <Instant value={task.createdAt} />, width: 214, hidden: true },
  { id: 'process', title: words.process, value: (task) => task.process, width: 120, hidden: true },
  { id: 'tag', title: words.tag, value: (task) => task.tag, width: 90, hidden: true },
];

function ranIn(task: TaskRow): string {
  return task.reused ? words.reused(task.runName ?? task.run ?? '?') : task.executed && !task.reliedOn ? `${words.thisRun}; ${words.notRelied}` : words.thisRun;
}

function RanIn({ task }: { task: TaskRow }) {
  if (!task.reused) return <span title={ranIn(task)}>{words.thisRun}</span>;
  return (
    <span className="verdict-side" data-tone="neutral" title={terms.reused.meaning}>
      {task.run ? <LidLink lid={task.run} kind="WorkflowRun" title={words.reused(task.runName ?? task.run)} /> : words.reused('?')}
    </span>
  );
}

type Choice = (typeof taskChoices)[number];

export function TasksTab({ workspace, lid }: { workspace: string; lid: string }) {
  const [choice, setChoice] = useState<Choice>('all');
  const counts = useCall('runs.tasks', { workspace, lid, effective: true, page: { offset: 0, limit: 1 } }).data?.counts;
  const [, go] = useLocation();
  const choose = (
    <SegmentedControl
      aria-label={words.which}
      value={choice}
      onChange={(value) => setChoice(taskChoices.find((known) => known === value) ?? 'all')}
      data={taskChoices.map((value) => ({ value, label: words[value](counts?.[value] ?? 0) }))}
    />
  );
  return (
    <PagedTable
      call="runs.tasks"
      input={(page) => ({ workspace, lid, effective: true, which: choice, page: pageAsked(page) })}
      page={(answer) => ({ rows: answer.tasks, total: answer.total, all: answer.all })}
      sortable={taskColumns}
      columnFilters={taskColumns}
      searchable
      label={words.table}
      noun={words.noun}
      columns={columns}
      rowKey={(task) => task.lid}
      onOpen={(task) => go(paths.record(workspace, task.lid))}
      toolbar={counts && choose}
      empty={<EmptyState title={words.emptyTitle}>{words.empty}</EmptyState>}
    />
  );
}
