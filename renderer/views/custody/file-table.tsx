/** The files of one step: where each was made, the checksum that was recorded, and what a check found. */
import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import type { CustodyFile } from '../../../core/contract/custody';
import { weaknessWords } from '../../../core/graph/custody/weakness';
import { menuOn, subjectNamed } from '../../parts/context-menu';
import { LidLink } from '../../parts/lid-link';
import { VerdictBadge } from '../../parts/verdict-badge';
import { visibleText } from '../../parts/visible-text';
import { useWorkspace } from '../../parts/workspace-context';
import { paths } from '../../routes';
import { custodyWords as words } from '../../words/custody';
import { checkWords } from '../../words/parts';
import { useJump } from './jump';

/** Of an outside file, a link to its own history; of anything else, to its record. */
export function FileLink({ file, whole = false }: { file: Pick<CustodyFile, 'lid' | 'title' | 'kind' | 'present'>; whole?: boolean }) {
  const workspace = useWorkspace();
  if (file.kind !== 'External') return <LidLink lid={file.lid} title={file.title} kind={file.kind} present={file.present} />;
  return (
    <Anchor
      component={Link}
      href={paths.custody(workspace, file.lid)}
      title={visibleText(file.lid)}
      inherit
      className={whole ? 'mono wrap-anywhere' : 'wrap-anywhere'}
      onContextMenu={menuOn({ workspace, subject: subjectNamed(file.lid, file.kind), copies: [] })}
    >
      {visibleText(whole ? file.lid : file.title)}
    </Anchor>
  );
}

export function StepLink({ step }: { step: number }) {
  const jump = useJump();
  return (
    <Anchor component="button" type="button" inherit onClick={() => jump(step)}>
      {words.atStep(step)}
    </Anchor>
  );
}

/** The verdict, or why there can be none. */
export function FileVerdict({ file }: { file: Pick<CustodyFile, 'check' | 'kind' | 'weakness'> }) {
  if (file.kind === 'Missing')
    return (
      <span className="verdict-side" data-tone="bad">
        {words.noRecord}
      </span>
    );
  if (file.check === null && file.weakness === 'no-checksum')
    return (
      <span className="verdict-side" data-tone="caution">
        {words.byPath}
      </span>
    );
  const { check } = file;
  return (
    <span className="verdict-group">
      <VerdictBadge verdict={check?.verdict ?? 'not-checked'} detail={check?.detail ?? null} stale={check?.stale ?? false} />
      {check?.baseline === 'changed' && (
        <span className="verdict-side" data-tone="bad">
          {checkWords.baselineChanged}
        </span>
      )}
      {check?.stale && (
        <span className="verdict-side" data-tone="caution" title={checkWords.staleTip}>
          {checkWords.stale}
        </span>
      )}
      {file.weakness === 'contradicts-itself' && (
        <span className="verdict-side" data-tone="bad">
          {weaknessWords['contradicts-itself'].short}
        </span>
      )}
    </span>
  );
}

export function Checksum({ checksum }: { checksum: CustodyFile['checksum'] }) {
  if (checksum === null) return <span className="muted">{words.noChecksum}</span>;
  return (
    <>
      <span className="mono wrap-anywhere">{visibleText(checksum.value)}</span> <span className="muted">{visibleText(words.labelled(checksum.mode))}</span>
    </>
  );
}

export function FileTable({ caption, files, from }: { caption: string; files: readonly CustodyFile[]; from: boolean }) {
  return (
    <table className="custody-table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.file}</th>
          {from && <th scope="col">{words.madeBy}</th>}
          <th scope="col">{words.checksum}</th>
          <th scope="col">{words.verdict}</th>
        </tr>
      </thead>
      <tbody>
        {files.map((file) => (
          <tr key={file.lid}>
            <th scope="row">
              <FileLink file={file} />
            </th>
            {from && (
              <td>
                {file.step !== null ? <StepLink step={file.step} /> : file.kind === 'External' ? words.outside : <span className="muted">{words.noStep}</span>}
                {file.inferred && <span className="custody-inferred"> {words.inferred}</span>}
              </td>
            )}
            <td>
              <Checksum checksum={file.checksum} />
            </td>
            <td>
              <FileVerdict file={file} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
