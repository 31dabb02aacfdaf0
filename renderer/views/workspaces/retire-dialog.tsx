/** Retires a workspace: what that means in words, a reason, its name typed, and where the certificate goes; then what was written. */

import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconFolderSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { Output } from '../../../core/contract';
import type { Progress } from '../../../core/contract/shared';
import type { Workspace } from '../../../core/contract/workspaces';
import { call, job } from '../../client';
import { BusyButton } from '../../parts/busy-button';
import { CopyButton } from '../../parts/copy-button';
import { ErrorBox } from '../../parts/error-box';
import { JobProgress } from '../../parts/job-progress';
import { useFocusBack } from '../../parts/use-focus-back';
import { visibleText } from '../../parts/visible-text';
import { atRestWordsOf as words } from '../../words/at-rest';
import { partsWords } from '../../words/parts';

type Retired = Output<'workspaces.retire'>;

function Done({ result, onError }: { result: Retired; onError: (error: unknown) => void }) {
  return (
    <div role="status">
      <Text>{words.retired(result.files)}</Text>
      <Text className="mono wrap-anywhere">{visibleText(result.path)}</Text>
      <Text className="mono wrap-anywhere">
        {partsWords.sha256} {result.sha256}
      </Text>
      <Text className="mono wrap-anywhere">
        {visibleText(result.verifierKey)} <CopyButton text={result.verifierKey} what={words.publicKey} />
      </Text>
      {result.note !== null && <p className="caution">{visibleText(result.note)}</p>}
      <Button
        variant="default"
        mt="xs"
        leftSection={<IconFolderSearch size={15} aria-hidden="true" />}
        onClick={() => void call('shell.showInFolder', { path: result.path }).catch(onError)}
      >
        {words.show}
      </Button>
    </div>
  );
}

/** `onClose` is told whether the workspace is no more. */
export function RetireDialog({ workspace: { name, encrypted }, onClose }: { workspace: Workspace; onClose: (retired: boolean) => void }) {
  useFocusBack();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [running, setRunning] = useState<{ progress: Progress | null; startedAt: number } | null>(null);
  const [result, setResult] = useState<Retired | null>(null);
  const [error, setError] = useState<unknown>(null);
  const stop = useRef(new AbortController());
  const ready = reason.trim() !== '' && typed === name && running === null;
  const submit = async () => {
    setError(null);
    try {
      const { path } = await call('dialog.saveFile', { title: words.saveTitle, suggested: words.suggested(name), extension: 'txt' });
      if (path === null) return;
      const startedAt = Date.now();
      stop.current = new AbortController();
      setRunning({ progress: null, startedAt });
      const onProgress = (progress: Progress) => setRunning({ progress, startedAt });
      setResult(await job('workspaces.retire', { workspace: name, reason: reason.trim(), out: path }, { onProgress, signal: stop.current.signal }));
    } catch (thrown) {
      setError(thrown);
    }
    setRunning(null);
  };
  return (
    <Modal opened onClose={() => running === null && onClose(result !== null)} title={words.retireTitle(name)} size="lg" closeButtonProps={{ 'aria-label': words.close }}>
      {result !== null ? (
        <Stack gap="sm">
          <Done result={result} onError={setError} />
          {error !== null && <ErrorBox error={error} />}
          <Group justify="flex-end">
            <Button onClick={() => onClose(true)}>{words.close}</Button>
          </Group>
        </Stack>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) void submit();
          }}
        >
          <Stack gap="sm">
            <ul>
              {[...words.retireConsequences, encrypted ? words.retireEncrypted : words.retirePlain].map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
            <Textarea
              label={words.reason}
              required
              autosize
              minRows={2}
              maxLength={2000}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              data-autofocus
            />
            <TextInput label={words.typeName(name)} value={typed} autoComplete="off" spellCheck={false} onChange={(event) => setTyped(event.currentTarget.value)} />
            {running !== null && <JobProgress label={words.retireTitle(name)} progress={running.progress} startedAt={running.startedAt} onCancel={() => stop.current.abort()} />}
            {error !== null && <ErrorBox error={error} />}
            <Group justify="flex-end">
              <Button variant="default" disabled={running !== null} onClick={() => onClose(false)}>
                {words.cancel}
              </Button>
              <BusyButton type="submit" color="red" disabled={!ready} loading={running !== null}>
                {words.retireAction}
              </BusyButton>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
