/** Back-dated objects: first read by one sync, and older by the store's own word than the whole listing before that lacked them. */
import { spanText } from '../verify/clock-words';

/** Milliseconds by which the store's time must lie before the listing's: the clocks of the store and of this computer differ. What lies nearer is not told. */
export const backDatedSlack = 60_000;

/** The last listing that ended normally before a sync, by this computer's clock. */
export interface WholeListing {
  sync: number;
  began: string;
}

/** Null where the time is none, or does not lie far enough before. `changed`: the listing named the object, with other bytes. */
export function backDatedWords(modified: number, whole: WholeListing | null, changed: boolean): string | null {
  if (whole === null || !Number.isFinite(modified) || modified <= 0) return null;
  const span = Date.parse(whole.began) - modified;
  if (!(span > backDatedSlack)) return null;
  const lacked = changed ? 'which showed other bytes there' : 'which did not name it';
  return `The store says that it was last modified ${shown(modified)}, ${spanText(span)} before the listing of sync ${whole.sync} began by the clock of this computer (${shown(Date.parse(whole.began))}), ${lacked}.`;
}

/** The weak sign: `own` is the time that the record states for its making. */
export function ownTimeWords(own: string, ms: number, whole: WholeListing): string {
  const span = Date.parse(whole.began) - ms;
  return `It dates itself ${own}, ${spanText(span)} before the listing of sync ${whole.sync} began by the clock of this computer (${shown(Date.parse(whole.began))}), which did not name it.`;
}

function shown(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? String(ms) : `${date.toISOString().slice(0, 23).replace('T', ' ')} UTC`;
}
