/** What a check of a run leaves open, before what it proves. */
import { Button, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { FileCheck } from '../../../core/contract/shared';
import type { VerifyResult } from '../../../core/contract/verify';
import { strongerProof } from '../../../core/verify/standing';
import { verdictWords } from '../../../core/verify/verdict';
import { LidLink } from '../../parts/lid-link';
import { VerdictBadge } from '../../parts/verdict-badge';
import { visibleText } from '../../parts/visible-text';
import { auditWords } from '../../words/audit';
import { reasonWords } from '../../words/checks';
import { checkKey, fileName } from '../checks/check-rows';
import { groupsOf } from './exception-groups';

const firstListed = 8;

function FileLine({ check }: { check: FileCheck }) {
  return (
    <li>
      {check.lid ? <LidLink lid={check.lid} title={fileName(check)} /> : <span>{visibleText(fileName(check))}</span>}
      {check.reason && <span className="muted"> · {reasonWords[check.reason]}</span>}
      {check.baseline === 'changed' && <span className="audit-bad"> · {auditWords.changed}</span>}
      <div className="muted mono wrap-anywhere audit-path">{visibleText(check.checkedPath ?? check.path ?? '')}</div>
    </li>
  );
}

function Group({ verdict, checks }: { verdict: FileCheck['verdict']; checks: readonly FileCheck[] }) {
  const [all, setAll] = useState(false);
  const quiet = verdictWords[verdict].tone !== 'bad';
  const listed = all ? checks : quiet ? [] : checks.slice(0, firstListed);
  return (
    <section className="audit-group" aria-label={verdictWords[verdict].short}>
      <div>
        <VerdictBadge verdict={verdict} /> <strong>{auditWords.files(checks.length)}</strong>
      </div>
      <Text>{verdictWords[verdict].sentence}</Text>
      <Text c="var(--text-muted)">{auditWords.stronger(strongerProof[verdict], !quiet)}</Text>
      {listed.length > 0 && (
        <ul className="audit-files">
          {listed.map((check) => (
            <FileLine key={checkKey(check)} check={check} />
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

export function Exceptions({ result }: { result: VerifyResult }) {
  const files = [...result.files, ...(result.inputs ?? [])];
  const { open, verified, changed } = groupsOf(files);
  const openCount = files.length - verified.length;
  const hasBad = open.some(({ verdict }) => verdictWords[verdict].tone === 'bad') || changed.length > 0;
  return (
    <Stack gap="sm">
      {result.stopped && <Text c="var(--caution-fg)">{auditWords.stopped}</Text>}
      <section className="panel" aria-label={auditWords.notProven}>
        <Title order={2} size="h3">
          {auditWords.notProven}
        </Title>
        <p>{auditWords.notProvenFiles(openCount, files.length)}</p>
        {open.map(({ verdict, checks }) => (
          <Group key={verdict} verdict={verdict} checks={checks} />
        ))}
        {changed.length > 0 && <Text c="var(--bad-fg)">{auditWords.changedFiles(changed.length)}</Text>}
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
