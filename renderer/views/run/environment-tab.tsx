/** What a run and its tasks ran in: containers by digest or tag, conda, spack, and what no record holds. */
import { Group } from '@mantine/core';
import type { Output } from '../../../core/contract';
import { environmentColumns } from '../../../core/contract/runs';
import type { Column } from '../../parts/data-table';
import { EmptyState } from '../../parts/empty-state';
import { Facts } from '../../parts/facts';
import { JsonTree } from '../../parts/json-tree';
import { LidLink } from '../../parts/lid-link';
import { Loaded } from '../../parts/loaded';
import { pageAsked } from '../../parts/page-asked';
import { PagedTable } from '../../parts/paged-table';
import { Term } from '../../parts/term';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { partsWords } from '../../words/parts';
import { environmentWords as words } from '../../words/run';
import { terms } from '../../words/terms';
import { ReportLink } from '../report/report-link';
import { ContainerList } from './container-list';

type Environment = Output<'runs.environment'>;
type TaskEnvironment = Environment['tasks'][number];

const pinnedWords: Record<TaskEnvironment['pinned'], string> = { digest: terms.digest.plain, 'tag-only': terms.tagOnly.plain, none: words.none };

/** Any JSON on one line, for a table cell. */
function line(value: TaskEnvironment['eval']): string | null {
  if (value === null || (typeof value === 'object' && Object.keys(value).length === 0)) return null;
  if (typeof value !== 'object' || Array.isArray(value)) return JSON.stringify(value);
  return Object.entries(value)
    .map(([name, one]) => `${name}: ${typeof one === 'string' ? one : JSON.stringify(one)}`)
    .join(' · ');
}

const columns: readonly Column<TaskEnvironment>[] = [
  { id: 'task', title: words.task, value: (task) => task.title, cell: (task) => <LidLink lid={task.lid} title={task.title} />, width: 160, grow: 1 },
  { id: 'container', title: words.container, absent: partsWords.notRecorded, value: (task) => task.container, width: 220, grow: 2, mono: true },
  {
    id: 'pinned',
    title: words.pinned,
    value: (task) => pinnedWords[task.pinned],
    cell: (task) => (task.pinned === 'none' ? <span className="muted">{words.none}</span> : <Term name={task.pinned === 'digest' ? 'digest' : 'tagOnly'} quiet />),
    width: 100,
  },
  { id: 'conda', title: words.conda, absent: partsWords.notRecorded, value: (task) => task.conda, width: 106, grow: 0.6, mono: true },
  { id: 'spack', title: words.spack, absent: partsWords.notRecorded, value: (task) => task.spack, width: 106, grow: 0.3, mono: true },
  { id: 'architecture', title: words.architecture, absent: partsWords.notRecorded, value: (task) => task.architecture, width: 122, grow: 0.2 },
  { id: 'eval', title: words.eval, absent: partsWords.notRecorded, value: (task) => line(task.eval), width: 186, grow: 0.6, mono: true },
  { id: 'bin', title: words.bin, value: (task) => task.binEntries.map((entry) => entry.path).join(', '), width: 140, grow: 0.8, mono: true },
];

export function EnvironmentTab({ workspace, lid }: { workspace: string; lid: string }) {
  const query = useCall('runs.environment', { workspace, lid, page: { offset: 0, limit: 1 } });
  return (
    <Loaded query={query}>
      {({ run, containers, notRecorded }) => (
        <div className="run-panels">
          <section className="panel" aria-label={words.run}>
            <h2>{words.run}</h2>
            <Facts
              rows={[
                { name: words.nextflow, value: run.nextflow && visibleText(run.nextflow) },
                { name: words.engine, value: run.containerEngine && visibleText(run.containerEngine) },
                { name: words.wave, value: run.wave === null ? null : <JsonTree value={run.wave} /> },
                { name: words.fusion, value: run.fusion === null ? null : <JsonTree value={run.fusion} /> },
              ]}
            />
            <Group mt="sm">
              <ReportLink about={{ kind: 'environment', run: lid }} />
            </Group>
          </section>
          <section className="panel" aria-label={words.notRecorded}>
            <h2>{words.notRecorded}</h2>
            <ul className="sentences">
              {notRecorded.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </section>
          <ContainerList containers={containers} />
          <section className="panel wide" aria-label={words.tasks}>
            <h2>{words.tasks}</h2>
            <PagedTable
              call="runs.environment"
              input={(page) => ({ workspace, lid, page: pageAsked(page) })}
              page={(answer) => ({ rows: answer.tasks, total: answer.total, all: answer.all })}
              sortable={environmentColumns}
              columnFilters={environmentColumns}
              searchable
              label={words.tasks}
              noun={words.noun}
              columns={columns}
              rowKey={(task) => task.lid}
              maxHeight={460}
              pageSize={50}
              empty={<EmptyState title={words.emptyTitle} />}
            />
          </section>
        </div>
      )}
    </Loaded>
  );
}
