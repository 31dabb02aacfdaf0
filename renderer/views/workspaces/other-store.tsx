/** A sync that was refused, as the store is not the one pinned: old and new side by side, and the way to accept it with a reason. */
import { Button, Table } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Input } from '../../../core/contract';
import type { ContentSeen, IdentityDifference } from '../../../core/contract/store-identity';
import { AuditError } from '../../../core/errors';
import { identityWords } from '../../../core/store/identity';
import { ErrorBox } from '../../parts/error-box';
import { count } from '../../parts/format';
import { JobProgress } from '../../parts/job-progress';
import { ReasonDialog } from '../../parts/reason-dialog';
import { useJob } from '../../parts/use-job';
import { useStartedJob } from '../../parts/use-started-job';
import { visibleText } from '../../parts/visible-text';
import { identityPanelWords as words } from '../../words/watch';

interface Refusal {
  differs: IdentityDifference[];
  content: ContentSeen | null;
}

/** What the refusal carries; null for any other error. */
export function refusalOf(error: unknown): Refusal | null {
  return error instanceof AuditError && error.code === 'other-store' ? (error.data as unknown as Refusal) : null;
}

function SideBySide({ differs, content }: Refusal) {
  return (
    <Table aria-label={words.refused}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{words.fact}</Table.Th>
          <Table.Th>{words.was}</Table.Th>
          <Table.Th>{words.now}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {differs.map(({ name, was, now }) => (
          <Table.Tr key={name}>
            <Table.Td>{identityWords[name]}</Table.Td>
            <Table.Td className="mono wrap-anywhere">{visibleText(was)}</Table.Td>
            <Table.Td className="mono wrap-anywhere">{now === null ? '' : visibleText(now)}</Table.Td>
          </Table.Tr>
        ))}
        {content !== null && (
          <Table.Tr>
            <Table.Td>{words.content}</Table.Td>
            <Table.Td>{count(content.kept)}</Table.Td>
            <Table.Td>{words.contentNow(content.shared, content.listed)}</Table.Td>
          </Table.Tr>
        )}
      </Table.Tbody>
    </Table>
  );
}

/** The sync with the reason given; it is shown here until the store page has the result. */
function AcceptingSync({ input, reason }: { input: Input<'sync.run'>; reason: string }) {
  const refused = useJob('sync.run', input);
  const accepting = useStartedJob('sync.run', { ...input, acceptStore: reason }, true);
  const { state } = accepting;
  const done = state?.status === 'done';
  useEffect(() => {
    if (!done) return;
    accepting.dismiss();
    refused.dismiss();
  });
  if (state?.status === 'running')
    return <JobProgress label={words.accepting} progress={state.progress} startedAt={state.startedAt} stopping={state.stopping} onCancel={accepting.cancel} />;
  if (state?.status === 'failed') return <ErrorBox error={state.error} onRetry={() => void accepting.start()} />;
  return null;
}

export function OtherStore({ input, error, refusal }: { input: Input<'sync.run'>; error: Error; refusal: Refusal }) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState<string | null>(null);
  return (
    <>
      <ErrorBox error={error} />
      <SideBySide {...refusal} />
      {reason === null ? (
        <Button variant="default" onClick={() => setAsking(true)}>
          {words.accept}
        </Button>
      ) : (
        <AcceptingSync input={input} reason={reason} />
      )}
      {asking && (
        <ReasonDialog title={words.acceptTitle} hint={words.acceptHint} action={words.acceptAction} onClose={() => setAsking(false)} onSubmit={async (given) => setReason(given)} />
      )}
    </>
  );
}
