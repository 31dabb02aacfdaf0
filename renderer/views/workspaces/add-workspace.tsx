/** The dialog that adds a workspace: a folder or a bucket, tested before it is added where that is wanted. */

import { Button, Checkbox, Group, Modal, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { folderName } from '../../../core/contract/shared';
import type { ReadableStore } from '../../../core/contract/workspaces';
import { call } from '../../client';
import { BusyButton } from '../../parts/busy-button';
import { ErrorBox } from '../../parts/error-box';
import { atRestWordsOf } from '../../words/at-rest';
import { addWords } from '../../words/workspaces';
import { BucketForm } from './bucket-form';
import { isTaken, nothingTyped, PassphraseFields } from './passphrase-fields';
import { type BucketFields, emptyBucket, suggestedName, toLocation } from './store-fields';
import { TestConnection } from './test-connection';

interface FormProps {
  /** Names that are in use. */
  taken: readonly string[];
  onClose: () => void;
  onAdded: (name: string) => void;
}

function nameProblem(name: string, taken: readonly string[]): string | null {
  if (taken.includes(name)) return addWords.nameTaken;
  return folderName.safeParse(name).success ? null : addWords.nameWrong;
}

function AddForm({ taken, onClose, onAdded }: FormProps) {
  const queries = useQueryClient();
  const [type, setType] = useState<ReadableStore['type']>('folder');
  const [path, setPath] = useState('');
  const [bucket, setBucket] = useState<BucketFields>(emptyBucket);
  const [typedName, setName] = useState<string | null>(null);
  const [encrypt, setEncrypt] = useState(false);
  const [typed, setTyped] = useState(nothingTyped);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const store = toLocation(type, path, bucket);
  const name = typedName ?? suggestedName(store, taken);
  const problem = name === '' ? null : nameProblem(name, taken);

  const pick = async () => {
    const picked = await call('dialog.pickFolder', { title: addWords.pickTitle }).catch(setError);
    if (picked?.path) setPath(picked.path);
  };
  const submit = async () => {
    if (store === null || problem !== null || name === '' || (encrypt && !isTaken(typed))) return;
    setBusy(true);
    setError(null);
    try {
      await call('workspaces.add', { name, store, ...(encrypt ? { passphrase: typed.passphrase } : {}) });
      await queries.invalidateQueries({ queryKey: ['workspaces.list'] });
      onAdded(name);
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="sm">
        <SegmentedControl
          aria-label={addWords.kind}
          value={type}
          onChange={(value) => setType(value === 's3' ? 's3' : 'folder')}
          data={[
            { value: 'folder', label: addWords.folder },
            { value: 's3', label: addWords.bucket },
          ]}
        />
        {type === 'folder' ? (
          <Group align="end" wrap="nowrap" gap="xs">
            <TextInput
              style={{ flex: 1 }}
              label={addWords.path}
              description={addWords.pathHint}
              value={path}
              onChange={(event) => setPath(event.currentTarget.value)}
              data-autofocus
            />
            <Button variant="default" onClick={() => void pick()}>
              {addWords.pick}
            </Button>
          </Group>
        ) : (
          <BucketForm fields={bucket} onChange={(change) => setBucket((before) => ({ ...before, ...change }))} />
        )}
        <TextInput label={addWords.name} description={addWords.nameHint} value={name} error={problem} onChange={(event) => setName(event.currentTarget.value)} maxLength={64} />
        <Checkbox label={atRestWordsOf.encrypt} description={atRestWordsOf.encryptHint} checked={encrypt} onChange={(event) => setEncrypt(event.currentTarget.checked)} />
        {encrypt && <PassphraseFields typed={typed} onChange={setTyped} />}
        {store !== null && <TestConnection key={JSON.stringify(store)} store={store} />}
        {error !== null && <ErrorBox error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {addWords.cancel}
          </Button>
          <BusyButton type="submit" loading={busy} disabled={store === null || name === '' || problem !== null || (encrypt && !isTaken(typed))}>
            {addWords.submit}
          </BusyButton>
        </Group>
      </Stack>
    </form>
  );
}

/** The dialog stays when closed, so that it can give the focus back; its form begins anew each time. */
export function AddWorkspace({ opened, ...form }: FormProps & { opened: boolean }) {
  return (
    <Modal opened={opened} onClose={form.onClose} title={addWords.title} size="xl" closeButtonProps={{ 'aria-label': addWords.cancel }}>
      <AddForm {...form} />
    </Modal>
  );
}
