/** The typed way from a view to the engine: calls, jobs and events over the three functions of the preload. */
import type { CallName, EngineEvent, Input, JobName, Output, ProgressOf, WindowName } from '../core/contract';
import type { AuditBridge, MenuCommand } from '../core/contract/window';
import { AuditError } from '../core/errors';

declare global {
  interface Window {
    /** Put there by preload/index.ts; in tests a fake may stand in. */
    audit: AuditBridge;
  }
}

let calls = 0;
const newId = () => `w${++calls}-${Date.now().toString(36)}`;

async function ask<N extends CallName | JobName | WindowName>(id: string, name: N, input: Input<N>): Promise<Output<N>> {
  const answer = await window.audit.call(id, name, input);
  if ('error' in answer) throw new AuditError(answer.error.code, answer.error.message, answer.error.data);
  return ('json' in answer ? JSON.parse(answer.json) : answer.ok) as Output<N>;
}

/** A question with one answer. Throws AuditError. */
export function call<N extends CallName | WindowName>(name: N, input: Input<N>): Promise<Output<N>> {
  return ask(newId(), name, input);
}

export interface JobOptions<N extends JobName> {
  onProgress?: (progress: ProgressOf<N>) => void;
  /** Aborting asks the job to stop: it then answers with what it has and says so, or fails with `cancelled`. */
  signal?: AbortSignal;
}

/** A long verb: tells its progress on the way and can be stopped. Throws AuditError. */
export async function job<N extends JobName>(name: N, input: Input<N>, options: JobOptions<N> = {}): Promise<Output<N>> {
  const { onProgress, signal } = options;
  if (signal?.aborted) throw new AuditError('cancelled', 'Stopped.');
  const id = newId();
  const cancel = () => window.audit.cancel(id);
  const stopListening = window.audit.on('progress', (message) => {
    if (message.id === id) onProgress?.(message.progress as ProgressOf<N>);
  });
  signal?.addEventListener('abort', cancel);
  try {
    return await ask(id, name, input);
  } finally {
    signal?.removeEventListener('abort', cancel);
    stopListening();
  }
}

/** Hears what the engine tells unasked, such as a workspace that changed. Returns a function that stops the listening. */
export function onEvent(listener: (event: EngineEvent) => void): () => void {
  return window.audit.on('event', listener);
}

/** Hears what was chosen in the menu. Returns a function that stops the listening. */
export function onMenu(listener: (command: MenuCommand) => void): () => void {
  return window.audit.on('menu', (message) => listener(message.command));
}

/** Hears which files or folders a person dropped on the window. Returns a function that stops the listening. */
export function onDropped(listener: (paths: string[]) => void): () => void {
  return window.audit.on('dropped', (message) => listener(message.paths));
}
