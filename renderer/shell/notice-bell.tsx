/** The bell: how many notices nobody has marked as seen, and the list of them, of all workspaces. */
import { ActionIcon, Anchor, Button, Indicator, Popover, VisuallyHidden } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Notice } from '../../core/contract/watch';
import { call } from '../client';
import { ErrorBox } from '../parts/error-box';
import { Instant } from '../parts/instant';
import { useCall } from '../parts/use-call';
import { visibleText } from '../parts/visible-text';
import { noticePath, noticeWords as words } from '../words/watch';
import './notice-bell.css';

function NoticeItem({ notice, onLeave, onError }: { notice: Notice; onLeave: () => void; onError: (error: unknown) => void }) {
  const { workspace, kind, upTo, sentence, since } = notice;
  return (
    <li className="notice">
      <div>
        <Anchor component={Link} href={noticePath(notice)} onClick={onLeave} fw={600}>
          {words.kinds[kind]}
        </Anchor>{' '}
        <span className="muted">
          {workspace}, {words.since} <Instant value={since} />
        </span>
        <div className="wrap-anywhere">{visibleText(sentence)}</div>
      </div>
      <Button variant="default" size="compact-xs" aria-label={words.seenWhat(notice)} onClick={() => void call('notices.seen', { workspace, kind, upTo }).catch(onError)}>
        {words.seen}
      </Button>
    </li>
  );
}

export function NoticeBell() {
  const query = useCall('notices.list', {});
  const [opened, setOpened] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { notices, problems } = query.data ?? { notices: [], problems: [] };
  const label = words.bell(notices.length);
  return (
    <>
      <VisuallyHidden role="status">{words.told(notices.length)}</VisuallyHidden>
      <Popover opened={opened} onChange={setOpened} position="bottom-end" width={460} shadow="md" trapFocus returnFocus withRoles={false}>
        <Popover.Target>
          <Indicator label={words.badge(notices.length)} disabled={notices.length === 0} size={16} color="orange.8" className="bell">
            <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} aria-haspopup="dialog" aria-expanded={opened} onClick={() => setOpened(!opened)}>
              <IconBell size={18} />
            </ActionIcon>
          </Indicator>
        </Popover.Target>
        <Popover.Dropdown role="dialog" aria-label={words.title} className="notices" tabIndex={-1} data-autofocus>
          <h2>{words.title}</h2>
          <p className="muted">{notices.length === 0 ? words.none : words.hint}</p>
          <ul>
            {notices.map((notice) => (
              <NoticeItem key={`${notice.workspace} ${notice.kind}`} notice={notice} onLeave={() => setOpened(false)} onError={setError} />
            ))}
          </ul>
          {problems.map((problem) => (
            <p key={problem.workspace} className="caution wrap-anywhere">
              {words.problem(problem.workspace)} {visibleText(problem.error)}
            </p>
          ))}
          {error !== null && <ErrorBox error={error} />}
        </Popover.Dropdown>
      </Popover>
    </>
  );
}
