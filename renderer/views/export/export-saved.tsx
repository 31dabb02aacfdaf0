/** What was written, where, and what this format left out of it. */
import { Button, Group, List, Text } from '@mantine/core';
import { IconFolderSearch } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { Output } from '../../../core/contract';
import { call } from '../../client';
import { CopyButton } from '../../parts/copy-button';
import { Size } from '../../parts/size';
import { visibleText } from '../../parts/visible-text';
import { exportWords as words } from '../../words/export';

export function ExportSaved({ result, onFailed }: { result: Output<'export.write'>; onFailed: (error: unknown) => void }) {
  const { path, sha256, bytes, counts, profiles, masked, notCarried } = result;
  const place = useRef<HTMLDivElement>(null);
  // It stands below the fold of the dialog.
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <div className="panel" role="status" ref={place}>
      <Text fw={600}>
        {words.saved(counts.runs, counts.tasks, counts.files, counts.links)}, <Size bytes={bytes} />
      </Text>
      {profiles.length > 0 && <Text>{words.profiles(profiles.join(', '))}</Text>}
      {masked > 0 && <Text>{words.masked(masked)}</Text>}
      <Text className="mono wrap-anywhere">
        {visibleText(path)} <CopyButton text={path} what={words.path} />
      </Text>
      <Text>
        {words.shaLabel} <span className="mono wrap-anywhere">{sha256}</span> <CopyButton text={sha256} what={words.sha} />
      </Text>
      <Text fw={600}>{words.left}</Text>
      <List size="sm">
        {notCarried.map(({ what, count }) => (
          <List.Item key={what}>{words.leftCounted(what, count)}</List.Item>
        ))}
      </List>
      <Group>
        <Button variant="default" leftSection={<IconFolderSearch size={15} aria-hidden="true" />} onClick={() => void call('shell.showInFolder', { path }).catch(onFailed)}>
          {words.show}
        </Button>
      </Group>
    </div>
  );
}
