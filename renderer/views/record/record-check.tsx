/** What is known of the content of a file, and the button that checks it now. */
import { Group } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import type { RecordPage } from '../../../core/contract/records';
import { standingOf, strongerProofFor } from '../../../core/verify/standing';
import { verdictWords } from '../../../core/verify/verdict';
import { ActButton } from '../../parts/act-button';
import { CopyButton } from '../../parts/copy-button';
import { ErrorBox } from '../../parts/error-box';
import { type FactRow, Facts } from '../../parts/facts';
import { Instant } from '../../parts/instant';
import { JobProgress } from '../../parts/job-progress';
import { Size } from '../../parts/size';
import { Term } from '../../parts/term';
import { useJob } from '../../parts/use-job';
import { CheckBadge } from '../../parts/verdict-badge';
import { visibleText } from '../../parts/visible-text';
import { recordWords, recordCheckWords as words } from '../../words/record';
import { Overwrites } from '../checks/overwrites';
import { OwnRecords } from '../checks/own-records';

function factsOf(check: NonNullable<RecordPage['check']>): FactRow[] {
  return [
    { name: words.at, value: check.at && <Instant value={check.at} /> },
    { name: words.by, value: check.by && visibleText(check.by) },
    { name: words.looked, value: check.checkedPath && <span className="mono">{visibleText(check.checkedPath)}</span> },
    { name: words.matched, value: check.matchedMode },
    { name: words.found, value: check.found && <Size bytes={check.found.size} /> },
    {
      name: words.sha256,
      value: check.sha256 && (
        <>
          <span className="mono">{check.sha256}</span> <CopyButton text={check.sha256} what={recordWords.sha} />
        </>
      ),
    },
    { name: words.firstSeen, value: check.firstSeen && <Instant value={check.firstSeen} /> },
  ].filter((row) => row.value !== null);
}

export function RecordCheck({ workspace, record }: { workspace: string; record: RecordPage }) {
  const verify = useJob('verify.run', { workspace, lids: [record.lid] });
  const read = useJob('verify.run', { workspace, lids: [record.lid], content: true });
  const { check } = record;
  const verdict = check?.verdict ?? 'not-checked';
  // Whether the record agrees with itself is said below, checked or not.
  const standing = check === null ? [] : standingOf({ ...check, ownRecord: 'unknown' });
  const job = read.running || (read.state?.status === 'failed' && !verify.running) ? read : verify;
  return (
    <section className="panel" aria-label={recordWords.check}>
      <h2>{recordWords.check}</h2>
      <p>
        <CheckBadge check={check} />
      </p>
      <p>{visibleText(check?.detail ?? verdictWords[verdict].sentence)}</p>
      {verdict === 'content-verified' && (
        <p className="muted">
          <Term name="strength" />
        </p>
      )}
      {standing.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <p>{strongerProofFor(check ?? { verdict, baseline: null, ownRecord: 'unknown' })}</p>
      <OwnRecords workspace={workspace} lid={record.lid} />
      {check && <Facts rows={factsOf(check)} />}
      {job.state?.status === 'running' ? (
        <JobProgress label={recordWords.checking} progress={job.state.progress} startedAt={job.state.startedAt} stopping={job.state.stopping} onCancel={job.cancel} />
      ) : (
        <Group mt="xs" gap="xs">
          <ActButton act="verify.run" variant="default" leftSection={<IconShieldCheck size={15} aria-hidden="true" />} onClick={() => void verify.start()}>
            {recordWords.verify}
          </ActButton>
          {check?.attested && (
            <ActButton act="verify.run" variant="default" onClick={() => void read.start()}>
              {recordWords.readOnS3}
            </ActButton>
          )}
        </Group>
      )}
      {job.state?.status === 'failed' && <ErrorBox error={job.state.error} />}
      <Overwrites workspace={workspace} lid={record.lid} open />
    </section>
  );
}
