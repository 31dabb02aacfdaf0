/** Calls and jobs that name an instant: refused where they change something, else answered once the view is open, which stays so meanwhile. */
import type { EngineName } from '../contract';
import { answerOf } from '../pause';
import { splitName } from './name';
import { refuseInThePast } from './refused';
import type { Held, PastViews } from './views';

/** Null: it is of no instant. */
export async function holdPast(past: PastViews, name: EngineName, input: object): Promise<Held | null> {
  const view = viewIn(name, input);
  return view === null ? null : answerOf(past.hold(view, never));
}

export function jobInPast<P, O>(past: PastViews, name: EngineName, input: object, signal: AbortSignal, run: () => AsyncGenerator<P, O>): AsyncGenerator<P, O> {
  return viewIn(name, input) === null ? run() : whileHeld(past, viewIn(name, input) ?? '', signal, run);
}

async function* whileHeld<P, O>(past: PastViews, view: string, signal: AbortSignal, run: () => AsyncGenerator<P, O>): AsyncGenerator<P, O> {
  const held = yield* past.hold(view, signal) as AsyncGenerator<never, Held>; // its progress is `Progress`, as that of every job
  try {
    return yield* run();
  } finally {
    held.release();
  }
}

function viewIn(name: EngineName, input: object): string | null {
  if (!('workspace' in input) || typeof input.workspace !== 'string') return null;
  const { at } = splitName(input.workspace);
  if (at === null) return null;
  refuseInThePast(name, input, at);
  return input.workspace;
}

const never = new AbortController().signal;
