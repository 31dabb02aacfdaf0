/** A person signs a saved report: says first what that means and what a local certificate does not prove; shows afterwards what was signed. */

import { Alert, Button, Group, Modal, PasswordInput, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { Output } from '../../../core/contract';
import type { Progress } from '../../../core/contract/shared';
import type { SignatureMeaning } from '../../../core/contract/signatures';
import { call, job } from '../../client';
import { BusyButton } from '../../parts/busy-button';
import { ErrorBox } from '../../parts/error-box';
import { JobProgress } from '../../parts/job-progress';
import { useFocusBack } from '../../parts/use-focus-back';
import { visibleText } from '../../parts/visible-text';
import { signWords as words } from '../../words/sign';
import { Signed } from './signed';

export function SignDialog({ workspace, suggestedFile, onClose }: { workspace: string; suggestedFile: string | null; onClose: () => void }) {
  useFocusBack();
  const [file, setFile] = useState(suggestedFile);
  const [name, setName] = useState('');
  const [meaning, setMeaning] = useState<SignatureMeaning | null>(null);
  const [reason, setReason] = useState('');
  const [from, setFrom] = useState<'p12' | 'local'>('p12');
  const [p12, setP12] = useState<string | null>(null);
  const [password, setPassword] = useState('');
  const [running, setRunning] = useState<{ progress: Progress | null; startedAt: number } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [result, setResult] = useState<Output<'report.sign'> | null>(null);
  const stop = useRef(new AbortController());
  const ready = file !== null && name.trim() !== '' && meaning !== null && (from === 'local' || p12 !== null);

  const pick = async (title: string, extensions: string[], take: (path: string) => void) => {
    const picked = await call('dialog.openFile', { title, extensions }).catch(setError);
    if (picked?.path) take(picked.path);
  };
  const sign = async () => {
    if (file === null || meaning === null) return;
    setError(null);
    try {
      const { path: out } = await call('dialog.saveFile', { title: words.saveTitle, suggested: words.suggested, extension: 'pdf' });
      if (out === null) return;
      const startedAt = Date.now();
      stop.current = new AbortController();
      setRunning({ progress: null, startedAt });
      const certificate = from === 'p12' && p12 !== null ? ({ from: 'p12', path: p12, password } as const) : ({ from: 'local' } as const);
      // Not a job of the window's store, which would keep its input, and the password with it.
      const options = { onProgress: (progress: Progress) => setRunning({ progress, startedAt }), signal: stop.current.signal };
      setResult(await job('report.sign', { workspace, file, out, certificate, name, meaning, ...(reason.trim() === '' ? {} : { reason }) }, options));
    } catch (thrown) {
      setError(thrown);
    } finally {
      setPassword('');
      setRunning(null);
    }
  };
  return (
    <Modal opened onClose={() => running === null && onClose()} title={words.title} size="lg" closeButtonProps={{ 'aria-label': words.close }}>
      {result !== null ? (
        <Signed result={result} onClose={onClose} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (ready && running === null) void sign();
          }}
        >
          <Stack gap="sm">
            <Text>{words.means}</Text>
            <Text c="var(--text-muted)">{words.draft}</Text>
            <Chosen label={words.file} path={file} onChoose={() => void pick(words.chooseFile, ['pdf'], setFile)} />
            <TextInput label={words.name} value={name} maxLength={120} required onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
            <Select label={words.meaning} data={words.meanings} value={meaning} required onChange={(value) => setMeaning(value as SignatureMeaning | null)} />
            <TextInput label={words.reason} value={reason} maxLength={300} onChange={(event) => setReason(event.currentTarget.value)} />
            <Radio.Group label={words.certificate} value={from} onChange={(value) => setFrom(value as 'p12' | 'local')}>
              <Stack gap={4} mt={4}>
                <Radio value="p12" label={words.p12} />
                <Radio value="local" label={words.localOption} />
              </Stack>
            </Radio.Group>
            {from === 'local' ? (
              <Alert color="yellow" role="note">
                {words.local}
              </Alert>
            ) : (
              <>
                <Chosen label={words.p12File} path={p12} onChoose={() => void pick(words.chooseP12, ['p12', 'pfx'], setP12)} />
                <PasswordInput
                  label={words.password}
                  description={words.passwordHint}
                  value={password}
                  autoComplete="off"
                  maxLength={1024}
                  onChange={(event) => setPassword(event.currentTarget.value)}
                />
              </>
            )}
            {running !== null && <JobProgress label={words.signing} progress={running.progress} startedAt={running.startedAt} onCancel={() => stop.current.abort()} />}
            {error !== null && <ErrorBox error={error} />}
            <Group justify="flex-end">
              <Button variant="default" disabled={running !== null} onClick={onClose}>
                {words.cancel}
              </Button>
              <BusyButton type="submit" disabled={!ready} loading={running !== null}>
                {words.sign}
              </BusyButton>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

function Chosen({ label, path, onChoose }: { label: string; path: string | null; onChoose: () => void }) {
  return (
    <div role="group" aria-label={label}>
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <Group gap="sm">
        <Text className="mono wrap-anywhere" c={path === null ? 'var(--text-muted)' : 'var(--mantine-color-text)'}>
          {path === null ? words.none : visibleText(path)}
        </Text>
        <Button variant="default" size="compact-sm" onClick={onChoose} aria-label={`${words.choose} ${label}`}>
          {words.choose}
        </Button>
      </Group>
    </div>
  );
}
