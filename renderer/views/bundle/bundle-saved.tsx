/** What was written, where, and what to tell whoever gets it. */
import { Button, Group, Text } from '@mantine/core';
import { IconFolderSearch } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { Output } from '../../../core/contract';
import { call } from '../../client';
import { CopyButton } from '../../parts/copy-button';
import { Size } from '../../parts/size';
import { visibleText } from '../../parts/visible-text';
import { bundleWords as words } from '../../words/bundle';

export function BundleSaved({ result, onFailed }: { result: Output<'evidence.bundle'>; onFailed: (error: unknown) => void }) {
  const { info, path, sha256, verifierKeys } = result;
  const place = useRef<HTMLDivElement>(null);
  // It stands below the fold of the dialog.
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), []);
  const { checkpoint, counts } = info;
  const said = [
    words.of(checkpoint.number, checkpoint.size),
    result.madeCheckpoint ? words.made : '',
    result.after > 0 ? words.after(result.after) : '',
    words.subjects(result.subjects, result.published),
  ];
  return (
    <div className="panel" role="status" ref={place}>
      <Text fw={600}>
        {words.saved(counts.records, counts.checks, counts.leaves)}, <Size bytes={result.bytes} />
      </Text>
      <Text>{said.filter((one) => one !== '').join(' ')}</Text>
      <Text className="mono wrap-anywhere">
        {visibleText(path)} <CopyButton text={path} what={words.path} />
      </Text>
      <Text>
        {words.shaLabel} <span className="mono wrap-anywhere">{sha256}</span> <CopyButton text={sha256} what={words.sha} />
      </Text>
      <Text>{words.keys(verifierKeys.length)}</Text>
      {verifierKeys.map((key) => (
        <Text key={key} className="mono wrap-anywhere">
          {visibleText(key)} <CopyButton text={key} what={words.key} />
        </Text>
      ))}
      <Group>
        <Button variant="default" leftSection={<IconFolderSearch size={15} aria-hidden="true" />} onClick={() => void call('shell.showInFolder', { path }).catch(onFailed)}>
          {words.show}
        </Button>
      </Group>
    </div>
  );
}
