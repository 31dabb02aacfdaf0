/** From a file or a task to what differs upstream of it. */
import { Button } from '@mantine/core';
import { IconGitCompare } from '@tabler/icons-react';
import { Link } from 'wouter';
import { paths } from '../../routes';
import { causeWords as words } from '../../words/cause';

export function CauseButton({ workspace, lid, task = false }: { workspace: string; lid: string; task?: boolean }) {
  return (
    <Button component={Link} href={paths.cause(workspace, lid)} variant="default" leftSection={<IconGitCompare size={15} aria-hidden="true" />}>
      {task ? words.buttonTask : words.button}
    </Button>
  );
}
