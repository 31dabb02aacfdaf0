/** What of the evidence could not be read when the index was made of it. */
import type { BadTail } from '../evidence/frame';

/** A stretch of the evidence that could not be read when the index was made of it; `leaf`: of the ledger, how many leaves lie before it. */
export interface Damage {
  log: 'packs' | 'ledger';
  segment: number;
  offset: number;
  end: number;
  message: string;
  leaf: number | null;
}

export function spot({ segment, offset, end, message }: BadTail): Omit<Damage, 'log' | 'leaf'> {
  return { segment, offset, end, message };
}

/** Those met that are not known yet, behind those known. */
export function withNew(known: readonly Damage[], met: readonly Damage[]): Damage[] {
  const isKnown = ({ log, segment, offset }: Damage) => known.some((one) => one.log === log && one.segment === segment && one.offset === offset);
  return [...known, ...met.filter((one) => !isKnown(one))];
}
