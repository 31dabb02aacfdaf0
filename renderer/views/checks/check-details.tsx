/** All that is known of one file's check: what was recorded beside what was found, and what it proves. */
import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { FileCheck } from '../../../core/contract/shared';
import { standingOf, strongerProofFor } from '../../../core/verify/standing';
import { verdictWords } from '../../../core/verify/verdict';
import { CopyButton } from '../../parts/copy-button';
import { type FactRow, Facts } from '../../parts/facts';
import { Instant } from '../../parts/instant';
import { LidLink } from '../../parts/lid-link';
import { Size } from '../../parts/size';
import { CheckBadge } from '../../parts/verdict-badge';
import { visibleText } from '../../parts/visible-text';
import { paths } from '../../routes';
import { checksWords } from '../../words/checks';
import { RenewButton } from './baseline-panel';
import { fileName } from './check-rows';

const words = checksWords.facts;

function Copyable({ text, what }: { text: string; what: string }): ReactNode {
  return (
    <>
      <span className="mono wrap-anywhere">{visibleText(text)}</span> <CopyButton text={text} what={what} />
    </>
  );
}

function factsOf(check: FileCheck): FactRow[] {
  const { recorded, found } = check;
  const rows: (FactRow | false)[] = [
    { name: words.lid, value: check.lid ? <LidLink lid={check.lid} whole /> : checksWords.outside },
    { name: words.recordedPath, value: check.path && <Copyable text={check.path} what={checksWords.recordedPathCopy} />, path: 'path' },
    check.checkedPath !== null && { name: words.checkedPath, value: <Copyable text={check.checkedPath} what={checksWords.checkedPathCopy} /> },
    { name: words.recordedSize, value: <Size bytes={recorded.size} />, path: 'size' },
    found !== null && { name: words.foundSize, value: <Size bytes={found.size} /> },
    { name: words.recordedTime, value: <Instant value={recorded.modifiedAt} />, path: 'modifiedAt' },
    found !== null && { name: words.foundTime, value: <Instant value={found.modifiedAt} /> },
    { name: words.checksum, value: recorded.checksum && <span className="mono wrap-anywhere">{visibleText(recorded.checksum.value)}</span>, path: 'checksum.value' },
    recorded.checksum !== null && { name: words.label, value: recorded.checksum.mode && visibleText(recorded.checksum.mode), path: 'checksum.mode' },
    check.matchedMode !== null && { name: words.matched, value: checksWords.modes[check.matchedMode] },
    check.sha256 !== null && { name: check.folder === null ? words.sha256 : words.manifestSha256, value: <Copyable text={check.sha256} what={checksWords.sha} /> },
    check.baseline !== null && { name: words.baseline, value: checksWords.baselines[check.baseline] },
    check.firstSeen !== null && { name: words.firstSeen, value: <Instant value={check.firstSeen} /> },
    check.at !== null && { name: words.at, value: <Instant value={check.at} /> },
    check.by !== null && { name: words.by, value: visibleText(check.by) },
  ];
  return rows.filter((row) => row !== false);
}

export function CheckDetails({ workspace, check }: { workspace: string; check: FileCheck }) {
  const label = check.recorded.checksum?.mode ?? '';
  return (
    <Stack gap="xs" className={check.stale ? 'check-stale' : ''}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Title order={2} size="h3" className="wrap-anywhere">
          {visibleText(fileName(check))}
        </Title>
        {check.lid && (
          <Anchor component={Link} href={paths.record(workspace, check.lid)} className="nowrap">
            {checksWords.open}
          </Anchor>
        )}
      </Group>
      <div className="check-badges">
        <CheckBadge check={check} />
      </div>
      {check.stale && <Text c="var(--caution-fg)">{checksWords.stale}</Text>}
      <Text>{visibleText(check.detail ?? verdictWords[check.verdict].sentence)}</Text>
      {standingOf(check).map((sentence) => (
        <Text key={sentence}>{sentence}</Text>
      ))}
      <Text>{strongerProofFor(check)}</Text>
      {check.labelConflict && (
        <Text c="var(--caution-fg)">{check.matchedMode ? checksWords.conflict(visibleText(label), check.matchedMode) : checksWords.conflictNoMatch(visibleText(label))}</Text>
      )}
      {check.baseline === 'changed' && check.sha256 !== null && !check.baselineLocked && <RenewButton workspace={workspace} lid={check.lid ?? check.path ?? ''} />}
      <Facts rows={factsOf(check)} label={checksWords.details} />
    </Stack>
  );
}
