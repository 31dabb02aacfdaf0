/** The menu of a row, a link or a box: open it, copy of it, its file, compare it, show it in the graph. */
import { Menu } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { ImpactQuestion } from '../../../core/contract/impact';
import { AuditError } from '../../../core/errors';
import type { TagItem } from '../../../core/tags/item';
import { call } from '../../client';
import { refusalIn } from '../../parts/act-button';
import { closeContextMenu, type MenuAsked, type Subject, useContextMenu } from '../../parts/context-menu';
import { count } from '../../parts/format';
import { copyText, tell } from '../../parts/toasts';
import { useCall } from '../../parts/use-call';
import { paths } from '../../routes';
import { TagDialog } from '../../views/tags/tag-dialog';
import { contextMenuWords as words } from '../../words/context-menu';
import { tagWords } from '../../words/tags';
import { CompareDialog } from './compare-dialog';

const say = (error: unknown) => tell(error instanceof Error ? error.message : String(error), true);

/** What closes the menu from outside of it. */
const outside = ['mousedown', 'touchstart'];

/** Kinds of records that are no file. */
const noFile = new Set(['WorkflowRun', 'TaskRun', 'AgentRun', 'WorkflowOutput', 'TaskOutput', 'Missing']);

function FileItems({ workspace, subject: { lid, kind, path } }: MenuAsked) {
  const named = lid !== null ? { lid } : { path: path ?? '' };
  const isFile = path !== null || (lid !== null && !noFile.has(kind ?? ''));
  const where = useCall('files.handOver', { workspace, ...named, how: 'ask' }, { enabled: isFile, fresh: true });
  // Of an unknown kind it may be no file at all.
  if (!isFile || (path === null && kind === null && !where.isSuccess)) return null;
  const why = where.error instanceof AuditError ? where.error.message : undefined;
  const hand = (how: 'show' | 'open') => call('shell.handOver', { workspace, ...named, how }).then(({ done }) => done && tell(how === 'show' ? words.shown : words.opened), say);
  return (
    <>
      <Menu.Divider />
      <Menu.Item disabled={!where.isSuccess || where.data.kind === 'folder'} title={why} onClick={() => void hand('open')}>
        {words.openFile}
      </Menu.Item>
      <Menu.Item disabled={!where.isSuccess} title={why} onClick={() => void hand('show')}>
        {words.showInFolder}
      </Menu.Item>
      {why !== undefined && <Menu.Label maw={360}>{words.notHere}</Menu.Label>}
    </>
  );
}

const itemOf = ({ lid, path }: Subject): TagItem[] => (lid !== null ? [{ kind: 'record', text: lid }] : path !== null ? [{ kind: 'path', text: path }] : []);

/** Records that hold lists, and those that are not here or not understood, reach nothing of themselves. */
const noStart = new Set(['WorkflowOutput', 'TaskOutput', 'Unknown']);

function usedOf({ lid, kind, path }: Subject): ImpactQuestion | null {
  if (lid !== null) return noStart.has(kind ?? '') ? null : { by: 'lid', lid };
  return path === null ? null : { by: 'path', path };
}

function Items({ asked, onCompare, onTag }: { asked: MenuAsked; onCompare: () => void; onTag: (items: TagItem[]) => void }) {
  const [, go] = useLocation();
  const { workspace, subject, onOpen, copies, chosen } = asked;
  const { lid, kind, path } = subject;
  const isRun = kind === 'WorkflowRun';
  const used = usedOf(subject);
  const noTag = refusalIn(workspace, 'tags.set');
  const page = lid !== null ? (isRun ? paths.run(workspace, lid) : paths.record(workspace, lid)) : path !== null && kind === 'External' ? paths.custody(workspace, path) : null;
  const open = onOpen ?? (page === null ? undefined : () => go(page));
  return (
    <>
      {open && <Menu.Item onClick={open}>{words.open}</Menu.Item>}
      {lid !== null && <Menu.Item onClick={() => go(isRun ? paths.run(workspace, lid, 'graph') : paths.record(workspace, lid, 'graph'))}>{words.graph}</Menu.Item>}
      {(isRun || kind === 'TaskRun') && <Menu.Item onClick={onCompare}>{words.compare}</Menu.Item>}
      {used !== null && (
        <Menu.Item onClick={() => go(paths.impact(workspace, used))}>{lid === null || kind === 'FileOutput' || kind === null ? words.usedWhere : words.reaches}</Menu.Item>
      )}
      {lid !== null && <Menu.Item onClick={() => go(paths.journal(workspace, lid))}>{words.journal}</Menu.Item>}
      {chosen === undefined && itemOf(subject).length > 0 && (
        <Menu.Item disabled={noTag !== null} title={noTag ?? undefined} onClick={() => onTag(itemOf(subject))}>
          {tagWords.tagThis}
        </Menu.Item>
      )}
      {chosen !== undefined && (
        <Menu.Item disabled={noTag !== null} title={noTag ?? undefined} onClick={() => void chosen.subjects().then((subjects) => onTag(subjects.flatMap(itemOf)), say)}>
          {tagWords.tagRows(count(chosen.count))}
        </Menu.Item>
      )}
      <FileItems {...asked} />
      <Menu.Divider />
      {lid !== null && <Menu.Item onClick={() => copyText(lid)}>{words.copyLid}</Menu.Item>}
      {path !== null && <Menu.Item onClick={() => copyText(path)}>{words.copyPath}</Menu.Item>}
      {copies.map((one) => (
        <Menu.Item key={one.words} onClick={one.copy}>
          {one.words}
        </Menu.Item>
      ))}
    </>
  );
}

export function ContextMenu() {
  const { asked } = useContextMenu();
  const [comparing, setComparing] = useState<MenuAsked | null>(null);
  const [tagging, setTagging] = useState<{ workspace: string; items: TagItem[] } | null>(null);
  useEffect(() => {
    if (asked === null) return;
    return () => {
      // Only where nothing else has taken it.
      setTimeout(() => {
        if (asked.from?.isConnected && (document.activeElement === null || document.activeElement === document.body)) asked.from.focus({ preventScroll: true });
      }, 50);
    };
  }, [asked]);
  return (
    <>
      {asked !== null && (
        // The key that asked for it is still on its way when it opens, and would close it as one pressed outside.
        <Menu
          key={`${asked.x} ${asked.y}`}
          clickOutsideEvents={outside}
          opened
          onChange={(opened) => !opened && closeContextMenu()}
          position="bottom-start"
          offset={0}
          // Where it has no room below it slides up, and lies over its place: it never makes the page longer than the window.
          middlewares={{ flip: false, shift: { crossAxis: true, padding: 8 } }}
          returnFocus={false}
          withInitialFocusPlaceholder={false}
          withinPortal
        >
          <Menu.Target>
            <span aria-hidden="true" className="context-menu-place" style={{ left: asked.x, top: asked.y }} />
          </Menu.Target>
          <Menu.Dropdown aria-label={words.label} onContextMenu={(event) => event.preventDefault()} mah="80vh" style={{ overflowY: 'auto' }}>
            <Items asked={asked} onCompare={() => setComparing(asked)} onTag={(items) => items.length > 0 && setTagging({ workspace: asked.workspace, items })} />
          </Menu.Dropdown>
        </Menu>
      )}
      {tagging !== null && <TagDialog {...tagging} onClose={() => setTagging(null)} />}
      {comparing !== null && <CompareDialog {...comparing} onClose={() => setComparing(null)} />}
    </>
  );
}
