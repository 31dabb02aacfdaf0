/** The dialog that opens a bundle somebody else made: chosen, checked and shown before anything is kept. */
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { folderName } from '../../../core/contract/shared';
import { call } from '../../client';
import { ErrorBox } from '../../parts/error-box';
import { JobProgress } from '../../parts/job-progress';
import { useJob } from '../../parts/use-job';
import { visibleText } from '../../parts/visible-text';
import { bundleWords as words } from '../../words/open-bundle';
import { addWords } from '../../words/workspaces';
import { BundleCheckView } from './bundle-check-view';

interface FormProps {
  /** Names that are in use. */
  taken: readonly string[];
  onClose: () => void;
  onOpened: (name: string) => void;
}

function OpenForm({ taken, onClose, onOpened }: FormProps) {
  const queries = useQueryClient();
  const [path, setPath] = useState('');
  const [key, setKey] = useState('');
  const [name, setName] = useState('');
  const [error, setError] = useState<unknown>(null);
  const input = { path, ...(key.trim() === '' ? {} : { key: key.trim() }) };
  const checking = useJob('bundle.check', input);
  const check = checking.state?.result ?? null;
  const importing = useJob('bundle.import', { ...input, name, anyway: check?.ok === false });
  const problem =
    name === '' ? null : taken.some((one) => one.toLowerCase() === name.toLowerCase()) ? addWords.nameTaken : folderName.safeParse(name).success ? null : addWords.nameWrong;
  const busy = checking.running ? checking : importing.running ? importing : null;
  const failure = error ?? checking.state?.error ?? importing.state?.error ?? null;

  const pick = async () => {
    const picked = await call('dialog.openFile', { title: words.pickTitle, extensions: ['zip'] }).catch(setError);
    if (picked?.path) setPath(picked.path);
  };
  const open = async () => {
    if ((await importing.start()) === null) return;
    await queries.invalidateQueries({ queryKey: ['workspaces.list'] });
    onOpened(name);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (check === null) void checking.start();
        else if (name !== '' && problem === null) void open();
      }}
    >
      <Stack gap="sm">
        <p className="muted">{words.intro}</p>
        <Group gap="xs" wrap="nowrap">
          <Button variant="default" onClick={() => void pick()} disabled={busy !== null} data-autofocus>
            {words.pick}
          </Button>
          <span className="mono wrap-anywhere">{visibleText(path)}</span>
        </Group>
        <TextInput label={words.key} description={words.keyHint} value={key} onChange={(event) => setKey(event.currentTarget.value)} disabled={busy !== null} />
        {check !== null && <BundleCheckView check={check} focused />}
        {check !== null && (
          <TextInput
            label={words.name}
            description={addWords.nameHint}
            value={name}
            error={problem}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={64}
            disabled={busy !== null}
          />
        )}
        {busy?.state && (
          <JobProgress
            label={busy === checking ? words.checking : words.importing}
            progress={busy.state.progress}
            startedAt={busy.state.startedAt}
            stopping={busy.state.stopping}
            onCancel={busy.cancel}
          />
        )}
        {failure !== null && <ErrorBox error={failure} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {words.close}
          </Button>
          {check === null ? (
            <Button type="submit" disabled={path === '' || busy !== null}>
              {words.check}
            </Button>
          ) : (
            <Button type="submit" {...(check.ok ? {} : { color: 'red' })} disabled={name === '' || problem !== null || busy !== null}>
              {check.ok ? words.import : words.anyway}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

/** The dialog stays when closed, so that it can give the focus back; its form begins anew each time. */
export function OpenBundle({ opened, ...form }: FormProps & { opened: boolean }) {
  return (
    <Modal opened={opened} onClose={form.onClose} title={words.title} size="xl" closeButtonProps={{ 'aria-label': words.close }}>
      <OpenForm {...form} />
    </Modal>
  );
}
