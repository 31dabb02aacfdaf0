/** The containers of a run, once each, with how they are named and how many tasks ran in them. */
import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import { CopyButton } from '../../parts/copy-button';
import { Term } from '../../parts/term';
import { visibleText } from '../../parts/visible-text';
import { useWorkspace } from '../../parts/workspace-context';
import { paths } from '../../routes';
import { environmentWords as words } from '../../words/run';
import type { Environment } from './environment-tab';

export function ContainerList({ tasks }: { tasks: Environment['tasks'] }) {
  const workspace = useWorkspace();
  const uses = new Map<string, { pinned: Environment['tasks'][number]['pinned']; count: number }>();
  for (const { container, pinned } of tasks) {
    if (container !== null) uses.set(container, { pinned, count: (uses.get(container)?.count ?? 0) + 1 });
  }
  if (uses.size === 0) return null;
  return (
    <section className="panel wide" aria-label={words.containers}>
      <h2>{words.containers}</h2>
      <ul className="sentences">
        {[...uses].map(([container, use]) => (
          <li key={container}>
            <Anchor component={Link} inherit className="mono wrap-anywhere" href={paths.search(workspace, container)}>
              {visibleText(container)}
            </Anchor>{' '}
            <CopyButton text={container} what={words.container.toLowerCase()} /> · <Term name={use.pinned === 'digest' ? 'digest' : 'tagOnly'} /> · {words.usedBy(use.count)}
          </li>
        ))}
      </ul>
    </section>
  );
}
