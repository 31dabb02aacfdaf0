/** When what stands in a ledger was known: its lines in their order, with the times that this computer's clock told as they were kept. */
import { type FramePosition, isBefore } from '../evidence/frame';
import type { Ledger, LedgerBatch, LedgerEvent } from '../evidence/ledger';

/** Everything up to `end` was kept by `ms`; what follows was not, as far as the times tell. */
export interface Moment {
  /** Milliseconds since 1970 UTC. */
  ms: number;
  end: FramePosition;
  /** Lines of the ledger up to there. */
  leaves: number;
}

export interface KnownSync {
  sync: number;
  startedAt: string;
  /** Null: it did not end. */
  finishedAt: string | null;
  complete: boolean;
  /** By when all that it read is known: its end, or an earlier line's later time where the clock was set back. */
  ms: number;
}

export interface KnownCheckpoint {
  number: number;
  size: number;
  at: string;
  ms: number;
}

/** Grows with the ledger; read on by `readMoments`. */
export interface Moments {
  /** Oldest first, each later than the one before. */
  list: Moment[];
  /** In the order of the ledger. */
  syncs: KnownSync[];
  checkpoints: KnownCheckpoint[];
  /** The latest time that any line has so far, in milliseconds. */
  latest: number;
  /** How often a line has an earlier time than one before it: the clock was set back, or two processes wrote. */
  wentBack: number;
  /** The widest step back, in milliseconds. */
  widestStepBack: number;
  /** All lines read, and where they end: what follows the last moment has no time of its own yet. */
  leaves: number;
  end: FramePosition;
}

export function noMoments(): Moments {
  return { list: [], syncs: [], checkpoints: [], latest: Number.NEGATIVE_INFINITY, wentBack: 0, widestStepBack: 0, leaves: 0, end: { segment: 1, offset: 0 } };
}

/** A check is kept a moment after its file was looked at, and several are looked at together: such steps back are no clock that was set. */
const jitter = 60_000;

/**
 * Reads what is new. Observations of a sync have no time of their own: they are known once the sync has ended, or, where it never did,
 * once anything later was kept. Yields how many lines were read.
 */
export function* readMoments(ledger: Pick<Ledger, 'scan'>, known: Moments): Generator<number> {
  for (const batch of ledger.scan(known.end, () => undefined)) {
    if (!isBefore(known.end, batch.end)) continue; // read by another reader of the same moments meanwhile
    known.leaves += batch.events.length;
    known.end = batch.end;
    const ms = Math.max(known.latest, ...batch.events.flatMap((event) => timeOf(event) ?? []));
    for (const event of batch.events) note(known, event, ms);
    known.latest = ms;
    if (isDated(batch)) {
      const moment = { ms, end: batch.end, leaves: known.leaves };
      if (ms === known.list.at(-1)?.ms) known.list[known.list.length - 1] = moment;
      else known.list.push(moment);
    }
    if (known.leaves % 500 < batch.events.length) yield known.leaves;
  }
}

/** The newest moment at or before an instant; null: nothing was known then. */
export function momentAt({ list }: Moments, ms: number): Moment | null {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.ms ?? 0) <= ms) low = middle + 1;
    else high = middle;
  }
  return list[low - 1] ?? null;
}

/** What comes last in it has a time: what comes before has been kept by then. */
function isDated({ events }: LedgerBatch): boolean {
  const last = events.at(-1);
  return last !== undefined && timeOf(last) !== null;
}

function note(known: Moments, event: LedgerEvent, ms: number): void {
  const own = timeOf(event);
  if (own !== null && own < known.latest - jitter) {
    known.wentBack++;
    known.widestStepBack = Math.max(known.widestStepBack, known.latest - own);
  }
  if (event.type === 'sync-began') known.syncs.push({ sync: event.sync, startedAt: event.at, finishedAt: null, complete: false, ms: Number.POSITIVE_INFINITY });
  else if (event.type === 'sync-ended') {
    const begun = known.syncs.find(({ sync }) => sync === event.sync);
    if (begun !== undefined) Object.assign(begun, { finishedAt: event.finishedAt, complete: event.complete, ms });
  } else if (event.type === 'journal-head') known.checkpoints.push({ number: event.checkpoints + 1, size: known.leaves, at: event.at, ms });
}

/** The time that a line has of its own, in milliseconds; null for observations of a sync, which have none. */
function timeOf(event: LedgerEvent): number | null {
  const text =
    event.type === 'sync-ended'
      ? event.finishedAt
      : event.type === 'checked'
        ? event.check.at
        : event.type === 'code-checked'
          ? event.check.at
          : 'at' in event && typeof event.at === 'string'
            ? event.at
            : null;
  const ms = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}
