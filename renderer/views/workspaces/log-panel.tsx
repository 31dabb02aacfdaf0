/** How the evidence is signed and witnessed, and the button that hands out a checkpoint. */
import { Button, Group, Text } from '@mantine/core';
import { IconFileCertificate, IconFolderSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { Output } from '../../../core/contract';
import { signerWords } from '../../../core/evidence/log-summary';
import { call } from '../../client';
import { ActButton } from '../../parts/act-button';
import { CopyButton } from '../../parts/copy-button';
import { DamageLines } from '../../parts/damage-lines';
import { ErrorBox } from '../../parts/error-box';
import { type FactRow, Facts } from '../../parts/facts';
import { Instant } from '../../parts/instant';
import { Loaded } from '../../parts/loaded';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { WitnessLine } from '../../parts/witness-line';
import { logWords } from '../../words/log';

function logFacts({ log, key, keyProblem }: Output<'evidence.log'>): FactRow[] {
  const { last, after, origin, fault } = log;
  const rows: (FactRow | null)[] = [
    {
      name: logWords.checkpoint,
      value:
        last === null ? (
          logWords.none
        ) : (
          <>
            {logWords.checkpointValue(last.number, last.size)}, <Instant value={last.at} />
          </>
        ),
    },
    after > 0 && last !== null ? { name: logWords.after, value: logWords.afterValue(after) } : null,
    origin === null ? null : { name: logWords.log, value: <span className="mono">{visibleText(origin)}</span> },
    {
      name: logWords.key,
      value:
        key === null ? (
          <span className="caution">{visibleText(keyProblem ?? '')}</span>
        ) : (
          <>
            {logWords.keyValue[key.kept]}: <span className="wrap-anywhere">{visibleText(key.where)}</span>
          </>
        ),
    },
    log.signers.length === 0 ? null : { name: logWords.signers, value: visibleText(signerWords(log).join(' ')) },
    fault === null ? null : { name: logWords.fault, value: <span className="bad">{visibleText(fault)}</span> },
  ];
  return rows.filter((row) => row !== null);
}

function HandedOut({ result, onError }: { result: Output<'evidence.handOut'>; onError: (error: unknown) => void }) {
  return (
    <div role="status">
      <Text fw={600}>{logWords.handed(result.checkpoint.number)}</Text>
      <Text className="mono wrap-anywhere">
        {visibleText(result.path)} <CopyButton text={result.path} what={logWords.path} />
      </Text>
      <p className="muted">{logWords.handedHint}</p>
      {result.verifierKeys.map((key) => (
        <Text key={key} className="mono wrap-anywhere">
          {visibleText(key)} <CopyButton text={key} what={logWords.publicKey} />
        </Text>
      ))}
      <Button
        variant="default"
        mt="xs"
        leftSection={<IconFolderSearch size={15} aria-hidden="true" />}
        onClick={() => void call('shell.showInFolder', { path: result.path }).catch(onError)}
      >
        {logWords.show}
      </Button>
    </div>
  );
}

export function LogPanel({ workspace }: { workspace: string }) {
  const query = useCall('evidence.log', { workspace });
  const [result, setResult] = useState<Output<'evidence.handOut'> | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const handOut = async () => {
    setError(null);
    setBusy(true);
    try {
      const suggested = logWords.suggested(workspace, query.data?.log.leaves ?? 0);
      const { path } = await call('dialog.saveFile', { title: logWords.saveTitle, suggested, extension: 'txt' });
      if (path !== null) setResult(await call('evidence.handOut', { workspace, out: path }));
    } catch (thrown) {
      setError(thrown);
    }
    setBusy(false);
  };
  return (
    <section className="panel wide" aria-label={logWords.title}>
      <h2>{logWords.title}</h2>
      <DamageLines workspace={workspace} />
      <WitnessLine workspace={workspace} />
      <Loaded query={query}>{(data) => <Facts rows={logFacts(data)} />}</Loaded>
      <p className="muted">{logWords.hint}</p>
      <Group my="xs">
        <ActButton act="evidence.handOut" leftSection={<IconFileCertificate size={15} aria-hidden="true" />} loading={busy} onClick={() => void handOut()}>
          {logWords.handOut}
        </ActButton>
      </Group>
      {result !== null && <HandedOut result={result} onError={setError} />}
      {error !== null && <ErrorBox error={error} />}
    </section>
  );
}
