/** What a check of a run leaves open, before what it proves. */
import { Button, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { FileCheck } from '../../../core/contract/shared';
import type { VerifyResult } from '../../../core/contract/verify';
import { isFinding } from '../../../core/verify/finding';
import { baselineWords, strongerProof } from '../../../core/verify/standing';
import { verdictWords } from '../../../core/verify/verdict';
import { LidLink } from '../../parts/lid-link';
import { VerdictBadge } from '../../parts/verdict-badge';
import { visibleText } from '../../parts/visible-text';
import { auditWords } from '../../words/audit';
import { reasonWords } from '../../words/checks';
import { checkKey, fileName } from '../checks/check-rows';
import { groupsOf } from './exception-groups';

/** Of a group that is bad; of what has changed more are listed, as each may be the one that was tampered with. */
const firstListed = 8;
const firstChanged = 100;

function FileLine({ check, children }: { check: FileCheck; children?: ReactNode }) {
  return (
    <li>
      {check.lid ? <LidLink lid={check.lid} title={fileName(check)} /> : <span>{visibleText(fileName(check))}</span>}
      {check.reason && <span className="muted"> · {reasonWords[check.reason]}</span>}
      {children}
      <div className="muted mono wrap-anywhere audit-path">{visibleText(check.checkedPath ?? check.path ?? '')}</div>
    </li>
  );
}

interface GroupProps {
  label: string;
  badge: ReactNode;
  sentence: string;
  /** What would prove more, or what to do. */
  advice: string;
  checks: readonly FileCheck[];
  /** How many are listed at once. */
  first: number;
  line?: (check: FileCheck) => ReactNode;
}

function Group({ label, badge, sentence, advice, checks, first, line }: GroupProps) {
  const [all, setAll] = useState(false);
  const listed = all ? checks : checks.slice(0, first);
  return (
    <section className="audit-group" aria-label={label}>
      <div>
        {badge} <strong>{auditWords.files(checks.length)}</strong>
      </div>
      <Text>{sentence}</Text>
      <Text c="var(--text-muted)">{advice}</Text>
      {listed.length > 0 && (
        <ul className="audit-files">
          {listed.map((check) => (
            <FileLine key={checkKey(check)} check={check}>
              {line?.(check)}
            </FileLine>
          ))}
        </ul>
      )}
      {listed.length < checks.length && (
        <Button variant="subtle" size="compact-xs" onClick={() => setAll(true)}>
          {listed.length === 0 ? auditWords.list(checks.length) : auditWords.and(checks.length - listed.length)}
        </Button>
      )}
    </section>
  );
}

/** Whatever else their verdicts say: a file with the same size and time put back matches its record and is another file all the same. */
function ChangedGroup({ checks }: { checks: readonly FileCheck[] }) {
  return (
    <Group
      label={auditWords.changedTitle}
      badge={
        <span className="verdict" data-tone="bad">
          <span className="verdict-sign" aria-hidden="true">
            ✗
          </span>
          <span className="verdict-words">{auditWords.changedTitle}</span>
        </span>
      }
      sentence={auditWords.changedFiles(checks.length)}
      advice={auditWords.stronger(strongerProof.mismatch, true)}
      checks={checks}
      first={firstChanged}
      line={(check) => (
        <>
          {' '}
          <VerdictBadge verdict={check.verdict} detail={check.detail} stale={check.stale} />
          <div className="audit-bad">{baselineWords(check)}</div>
        </>
      )}
    />
  );
}

/** What is a finding under a verdict that is none (a folder with something unreadable in it) is listed at once, before the others. */
function VerdictGroup({ verdict, checks }: { verdict: FileCheck['verdict']; checks: readonly FileCheck[] }) {
  const { short, sentence, tone } = verdictWords[verdict];
  const bad = tone === 'bad';
  const findings = checks.filter(isFinding);
  return (
    <Group
      label={short}
      badge={<VerdictBadge verdict={verdict} />}
      sentence={sentence}
      advice={auditWords.stronger(strongerProof[verdict], bad)}
      checks={[...findings, ...checks.filter((check) => !isFinding(check))]}
      first={bad ? firstListed : Math.min(findings.length, firstChanged)}
      line={(check) => !bad && isFinding(check) && check.detail !== null && <div className="audit-bad">{visibleText(check.detail)}</div>}
    />
  );
}

export function Exceptions({ result }: { result: VerifyResult }) {
  const files = [...result.files, ...(result.inputs ?? [])];
  const { open, verified, changed } = groupsOf(files);
  const openCount = files.length - verified.length;
  const hasBad = files.some(isFinding);
  return (
    <Stack gap="sm">
      {result.stopped && <Text c="var(--caution-fg)">{auditWords.stopped}</Text>}
      <section className="panel" aria-label={auditWords.notProven}>
        <Title order={2} size="h3">
          {auditWords.notProven}
        </Title>
        <p>{auditWords.notProvenFiles(openCount, files.length)}</p>
        {changed.length > 0 && <ChangedGroup checks={changed} />}
        {open.map(({ verdict, checks }) => (
          <VerdictGroup key={verdict} verdict={verdict} checks={checks} />
        ))}
        {!hasBad && <p>{auditWords.noExceptions}</p>}
        <p>{auditWords.alwaysTitle}</p>
        <ul>
          {auditWords.always.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </section>
      <section className="panel" aria-label={auditWords.proven}>
        <Title order={2} size="h3">
          {auditWords.proven}
        </Title>
        {verified.length === 0 ? (
          <p>{auditWords.nothingProven}</p>
        ) : (
          <p>
            <VerdictBadge verdict="content-verified" /> {auditWords.provenFiles(verified.length, files.length)} {verdictWords['content-verified'].sentence}
          </p>
        )}
      </section>
    </Stack>
  );
}
