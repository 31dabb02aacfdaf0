/** What can be done with the thing under the pointer: parts of the page ask for the menu, the frame draws it. */
import type { MouseEvent } from 'react';
import { create } from 'zustand';

/** What a row, a link or a box speaks of. */
export interface Subject {
  lid: string | null;
  /** Kind of the record, where it is known. */
  kind: string | null;
  /** A recorded path. */
  path: string | null;
}

export interface MenuAsked {
  workspace: string;
  /** Where it opens, in pixels of the window. */
  x: number;
  y: number;
  subject: Subject;
  onOpen?: () => void;
  /** The rows chosen with it, which can be tagged together; none: it alone. */
  chosen?: { count: number; subjects: () => Promise<Subject[]> };
  /** Texts to copy beside those of the subject, with their words. */
  copies: readonly { words: string; copy: () => void }[];
  /** Has the focus when the menu closes. */
  from: HTMLElement | null;
}

export const useContextMenu = create<{ asked: MenuAsked | null }>(() => ({ asked: null }));

export function openContextMenu(asked: MenuAsked): void {
  useContextMenu.setState({ asked });
}

export function closeContextMenu(): void {
  useContextMenu.setState({ asked: null });
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);

/** What a row speaks of, by the fields that rows of the contract have in common: `lid`, `kind`, `path`. */
export function subjectOf(row: object): Subject {
  const { lid, kind, path } = row as Record<string, unknown>;
  const named = text(lid);
  return { lid: named?.startsWith('lid://') ? named : null, kind: text(kind), path: text(path) };
}

/** What something in the store is called: a record by its LID, an outside file by its path; what others told of has neither. */
export function subjectNamed(lid: string, kind: string | null): Subject {
  if (lid.startsWith('lid://')) return { lid, kind, path: null };
  return { lid: null, kind, path: kind === 'External' ? lid : null };
}

/** Opens the menu of a link or a box, where the pointer is, or below it where a key asked for it. */
export const menuOn = (asked: Omit<MenuAsked, 'x' | 'y' | 'from'>) => (event: MouseEvent<HTMLElement>) => {
  event.preventDefault();
  const at = event.clientX === 0 && event.clientY === 0 ? placeBelow(event.currentTarget) : { x: event.clientX, y: event.clientY };
  openContextMenu({ ...asked, ...at, from: event.currentTarget });
};

/** Below what has the focus, for a menu that was asked for by a key. */
export function placeBelow(element: Element): { x: number; y: number } {
  const { left, bottom } = element.getBoundingClientRect();
  return { x: left + 12, y: bottom };
}

/** The menu key, or Shift and F10. */
export function isMenuKey({ key, shiftKey }: { key: string; shiftKey: boolean }): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey);
}
