/** Asks for a tag to set on one item or on many, or a key to remove, and keeps the answer as one act that can be taken back. */
import { Autocomplete, Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Input } from '../../../core/contract';
import type { TagItem } from '../../../core/tags/item';
import { call } from '../../client';
import { ActButton } from '../../parts/act-button';
import { ErrorBox } from '../../parts/error-box';
import { offerUndo, tell } from '../../parts/toasts';
import { useCall } from '../../parts/use-call';
import { useFocusBack } from '../../parts/use-focus-back';
import { tagWords as words } from '../../words/tags';

export async function changeTags(workspace: string, items: TagItem[], what: Pick<Input<'tags.set'>, 'set' | 'remove' | 'reason'>): Promise<void> {
  const { act, items: changed, unchanged, masked } = await call('tags.set', { workspace, items, ...what });
  if (act === null) return tell(words.nothing);
  offerUndo(words.done(changed, unchanged, masked), () => {
    call('tags.undo', { workspace, act }).then(
      (undone) => tell(words.undone(undone.items, undone.left)),
      (error: Error) => tell(error.message, true),
    );
  });
}

export function TagDialog({ workspace, items, onClose }: { workspace: string; items: TagItem[]; onClose: () => void }) {
  useFocusBack();
  const known = useCall('tags.list', { workspace });
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const refused = known.data?.refused ?? null;
  const keep = async (what: Pick<Input<'tags.set'>, 'set' | 'remove'>) => {
    setBusy(true);
    setError(null);
    try {
      await changeTags(workspace, items, { ...what, reason });
      onClose();
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  const ready = key.trim() !== '' && value.trim() !== '' && refused === null;
  const values = (known.data?.tags ?? []).filter((tag) => tag.key === key.trim().toLowerCase()).map((tag) => tag.value);
  return (
    <Modal opened onClose={onClose} title={words.dialog(items.length)} size="lg" closeButtonProps={{ 'aria-label': words.cancel }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void keep({ set: [{ key, value }] });
        }}
      >
        <Stack gap="sm">
          <Text size="sm">{words.meaning}</Text>
          {refused !== null && <p className="caution">{refused}</p>}
          <Autocomplete label={words.key} description={words.keyHint} data={known.data?.suggested ?? []} value={key} onChange={setKey} maxLength={100} data-autofocus />
          {values.length > 0 ? (
            <Autocomplete label={words.value} description={words.valueHint} data={values} value={value} onChange={setValue} maxLength={1000} />
          ) : (
            <TextInput label={words.value} description={words.valueHint} value={value} onChange={(event) => setValue(event.currentTarget.value)} maxLength={1000} />
          )}
          <Textarea label={words.reason} autosize minRows={1} maxLength={2000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          {error !== null && <ErrorBox error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
            <ActButton act="tags.set" variant="default" disabled={key.trim() === '' || refused !== null} loading={busy} onClick={() => void keep({ remove: [key] })}>
              {words.removeAll}
            </ActButton>
            <ActButton act="tags.set" type="submit" disabled={!ready} loading={busy}>
              {words.set}
            </ActButton>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
