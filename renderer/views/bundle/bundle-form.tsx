/** Asks of which checkpoint, says what the bundle will hold, writes it where the save dialog says. */
import { Alert, Button, Checkbox, List, NumberInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ErrorBox } from '../../parts/error-box';
import { utc } from '../../parts/format';
import { JobProgress } from '../../parts/job-progress';
import { Loaded } from '../../parts/loaded';
import { useCall } from '../../parts/use-call';
import { useSaveJob } from '../../parts/use-save-job';
import { bundleWords as words } from '../../words/bundle';
import { BundleSaved } from './bundle-saved';
import { FoundSecrets } from './found-secrets';

export function BundleForm({ workspace, run, name }: { workspace: string; run: string; name: string }) {
  const query = useCall('evidence.log', { workspace });
  const [number, setNumber] = useState<number | ''>('');
  const [report, setReport] = useState(true);
  const [redacted, setRedacted] = useState(false);
  const at = number === '' ? ('latest' as const) : number;
  const bundle = useSaveJob('evidence.bundle', { workspace, run, at, report, redacted });
  const { state, failed, setFailed } = bundle;

  const choose = () => {
    const suggested = `${words.suggested(name.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 60) || 'run', at === 'latest' ? words.latest : String(at))}.zip`;
    return bundle.save({ title: words.saveTitle, suggested, extension: 'zip' });
  };

  const result = state?.result ?? null;
  return (
    <Stack gap="sm">
      <Text>{words.hint}</Text>
      <div>
        <Text fw={600}>{words.holds}</Text>
        <List size="sm">
          {words.contents.map((one) => (
            <List.Item key={one}>{one}</List.Item>
          ))}
        </List>
      </div>
      <Alert color="yellow" title={words.careful} styles={{ title: { color: 'var(--caution-fg)' } }}>
        {words.carefulHint}
        <FoundSecrets workspace={workspace} run={run} />
      </Alert>
      <Loaded query={query}>
        {({ log: { last } }) =>
          last === null ? (
            <Text>{words.noCheckpoint}</Text>
          ) : (
            <NumberInput
              label={words.checkpoint}
              description={words.checkpointHint(last.number, utc(last.at) ?? last.at)}
              placeholder={words.latest}
              min={1}
              max={last.number}
              allowDecimal={false}
              clampBehavior="strict"
              value={number}
              disabled={bundle.running}
              onChange={(value) => setNumber(typeof value === 'number' ? value : '')}
            />
          )
        }
      </Loaded>
      <Checkbox label={words.report} checked={report} disabled={bundle.running} onChange={(event) => setReport(event.currentTarget.checked)} />
      <Checkbox
        label={words.redacted}
        description={words.redactedHint}
        checked={redacted}
        disabled={bundle.running}
        onChange={(event) => setRedacted(event.currentTarget.checked)}
      />
      {bundle.running && state ? (
        <JobProgress label={words.writing} progress={state.progress} startedAt={state.startedAt} stopping={state.stopping} onCancel={bundle.cancel} />
      ) : (
        <Button onClick={() => void choose()}>{words.choose}</Button>
      )}
      {result && !bundle.running && <BundleSaved result={result} onFailed={setFailed} />}
      {state?.status === 'stopped' && <Text c="var(--caution-fg)">{words.stopped}</Text>}
      {(failed ?? state?.error ?? null) !== null && <ErrorBox error={failed ?? state?.error} />}
    </Stack>
  );
}
