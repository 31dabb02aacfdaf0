/** A small button that copies a text, and says that it did. */
import { ActionIcon } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { call } from '../client';
import { partsWords } from '../words/parts';

/** `what` names the thing copied, for the tooltip and screen readers: "the LID". */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [state, setState] = useState<'ready' | 'copied' | 'failed'>('ready');
  useEffect(() => {
    if (state === 'ready') return;
    const timer = setTimeout(() => setState('ready'), 1500);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () =>
    call('clipboard.write', { text }).then(
      () => setState('copied'),
      () => setState('failed'),
    );
  const label = { ready: partsWords.copy(what), copied: partsWords.copied, failed: partsWords.copyFailed }[state];
  return (
    <ActionIcon data-tip={label} variant="subtle" color="gray" size="xs" aria-label={partsWords.copy(what)} onClick={copy}>
      {state === 'ready' ? <IconCopy size={14} /> : state === 'copied' ? <IconCheck size={14} /> : <IconAlertTriangle size={14} />}
    </ActionIcon>
  );
}
