/** A number that leads to the list of what it counts. */
import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import type { Behind } from '../../../core/overview/behind';
import { count } from '../../parts/format';
import { paths } from '../../routes';

/** `of`: what is counted, said to a screen reader where no word stands beside the number. `rest` follows it, outside the link. */
export function ListLink({ workspace, behind, n, of, rest = '' }: { workspace: string; behind: Behind; n: number; of?: string; rest?: string }) {
  return (
    <>
      <Anchor
        component={Link}
        inherit
        underline={rest === '' ? 'hover' : 'always'}
        href={paths.overviewList(workspace, behind)}
        {...(of !== undefined && { 'aria-label': `${of}: ${count(n)}` })}
      >
        {count(n)}
      </Anchor>
      {rest}
    </>
  );
}
