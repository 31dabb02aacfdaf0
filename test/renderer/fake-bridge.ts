/** A bridge for tests of the window: answers are given by the test, calls are remembered, progress is pushed by hand. */
import type { Input, Name, Output } from '../../core/contract';
import type { AuditBridge, BridgeAnswer, WindowMessages } from '../../core/contract/window';
import { toErrorData } from '../../core/errors';
import type {} from '../../renderer/client';

type Answers = { [N in Name]?: (input: Input<N>, id: string) => Output<N> | Promise<Output<N>> };
type Listener = (message: WindowMessages[keyof WindowMessages]) => void;

export interface FakeBridge extends AuditBridge {
  calls: { name: string; input: unknown }[];
  cancelled: string[];
  tell<C extends keyof WindowMessages>(channel: C, message: WindowMessages[C]): void;
}

/** Puts a fake at `window.audit`; a call that the test did not foresee is an error of the test. */
export function fakeBridge(answers: Answers): FakeBridge {
  const listeners = new Map<string, Set<Listener>>();
  const bridge: FakeBridge = {
    calls: [],
    cancelled: [],
    async call(id, name, input): Promise<BridgeAnswer> {
      bridge.calls.push({ name, input });
      const answer = answers[name as Name] as ((input: unknown, id: string) => unknown) | undefined;
      if (answer === undefined) throw new Error(`The test did not foresee the call ${name}.`);
      try {
        return { ok: await answer(input, id) };
      } catch (error) {
        return { error: toErrorData(error) };
      }
    },
    cancel: (id) => void bridge.cancelled.push(id),
    on(channel, listener) {
      const heard = listener as Listener;
      const all = listeners.get(channel) ?? new Set();
      listeners.set(channel, all.add(heard));
      return () => void all.delete(heard);
    },
    tell: (channel, message) => {
      for (const listener of listeners.get(channel) ?? []) listener(message);
    },
  };
  window.audit = bridge;
  return bridge;
}
