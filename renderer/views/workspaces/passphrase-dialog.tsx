/** Encrypts a plain workspace, or changes the passphrase of an encrypted one. */

import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import type { Progress } from '../../../core/contract/shared';
import type { Workspace } from '../../../core/contract/workspaces';
import { call, job } from '../../client';
import { BusyButton } from '../../parts/busy-button';
import { ErrorBox } from '../../parts/error-box';
import { JobProgress } from '../../parts/job-progress';
import { useFocusBack } from '../../parts/use-focus-back';
import { atRestWordsOf as words } from '../../words/at-rest';
import { isTaken, nothingTyped, PassphraseFields } from './passphrase-fields';

export function PassphraseDialog({ workspace: { name, encrypted }, onClose }: { workspace: Workspace; onClose: () => void }) {
  useFocusBack();
  const [old, setOld] = useState('');
  const [typed, setTyped] = useState(nothingTyped);
  const [running, setRunning] = useState<{ progress: Progress | null; startedAt: number } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const stop = useRef(new AbortController());
  const ready = isTaken(typed) && (!encrypted || old !== '');
  const submit = async () => {
    const startedAt = Date.now();
    stop.current = new AbortController();
    setRunning({ progress: null, startedAt });
    setError(null);
    try {
      if (encrypted) await call('workspaces.changePassphrase', { workspace: name, old, next: typed.passphrase });
      else
        await job(
          'workspaces.encrypt',
          { workspace: name, passphrase: typed.passphrase },
          { onProgress: (progress) => setRunning({ progress, startedAt }), signal: stop.current.signal },
        );
      onClose();
    } catch (thrown) {
      setError(thrown);
      setRunning(null);
    }
  };
  const title = encrypted ? words.changeTitle(name) : words.encryptTitle(name);
  return (
    <Modal opened onClose={() => running === null && onClose()} title={title} size="lg" closeButtonProps={{ 'aria-label': words.cancel }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && running === null) void submit();
        }}
      >
        <Stack gap="sm">
          <Text>{encrypted ? words.changeHint : words.encryptPlainHint}</Text>
          {encrypted && <PasswordInput label={words.old} value={old} autoComplete="off" maxLength={1024} onChange={(event) => setOld(event.currentTarget.value)} data-autofocus />}
          <PassphraseFields typed={typed} onChange={setTyped} label={encrypted ? words.next : words.passphrase} first={!encrypted} />
          {running !== null && !encrypted && <JobProgress label={title} progress={running.progress} startedAt={running.startedAt} onCancel={() => stop.current.abort()} />}
          {error !== null && <ErrorBox error={error} />}
          <Group justify="flex-end">
            <Button variant="default" disabled={running !== null} onClick={onClose}>
              {words.cancel}
            </Button>
            <BusyButton type="submit" disabled={!ready} loading={running !== null}>
              {encrypted ? words.changeAction : words.encryptAction}
            </BusyButton>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
