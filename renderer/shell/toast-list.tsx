/** The messages at the edge of the window; Control Z, where no text is being written, takes the newest change back. */
import { Button, CloseButton } from '@mantine/core';
import { useEffect } from 'react';
import { dismissToast, type Toast, tell, undoOne, useToasts } from '../parts/toasts';
import { visibleText } from '../parts/visible-text';
import { toastWords as words } from '../words/parts';
import './toast-list.css';

/** Milliseconds that a message stays; while it has the focus or the pointer over it, it stays longer. */
const stays = 10_000;

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea'));
}

function ToastLine({ toast: { id, text, undo, error } }: { toast: Toast }) {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      timer = setTimeout(() => (document.querySelector(`[data-toast="${id}"]:is(:hover, :focus-within)`) ? wait() : dismissToast(id)), stays);
    };
    wait();
    return () => clearTimeout(timer);
  }, [id]);
  return (
    <li className="toast" data-error={error || undefined} data-toast={id}>
      <span className="wrap-anywhere">{visibleText(text)}</span>
      {undo && (
        <Button size="compact-xs" variant="default" onClick={() => undoOne(id)}>
          {words.undo}
        </Button>
      )}
      <CloseButton size="xs" aria-label={words.close} onClick={() => dismissToast(id)} />
    </li>
  );
}

export function ToastList() {
  const { shown } = useToasts();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || isWriting(event.target)) return;
      event.preventDefault();
      if (!undoOne()) tell(words.nothing);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <section aria-label={words.label}>
      <div role="status">
        <ul className="toasts">
          {shown.map((toast) => (
            <ToastLine key={toast.id} toast={toast} />
          ))}
        </ul>
      </div>
    </section>
  );
}
