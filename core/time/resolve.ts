/** What a person types for an instant: a time with its zone, a day, a sync, a checkpoint. */
import { AuditError } from '../errors';
import type { Ports } from '../ports';
import type { Moments } from './moments';

const forms = 'Write a time with its zone (2026-11-20T10:00Z), a day (2026-11-20: its end, in UTC), sync:3 or checkpoint:7.';

/** ISO 8601 in UTC, to the millisecond. Throws `bad-input`, or `not-found` for a sync or checkpoint that there is none of. */
export function instantAsked(ports: Pick<Ports, 'clock'>, text: string, { syncs, checkpoints }: Moments): string {
  const asked = text.trim();
  const point = /^(sync|checkpoint):(\d{1,9})$/.exec(asked);
  if (point !== null) {
    const number = Number(point[2]);
    const known = point[1] === 'sync' ? syncs.find(({ sync }) => sync === number) : checkpoints.find((one) => one.number === number);
    if (known === undefined) {
      const count = point[1] === 'sync' ? syncs.length : checkpoints.length;
      throw new AuditError('not-found', `There is no ${point[1]} ${number} here: ${count === 0 ? 'there is none yet' : `they are numbered from 1 to ${count}`}.`);
    }
    if (!Number.isFinite(known.ms)) throw new AuditError('not-found', `Sync ${number} did not end, so there is no instant at which all that it read was known.`);
    return iso(known.ms);
  }
  const day = /^\d{4}-\d\d-\d\d$/.exec(asked);
  const { ms: now } = ports.clock.now();
  if (day !== null) {
    const start = Date.parse(`${asked}T00:00:00.000Z`);
    if (Number.isNaN(start) || !iso(start).startsWith(asked)) throw new AuditError('bad-input', `"${asked}" is no day of the calendar. ${forms}`);
    // Of today, as far as it has come.
    return iso(start <= now ? Math.min(start + 86_399_999, now) : start + 86_399_999);
  }
  const timed = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/.test(asked);
  const ms = timed ? Date.parse(asked.replace(/(\.\d{3})\d+/, '$1').replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) : Number.NaN;
  if (Number.isNaN(ms)) throw new AuditError('bad-input', `"${asked}" names no instant. ${forms}`);
  return iso(ms);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
