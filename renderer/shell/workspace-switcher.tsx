/** Which workspace is open, and the way to another. */
import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { splitName } from '../../core/time/name';
import { useCall } from '../parts/use-call';
import { visibleText } from '../parts/visible-text';
import { paths } from '../routes';
import { shellWords } from '../words/shell';

export function WorkspaceSwitcher({ workspace: shown }: { workspace: string }) {
  const { workspace } = splitName(shown);
  const [, go] = useLocation();
  const all = useCall('workspaces.list', {});
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          variant="default"
          rightSection={<IconChevronDown size={14} aria-hidden="true" />}
          aria-label={`${shellWords.workspace}: ${workspace}. ${shellWords.chooseWorkspace}`}
        >
          {workspace}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {all.data?.workspaces.map((one) => (
          <Menu.Item
            key={one.name}
            leftSection={<IconCheck size={14} aria-hidden="true" visibility={one.name === workspace ? undefined : 'hidden'} />}
            onClick={() => go(paths.runs(one.name))}
          >
            {one.name}
            <div className="muted" style={{ fontSize: 'var(--mantine-font-size-xs)' }}>
              {visibleText(one.storeText)}
            </div>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => go(paths.workspaces())}>{shellWords.allWorkspaces}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
