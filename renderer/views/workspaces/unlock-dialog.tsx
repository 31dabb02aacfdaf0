/** Asks for the passphrase of an encrypted workspace; a wrong one is said to be that, and no damage. */

import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../client';
import { BusyButton } from '../../parts/busy-button';
import { ErrorBox } from '../../parts/error-box';
import { useFocusBack } from '../../parts/use-focus-back';
import { atRestWordsOf as words } from '../../words/at-rest';

export function UnlockDialog({ folder, onClose, onUnlocked }: { folder: string; onClose: () => void; onUnlocked: (workspace: string) => void }) {
  useFocusBack();
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      onUnlocked((await call('workspaces.unlock', { workspace: folder, passphrase })).workspace);
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={words.unlockTitle} closeButtonProps={{ 'aria-label': words.cancel }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (passphrase !== '' && !busy) void submit();
        }}
      >
        <Stack gap="sm">
          <Text>{words.lockedTitle(folder)}</Text>
          <PasswordInput
            label={words.passphrase}
            value={passphrase}
            autoComplete="off"
            maxLength={1024}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            data-autofocus
          />
          <Text size="sm" className="muted">
            {words.unlockHint}
          </Text>
          {error !== null && <ErrorBox error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
            <BusyButton type="submit" loading={busy} disabled={passphrase === ''}>
              {words.unlockAction}
            </BusyButton>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
