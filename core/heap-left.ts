/** What is left of the memory of this thread: what is in use falls only when garbage is collected, so what counts is the most that was left at any of the last looks. */
import type { Ports } from './ports';

export interface HeapLeft {
  /** Bytes. */
  most(): number;
}

export function createHeapLeft({ heapLeft }: Pick<Ports, 'heapLeft'>, looks: number): HeapLeft {
  const seen: number[] = [];
  return {
    most() {
      seen.push(heapLeft());
      if (seen.length > looks) seen.shift();
      return Math.max(...seen);
    },
  };
}
