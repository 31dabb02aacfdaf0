/** Asks for a reason before an act that is kept with it for good. */

import { Button, Checkbox, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { baselineWords as words } from '../words/baseline';
import { BusyButton } from './busy-button';
import { ErrorBox } from './error-box';
import { useFocusBack } from './use-focus-back';

interface ReasonDialogProps {
  title: string;
  hint: string;
  action: string;
  /** What must be ticked besides, if anything. */
  consent?: string | undefined;
  onClose: () => void;
  /** May fail: the dialog then stays and says why. */
  onSubmit: (reason: string) => Promise<void>;
}

export function ReasonDialog({ title, hint, action, consent, onClose, onSubmit }: ReasonDialogProps) {
  useFocusBack();
  const [reason, setReason] = useState('');
  const [agreed, setAgreed] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const ready = reason.trim() !== '' && (consent === undefined || agreed);
  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      await onSubmit(reason.trim());
      onClose();
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': words.cancel }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void submit();
        }}
      >
        <Stack gap="sm">
          <Text>{hint}</Text>
          {consent !== undefined && <Checkbox label={consent} checked={agreed} onChange={(event) => setAgreed(event.currentTarget.checked)} />}
          <Textarea label={words.reason} required autosize minRows={2} maxLength={2000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
          {error !== null && <ErrorBox error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
            <BusyButton type="submit" disabled={!ready} loading={busy}>
              {action}
            </BusyButton>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
