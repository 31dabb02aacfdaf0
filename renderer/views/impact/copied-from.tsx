/** The caution where a reach begins at published copies: tasks went on from the files that these were published from. */
import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import type { CopiedFrom as Files } from '../../../core/contract/impact';
import { visibleText } from '../../parts/visible-text';
import { paths } from '../../routes';
import { impactWords as words } from '../../words/impact';
import './impact.css';

/** `said` ends where the files are named. Nothing where there are none. */
export function CopiedFrom({ workspace, copiedFrom: { count, first }, said }: { workspace: string; copiedFrom: Files; said: string }) {
  if (count === 0) return null;
  return (
    <p className="impact-caution wrap-anywhere">
      {said}{' '}
      {first.slice(0, 5).map((one, i) => (
        <span key={one.lid}>
          {i > 0 && ', '}
          <Anchor component={Link} inherit underline="always" href={paths.impact(workspace, { by: 'lid', lid: one.lid })} title={one.lid}>
            {visibleText(one.lid)}
          </Anchor>
        </span>
      ))}
      {count > 5 && ` ${words.andMore(count - 5)}`}.
    </p>
  );
}
