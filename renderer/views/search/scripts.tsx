/** Whether the scripts of tasks were searched: if not, they are read on request, with progress. */
import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Output } from '../../../core/contract';
import { ErrorBox } from '../../parts/error-box';
import { JobProgress } from '../../parts/job-progress';
import { useJob } from '../../parts/use-job';
import { searchWords } from '../../words/search';

const words = searchWords.scripts;

export function Scripts({ workspace, text, state }: { workspace: string; text: string; state: Output<'search.find'>['scripts'] }) {
  const queries = useQueryClient();
  const job = useJob('search.scripts', { workspace, text });
  const read = async () => {
    // The answers at hand were made without the scripts.
    if ((await job.start()) !== null) await queries.invalidateQueries({ predicate: ({ queryKey: [name] }) => name === 'search.find' });
  };
  if (state === 'not-asked') return null;
  if (job.running && job.state)
    return <JobProgress label={words.reading} progress={job.state.progress} startedAt={job.state.startedAt} stopping={job.state.stopping} onCancel={job.cancel} />;
  const unreadable = job.state?.result?.unreadable ?? 0;
  return (
    <Group gap="xs">
      <span className="muted">{state === 'searched' ? words.limits : words.hint}</span>
      {state === 'not-read' && (
        <Button variant="default" size="compact-sm" onClick={() => void read()}>
          {words.read}
        </Button>
      )}
      {unreadable > 0 && <span className="caution">{words.unreadable(unreadable)}</span>}
      {job.state?.error && <ErrorBox error={job.state.error} />}
    </Group>
  );
}
