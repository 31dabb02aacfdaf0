/** What makes or reads much, as a whole report is, keeps the memory that is taken near to what is needed, for as long as it takes. */
import type { Ports } from '../ports';

export async function* sparing<Step, Answer>({ spareMemory }: Pick<Ports, 'spareMemory'>, steps: () => AsyncGenerator<Step, Answer>): AsyncGenerator<Step, Answer> {
  const spared = spareMemory();
  try {
    return yield* steps();
  } finally {
    spared();
  }
}
