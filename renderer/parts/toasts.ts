/** Short messages at the edge of the window, and what can be undone: the newest by Control Z. */
import { useCallback, useEffect, useRef } from 'react';
import { create } from 'zustand';
import { call } from '../client';
import { partsWords } from '../words/parts';

export interface Toast {
  id: number;
  text: string;
  /** Takes it back; null: it is only said. */
  undo: (() => void) | null;
  error: boolean;
}

interface Toasts {
  shown: readonly Toast[];
}

/** What can still be undone, newest last; longer than its message is in sight. */
let undoable: readonly Toast[] = [];
const most = 20;
let made = 0;

export const useToasts = create<Toasts>(() => ({ shown: [] }));

function show(text: string, undo: Toast['undo'], error: boolean): Toast {
  const toast = { id: ++made, text, undo, error };
  useToasts.setState(({ shown }) => ({ shown: [...shown.slice(-2), toast] }));
  return toast;
}

export function dismissToast(id: number): void {
  useToasts.setState(({ shown }) => ({ shown: shown.filter((toast) => toast.id !== id) }));
}

/** Says something that needs no answer. */
export function tell(text: string, error = false): void {
  show(text, null, error);
}

/** Puts a text on the clipboard, and says so. */
export function copyText(text: string): void {
  call('clipboard.write', { text }).then(
    () => tell(partsWords.copied),
    (error: Error) => tell(error.message, true),
  );
}

/** Says what was done and that it can be taken back. Of evidence only where taking back is an act of its own, for what is kept is only added to. Returns what withdraws the offer. */
export function offerUndo(text: string, undo: () => void): () => void {
  const toast = show(text, undo, false);
  undoable = [...undoable, toast].slice(-most);
  return () => withdraw(toast);
}

function withdraw({ id }: Toast): void {
  undoable = undoable.filter((one) => one.id !== id);
  dismissToast(id);
}

/** Takes one thing back, the newest where none is named; false where there is nothing. */
export function undoOne(id?: number): boolean {
  const toast = id === undefined ? undoable.at(-1) : undoable.find((one) => one.id === id);
  if (toast === undefined) return false;
  withdraw(toast);
  toast.undo?.();
  return true;
}

/** `offerUndo` for what a part of the page holds itself: withdrawn when that part goes. */
export function useUndo(): (text: string, undo: () => void) => void {
  const offers = useRef<(() => void)[]>([]);
  useEffect(
    () => () => {
      for (const take of offers.current.splice(0)) take();
    },
    [],
  );
  return useCallback((text, undo) => void offers.current.push(offerUndo(text, undo)), []);
}
