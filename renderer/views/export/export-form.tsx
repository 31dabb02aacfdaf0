/** Asks for the format, says what it cannot carry, writes it where the save dialog says, tells what was written and left out. */
import { Button, List, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Input, Output } from '../../../core/contract';
import { ErrorBox } from '../../parts/error-box';
import { JobProgress } from '../../parts/job-progress';
import { Loaded } from '../../parts/loaded';
import { useCall } from '../../parts/use-call';
import { useSaveJob } from '../../parts/use-save-job';
import { exportWords as words } from '../../words/export';
import { ExportSaved } from './export-saved';

export interface Exported {
  workspace: string;
  scope: Input<'export.write'>['scope'];
  name: string;
}
type Format = Output<'export.formats'>['formats'][number];

function Limits({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <Text fw={600}>{title}</Text>
      <List size="sm">
        {lines.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
    </div>
  );
}

export function ExportForm(of: Exported) {
  const query = useCall('export.formats', {});
  return <Loaded query={query}>{({ formats }) => <ChosenForm {...of} formats={formats.filter(({ runsOnly }) => !runsOnly || 'run' in of.scope)} />}</Loaded>;
}

function ChosenForm({ workspace, scope, name, formats }: Exported & { formats: readonly Format[] }) {
  const [id, setId] = useState<Format['id']>(formats[0]?.id ?? 'ro-crate');
  const format = formats.find((one) => one.id === id);
  const job = useSaveJob('export.write', { workspace, scope, format: id });
  const { state, failed, setFailed, running } = job;
  if (format === undefined) return null;
  const choose = () => {
    const suggested = name.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 60) || 'export';
    return job.save({ title: words.saveTitle, suggested: `${suggested}-${format.id}.${format.extension}`, extension: format.extension });
  };
  const result = state?.result ?? null;
  return (
    <Stack gap="sm">
      <Text>{'run' in scope ? words.run : words.file}</Text>
      <Select
        label={words.format}
        description={words.standard(format.standard)}
        data={formats.map((one) => ({ value: one.id, label: one.title }))}
        value={id}
        allowDeselect={false}
        disabled={running}
        onChange={(value) => setId(formats.find((one) => one.id === value)?.id ?? id)}
      />
      {format.lacks.length === 0 ? <Text size="sm">{words.nothing}</Text> : <Limits title={words.lacks} lines={format.lacks} />}
      <Limits title={words.limits} lines={format.limits} />
      {running && state ? (
        <JobProgress label={words.writing} progress={state.progress} startedAt={state.startedAt} stopping={state.stopping} onCancel={job.cancel} />
      ) : (
        <Button onClick={() => void choose()}>{words.choose}</Button>
      )}
      {result && !running && <ExportSaved result={result} onFailed={setFailed} />}
      {state?.status === 'stopped' && <Text c="var(--caution-fg)">{words.stopped}</Text>}
      {(failed ?? state?.error ?? null) !== null && <ErrorBox error={failed ?? state?.error} />}
    </Stack>
  );
}
