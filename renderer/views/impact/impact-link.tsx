/** The way to the impact of what is on the page. */
import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import type { ImpactQuestion } from '../../../core/contract/impact';
import { useWorkspace } from '../../parts/workspace-context';
import { paths } from '../../routes';
import { impactWords } from '../../words/impact';

export function ImpactLink({ asked, words = impactWords.usedWhere }: { asked: ImpactQuestion; words?: string }) {
  return (
    <Anchor component={Link} inherit underline="always" className="nowrap" href={paths.impact(useWorkspace(), asked)}>
      {words}
    </Anchor>
  );
}
