/** One file as it was identified: the records that know it, by what, since when; and apart from them what agrees in name alone. */
import { Text, Title } from '@mantine/core';
import type { IdentifiedFile, IdentifyHint, IdentifyHit } from '../../../core/contract/identify';
import { lastPart } from '../../../core/record/facts';
import { identifiedWords } from '../../../core/verify/identify/words';
import { CopyButton } from '../../parts/copy-button';
import { LidLink } from '../../parts/lid-link';
import { NamedLid } from '../../parts/named-lid';
import { Size } from '../../parts/size';
import { visibleText } from '../../parts/visible-text';
import { identifyWords as words } from '../../words/identify';

function About({ lid, path, run }: Pick<IdentifyHit | IdentifyHint, 'lid' | 'path' | 'run'>) {
  return (
    <>
      {lid === null ? <span className="mono wrap-anywhere">{visibleText(path ?? '')}</span> : <NamedLid lid={lid} title={lastPart(path ?? lid)} />}
      {lid === null && ` (${words.outside})`}
      {run && (
        <>
          , {words.run} <LidLink lid={run.lid} title={run.name ?? run.lid} kind="WorkflowRun" />
        </>
      )}
    </>
  );
}

/** Green is for a content that equals the recorded hash of it, and for nothing else. */
function toneOf({ by, caution }: IdentifyHit): 'good' | 'caution' | 'neutral' {
  if (caution) return 'caution';
  return by === 'recorded-content' ? 'good' : 'neutral';
}

function signOf({ by, caution }: IdentifyHit): string {
  if (caution) return '!';
  return by === 'metadata' ? '≈' : '=';
}

export function IdentifiedFileView({ file }: { file: IdentifiedFile }) {
  return (
    <section className="identified-file" aria-label={visibleText(file.name)}>
      <Title order={2} size="h4" className="wrap-anywhere">
        {visibleText(file.name)}
      </Title>
      <Text size="xs" c="var(--text-muted)" className="mono wrap-anywhere">
        {visibleText(file.path)}
      </Text>
      <Text fw={600}>{visibleText(file.words)}</Text>
      {file.sha256 !== null && (
        <Text size="sm">
          <Size bytes={file.size} />, {words.sha} <span className="mono wrap-anywhere">{file.sha256}</span> <CopyButton text={file.sha256} what={words.shaCopy} />
        </Text>
      )}
      {file.hits.map((hit) => (
        <div key={hit.lid ?? hit.path} className="identified-hit" data-tone={toneOf(hit)}>
          <span aria-hidden="true">{signOf(hit)} </span>
          <strong>{identifiedWords[hit.by]}</strong>: <About {...hit} />
          {hit.lid !== null && hit.path !== null && (
            <Text size="xs" c="var(--text-muted)" className="wrap-anywhere">
              {words.recordedAt} <span className="mono">{visibleText(hit.path)}</span>
            </Text>
          )}
          <ul>
            {hit.words.map((sentence) => (
              <li key={sentence}>{visibleText(sentence)}</li>
            ))}
          </ul>
        </div>
      ))}
      {file.hints.length > 0 && (
        <div className="identified-weak">
          {words.weak}
          <ul>
            {file.hints.map((hint) => (
              <li key={hint.lid ?? hint.path}>
                <About {...hint} />: {words.weakBy[hint.by]}
              </li>
            ))}
            {file.hintCount > file.hints.length && <li>{words.more(file.hintCount - file.hints.length)}</li>}
          </ul>
        </div>
      )}
    </section>
  );
}
