/** Something that takes long to make, made in turns: ahead, with time for questions between them, or at once for who asks for it. */
import type { OpenWorkspace } from './context';

export interface InTurns<T> {
  /** Makes the next part of it; true once there is no more to make. Throws what making it throws, and begins anew then. */
  turn(): boolean;
  /** Made to its end. */
  whole(): T;
}

export function createInTurns<T>(make: () => Generator<void, T>): InTurns<T> {
  let making: Generator<void, T> | null = null;
  let made: { value: T } | null = null;
  const next = () => {
    making ??= make();
    try {
      const step = making.next();
      if (!step.done) return;
      made = { value: step.value };
      making = null;
    } catch (error) {
      making = null;
      throw error;
    }
  };
  return {
    turn() {
      if (made === null) next();
      return made !== null;
    },
    whole() {
      while (made === null) next();
      return made.value;
    },
  };
}

/** As `workspace.cached`, of what is made in turns: thrown away, made or begun, when the index changes. */
export function cachedInTurns<T>(workspace: OpenWorkspace, name: string, make: () => Generator<void, T>): InTurns<T> {
  return workspace.cached(`${name}, in turns`, () => createInTurns(make));
}
