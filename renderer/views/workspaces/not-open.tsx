/** The workspaces that no list of open ones can show: locked, and retired. */
import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { LockedWorkspace, RetiredWorkspace } from '../../../core/contract/at-rest';
import { Instant } from '../../parts/instant';
import { visibleText } from '../../parts/visible-text';
import { atRestWordsOf as words } from '../../words/at-rest';
import { partsWords } from '../../words/parts';

export function LockedCard({ workspace: { folder, createdAt }, onUnlock }: { workspace: LockedWorkspace; onUnlock: () => void }) {
  return (
    <article className="panel workspace-card" aria-label={words.lockedTitle(folder)}>
      <h2>
        <IconLock size={16} aria-hidden="true" /> {words.lockedTitle(folder)}
      </h2>
      <p className={createdAt === null ? 'bad' : 'muted'}>{createdAt === null ? words.damagedKey : words.locked}</p>
      {createdAt !== null && (
        <>
          <p className="muted">
            {words.made}: <Instant value={createdAt} />
          </p>
          <Button size="xs" variant="default" aria-label={words.unlockWhich(folder)} onClick={onUnlock}>
            {words.unlock}
          </Button>
        </>
      )}
    </article>
  );
}

export function RetiredList({ retired }: { retired: readonly RetiredWorkspace[] }) {
  if (retired.length === 0) return null;
  return (
    <section className="panel retired-list" aria-label={words.retiredList}>
      <h2>{words.retiredList}</h2>
      <ul>
        {retired.map(({ name, at, by, reason, certificate, finishedAt, note }) => (
          <li key={`${name} ${at}`}>
            <strong>{name}</strong>: {words.retiredBy} {visibleText(by)}, <Instant value={at} />
            {reason !== null && <>. {visibleText(reason)}</>}
            <div className="muted wrap-anywhere">
              {words.certificate}: {visibleText(certificate.path)}, {partsWords.sha256} <span className="mono">{certificate.sha256}</span>
            </div>
            {finishedAt === null && <p className="bad">{words.notEnded}</p>}
            {note !== null && <p className="caution">{visibleText(note)}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
