/** The first fingerprints of what is shown: how many, from where, signed off by whom; and what can be done with them. */
import { Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Output } from '../../../core/contract';
import { call } from '../../client';
import { ActButton } from '../../parts/act-button';
import { ErrorBox } from '../../parts/error-box';
import { ReasonDialog } from '../../parts/reason-dialog';
import { forgetWorkspace, useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { baselineWords as words } from '../../words/baseline';
import { filesInput, type Scope } from './use-scope';

/** Lines of an import's answer that are shown. */
const shown = 8;

interface BaselinePanelProps {
  workspace: string;
  run: string | undefined;
  scope: Scope;
}

export function BaselinePanel({ workspace, run, scope }: BaselinePanelProps) {
  const queries = useQueryClient();
  const input = filesInput(workspace, run, scope);
  const { data, error: unknown } = useCall('baseline.show', { ...input, limit: 0 });
  const [error, setError] = useState<unknown>(null);
  const [told, setTold] = useState<{ text: string; details: string[] } | null>(null);
  const [locking, setLocking] = useState(false);
  const changed = () => forgetWorkspace(queries, workspace);
  const act = (what: () => Promise<void>) => {
    setError(null);
    setTold(null);
    void what().catch(setError);
  };
  const importList = async () => {
    const { path } = await call('dialog.openFile', { title: words.importTitle, extensions: [] });
    if (path === null) return;
    const result = await call('baseline.import', { ...input, path });
    setTold({ text: words.imported(result), details: words.importDetails(result) });
    await changed();
  };
  const exportList = async () => {
    const { path } = await call('dialog.saveFile', { title: words.exportTitle, suggested: `${workspace}.sha256`, extension: 'sha256' });
    if (path === null) return;
    const made = await call('baseline.export', { ...input, out: path });
    setTold({ text: words.exported(made.listed, made.total, made.without), details: [path, `SHA-256 ${made.sha256}`] });
  };
  const lock = async (reason: string) => {
    const { newly } = await call('baseline.lock', {
      ...input,
      reason,
      partial: data !== undefined && data.counts.have < data.counts.total,
      doubtful: data !== undefined && words.lockDoubts(data.counts.doubts) !== '',
    });
    setTold({ text: words.lockDone(newly), details: [] });
    await changed();
  };
  if (data === undefined) return unknown === null ? null : <ErrorBox error={unknown} />;
  const { counts } = data;
  const [newest] = counts.locked > 0 ? data.locks : [];
  return (
    <section className="check-controls baseline-panel" aria-label={words.title}>
      <Group gap="md">
        <Text fw={600} title={words.hint}>
          {words.title}
        </Text>
        <Text>{words.counts(counts)}</Text>
        <ActButton act="baseline.import" variant="default" size="compact-sm" disabled={counts.total === 0} onClick={() => act(importList)}>
          {words.import}
        </ActButton>
        <Button variant="default" size="compact-sm" disabled={counts.have === 0} onClick={() => act(exportList)}>
          {words.export}
        </Button>
        <ActButton act="baseline.lock" variant="default" size="compact-sm" disabled={counts.have === counts.locked} onClick={() => setLocking(true)}>
          {words.lock}
        </ActButton>
      </Group>
      {newest && (
        <Text size="sm" title={words.digest(newest.digest)}>
          {visibleText(words.locked(newest))}
        </Text>
      )}
      {told && <Told {...told} />}
      {error !== null && <ErrorBox error={error} />}
      {locking && (
        <ReasonDialog
          title={words.lockTitle}
          hint={words.lockHint(counts.have, counts.total)}
          action={words.lockDo}
          consent={
            [counts.have < counts.total ? words.lockPartial(counts.total - counts.have) : '', words.lockDoubts(counts.doubts)].filter((each) => each !== '').join(' ') || undefined
          }
          onClose={() => setLocking(false)}
          onSubmit={lock}
        />
      )}
    </section>
  );
}

function Told({ text, details }: { text: string; details: string[] }) {
  return (
    <div role="status">
      <Text>{text}</Text>
      {details.length > 0 && (
        <ul className="baseline-told">
          {details.slice(0, shown).map((line) => (
            <li key={line} className="wrap-anywhere">
              {visibleText(line)}
            </li>
          ))}
          {details.length > shown && <li>{words.more(details.length - shown)}</li>}
        </ul>
      )}
    </div>
  );
}

/** On one file whose bytes are others than its fingerprint. */
export function RenewButton({ workspace, lid }: { workspace: string; lid: string }) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const renew = async (reason: string) => {
    const answer: Output<'baseline.renew'> = await call('baseline.renew', { workspace, lids: [lid], reason });
    if (answer.renewed.length > 0) await forgetWorkspace(queries, workspace);
  };
  return (
    <>
      <ActButton act="baseline.renew" variant="default" size="compact-sm" onClick={() => setAsking(true)}>
        {words.renew}
      </ActButton>
      {asking && <ReasonDialog title={words.renewTitle} hint={words.renewHint} action={words.renewDo} onClose={() => setAsking(false)} onSubmit={renew} />}
    </>
  );
}
