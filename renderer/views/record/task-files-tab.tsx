/** The files that a task read and wrote, and its other values. */
import { Facts } from '../../parts/facts';
import { JsonTree } from '../../parts/json-tree';
import { Loaded } from '../../parts/loaded';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { recordWords as words } from '../../words/record';
import { filesWords } from '../../words/run';
import { TaskFileTable } from '../run/file-table';

export function TaskFilesTab({ workspace, lid }: { workspace: string; lid: string }) {
  const query = useCall('tasks.values', { workspace, lid });
  const empty = <p className="muted">{filesWords.emptyTask}</p>;
  return (
    <>
      {(['inputs', 'outputs'] as const).map((side) => (
        <section key={side} className="panel" aria-label={words.files[side]}>
          <h2>{words.files[side]}</h2>
          <TaskFileTable workspace={workspace} task={lid} label={words.files[side]} side={side} maxHeight={300} empty={empty} />
        </section>
      ))}
      <section className="panel" aria-label={words.files.values}>
        <h2>{words.files.values}</h2>
        <Loaded query={query}>
          {({ values }) =>
            values.length === 0 ? (
              <p className="muted">{words.noValues}</p>
            ) : (
              <Facts
                rows={values.map((one, index) => ({
                  name: visibleText(one.name ?? `${index + 1}`),
                  path: one.type ?? '',
                  value: <JsonTree value={one.value} />,
                }))}
              />
            )
          }
        </Loaded>
      </section>
    </>
  );
}
