/** The containers of a run, once each, with how they are named and how many tasks ran in them. */

import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import type { Output } from '../../../core/contract';
import { comparedAsWritten } from '../../../core/record/as-written';
import { valueText } from '../../../core/search/print';
import { CopyButton } from '../../parts/copy-button';
import { Term } from '../../parts/term';
import { visibleText } from '../../parts/visible-text';
import { useWorkspace } from '../../parts/workspace-context';
import { paths } from '../../routes';
import { environmentWords as words } from '../../words/run';
import { ImpactLink } from '../impact/impact-link';

export function ContainerList({ containers }: { containers: Output<'runs.environment'>['containers'] }) {
  const workspace = useWorkspace();
  if (containers.length === 0) return null;
  return (
    <section className="panel wide" aria-label={words.containers}>
      <h2>{words.containers}</h2>
      <p className="muted">{comparedAsWritten}</p>
      <ul className="sentences">
        {containers.map(({ container, pinned, tasks }) => (
          <li key={container}>
            <Anchor component={Link} inherit className="mono wrap-anywhere" href={paths.search(workspace, `container:${valueText(container)}`)}>
              {visibleText(container)}
            </Anchor>{' '}
            <CopyButton text={container} what={words.container.toLowerCase()} /> · <Term name={pinned === 'digest' ? 'digest' : 'tagOnly'} /> · {words.usedBy(tasks)}{' '}
            <ImpactLink asked={{ by: 'container', container }} />
          </li>
        ))}
      </ul>
    </section>
  );
}
