/** An address that leads nowhere. */
import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import { EmptyState } from '../parts/empty-state';
import { Page } from '../parts/page';
import { paths } from '../routes';
import { shellWords } from '../words/shell';

export function NotFound() {
  return (
    <Page title={shellWords.notFound}>
      <EmptyState
        title={shellWords.notFoundHint}
        action={
          <Anchor component={Link} href={paths.workspaces()}>
            {shellWords.toWorkspaces}
          </Anchor>
        }
      />
    </Page>
  );
}
