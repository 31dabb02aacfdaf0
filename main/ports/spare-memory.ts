/** Keeps what V8 has taken near to what is needed, while something long is made: else it lets garbage grow to a multiple of that before it looks. */
import { setFlagsFromString } from 'node:v8';

/** By how much of what was needed when it last looked the heap may grow until it looks again; 0: V8 decides. Of all threads, and read by V8 at each look. */
const growth = (percent: number) => setFlagsFromString(`--heap-growing-percent=${percent}`);
const sparing = 80;

let asked = 0;

export function spareMemory(): () => void {
  if (asked++ === 0) growth(sparing);
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    if (--asked === 0) growth(0);
  };
}
