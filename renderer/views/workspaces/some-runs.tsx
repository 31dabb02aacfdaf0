/** Chooses runs out of the store's history, or by their LIDs, and syncs these and what they rest on alone. */
import { Button, Checkbox, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { RunThere } from '../../../core/contract/workspaces';
import { ActButton } from '../../parts/act-button';
import { ErrorBox } from '../../parts/error-box';
import { shortLid } from '../../parts/format';
import { JobProgress } from '../../parts/job-progress';
import { useFocusBack } from '../../parts/use-focus-back';
import { useJob } from '../../parts/use-job';
import { useStartedJob } from '../../parts/use-started-job';
import { visibleText } from '../../parts/visible-text';
import { someRunsWords as words } from '../../words/workspaces';
import { OtherStore, refusalOf } from './other-store';

/** As many are shown at a time: more are found by a part of their name. */
const shownAtMost = 100;

function RunChoice({ run, checked, onChange }: { run: RunThere; checked: boolean; onChange: (checked: boolean) => void }) {
  const name = `${visibleText(run.name)} · ${visibleText(run.time)} · ${shortLid(run.lid)}${run.known ? ` · ${words.known}` : ''}`;
  return <Checkbox label={name} checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />;
}

/** `chosen`: those asked for before. */
export function SomeRuns({ workspace, chosen, onClose }: { workspace: string; chosen: readonly string[]; onClose: () => void }) {
  useFocusBack();
  const there = useStartedJob('sync.runsThere', { workspace }, true);
  const [runs, setRuns] = useState<ReadonlySet<string>>(new Set(chosen));
  const [part, setPart] = useState('');
  const [typed, setTyped] = useState('');
  const asked = [...new Set([...runs, ...typed.split(/\s+/).filter((text) => text !== '')])];
  const sync = useJob('sync.run', { workspace, runs: asked });
  const close = () => {
    // The next look is at the history as it is then.
    there.dismiss();
    onClose();
  };
  const start = async () => {
    if ((await sync.start()) === null) return;
    sync.dismiss();
    close();
  };
  const choose = (lid: string, is: boolean) => setRuns(new Set(is ? [...runs, lid] : [...runs].filter((one) => one !== lid)));
  const found = there.state?.result?.runs ?? [];
  const matching = found.filter(({ lid, name }) => name.includes(part.trim()) || lid.includes(part.trim()));
  const refusal = refusalOf(sync.state?.error);
  return (
    <Modal opened onClose={close} title={words.title} size="xl" closeButtonProps={{ 'aria-label': words.cancel }}>
      <Stack gap="sm">
        <Text>{words.hint}</Text>
        {there.state?.status === 'running' && (
          <JobProgress label={words.reading} progress={there.state.progress} startedAt={there.state.startedAt} stopping={there.state.stopping} onCancel={there.cancel} />
        )}
        {there.state?.status === 'failed' && <ErrorBox error={there.state.error} onRetry={() => void there.start()} />}
        {there.state?.status === 'done' && found.length === 0 && <Text className="muted">{words.none}</Text>}
        {found.length > 0 && (
          <>
            <TextInput label={words.filter} value={part} onChange={(event) => setPart(event.currentTarget.value)} data-autofocus />
            <fieldset className="some-runs">
              <legend>{words.history}</legend>
              {matching.slice(0, shownAtMost).map((run) => (
                <RunChoice key={run.lid} run={run} checked={runs.has(run.lid)} onChange={(is) => choose(run.lid, is)} />
              ))}
            </fieldset>
            {matching.length > shownAtMost && <Text className="muted">{words.more(matching.length - shownAtMost + (there.state?.result?.total ?? 0) - found.length)}</Text>}
          </>
        )}
        {(there.state?.result?.unread ?? 0) > 0 && <Text className="caution">{words.unread(there.state?.result?.unread ?? 0)}</Text>}
        <Textarea label={words.lids} description={words.lidsHint} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} autosize minRows={2} maxRows={6} />
        {sync.state?.status === 'running' && (
          <JobProgress label={words.title} progress={sync.state.progress} startedAt={sync.state.startedAt} stopping={sync.state.stopping} onCancel={sync.cancel} />
        )}
        {sync.state?.status === 'failed' &&
          (refusal !== null && sync.state.error !== null ? (
            <OtherStore input={{ workspace, runs: asked }} error={sync.state.error} refusal={refusal} />
          ) : (
            <ErrorBox error={sync.state.error} />
          ))}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {words.cancel}
          </Button>
          <ActButton act="sync.run" disabled={asked.length === 0 || sync.running} onClick={() => void start()}>
            {words.start(asked.length)}
          </ActButton>
        </Group>
      </Stack>
    </Modal>
  );
}
