/** When what a ledger holds was known: never earlier than its lines allow, whatever the clock did; and what a person types for an instant. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workspaceName } from '../../../core/contract/shared';
import { AuditError } from '../../../core/errors';
import type { Ledger, LedgerBatch, LedgerEvent } from '../../../core/evidence/ledger';
import { momentAt, noMoments, readMoments } from '../../../core/time/moments';
import { nameAsOf, splitName } from '../../../core/time/name';
import { instantAsked } from '../../../core/time/resolve';

const iso = (ms: number) => new Date(ms).toISOString();
const start = Date.UTC(2026, 0, 1);
const dated = (ms: number): LedgerEvent => ({ type: 'journal-head', seq: 1, lineSha256: '', checkpoints: 0, at: iso(ms) });
const undated: LedgerEvent = { type: 'vanished', sync: 1, path: 'x', was: null };

/** A ledger of these batches, each one byte long. */
function ledgerOf(batches: LedgerEvent[][]): Pick<Ledger, 'scan'> {
  return {
    *scan(from) {
      for (const [at, events] of batches.entries()) {
        const batch: LedgerBatch = { events, lines: events.map(() => new Uint8Array()), end: { segment: 1, offset: at + 1 } };
        if (at >= from.offset) yield batch;
      }
    },
  };
}

function read(batches: LedgerEvent[][]) {
  const moments = noMoments();
  for (const _ of readMoments(ledgerOf(batches), moments));
  return moments;
}

const event = fc.oneof(
  fc.integer({ min: 0, max: 1_000_000 }).map((ms) => dated(start + ms)),
  fc.constant(undated),
);
const ledger = fc.array(fc.array(event, { minLength: 1, maxLength: 4 }), { maxLength: 30 });
const timeIn = (one: LedgerEvent) => ('at' in one && typeof one.at === 'string' ? Date.parse(one.at) : Number.NEGATIVE_INFINITY);

describe('moments', () => {
  it('a view of an instant holds no line that has a later time, nor one that follows such a line', () => {
    fc.assert(
      fc.property(ledger, fc.integer({ min: -10, max: 1_000_010 }), (batches, after) => {
        const moment = momentAt(read(batches), start + after);
        const held = batches.slice(0, moment?.end.offset ?? 0);
        for (const one of held.flat()) expect(timeIn(one)).toBeLessThanOrEqual(start + after);
        expect(held.flat().length).toBe(moment?.leaves ?? 0);
      }),
    );
  });
  it('it ends with a line that has a time: what a sync read before it ended is not in it', () => {
    fc.assert(
      fc.property(ledger, fc.integer({ min: -10, max: 1_000_010 }), (batches, after) => {
        const moment = momentAt(read(batches), start + after);
        if (moment !== null) expect(batches[moment.end.offset - 1]?.at(-1)).not.toBe(undated);
      }),
    );
  });
  it('a later instant never knows less, and the moments only grow', () => {
    fc.assert(
      fc.property(ledger, (batches) => {
        const { list } = read(batches);
        for (const [at, one] of list.entries()) {
          const before = list[at - 1];
          if (before !== undefined) expect([one.ms > before.ms, one.leaves > before.leaves]).toEqual([true, true]);
          expect(momentAt({ ...noMoments(), list }, one.ms)).toBe(one);
        }
      }),
    );
  });
  it('read in two parts, by two readers in turns, they are the same as read at once', () => {
    fc.assert(
      fc.property(ledger, fc.nat(30), (batches, cut) => {
        const moments = noMoments();
        for (const _ of readMoments(ledgerOf(batches.slice(0, cut)), moments));
        const [one, other] = [readMoments(ledgerOf(batches), moments), readMoments(ledgerOf(batches), moments)];
        while (!one.next().done) other.next();
        for (const _ of other);
        expect(moments).toEqual(read(batches));
      }),
    );
  });
  it('a clock that was set back is told; what came after it is known when the clock has caught up', () => {
    const hour = 3_600_000;
    const moments = read([[dated(start)], [dated(start + 2 * hour)], [dated(start + hour)], [dated(start + 3 * hour)]]);
    expect(moments).toMatchObject({ wentBack: 1, widestStepBack: hour });
    expect(momentAt(moments, start + hour)?.leaves).toBe(1);
    expect(momentAt(moments, start + 2 * hour)?.leaves).toBe(3);
  });
});

describe('what is typed for an instant', () => {
  const now = Date.UTC(2026, 5, 10, 12);
  const ports = { clock: { now: () => ({ ms: now, offsetMinutes: 0 }), ticks: () => 0 } };
  const known = { ...noMoments(), syncs: [{ sync: 1, startedAt: iso(start), finishedAt: iso(start + 5), complete: true, ms: start + 5 }] };
  const asked = (text: string) => instantAsked(ports, text, known);
  it.each([
    ['2026-01-05', '2026-01-05T23:59:59.999Z'],
    ['2026-06-10', '2026-06-10T12:00:00.000Z'],
    ['2026-01-05T10:00Z', '2026-01-05T10:00:00.000Z'],
    ['2026-01-05T10:00:00.1234+02:00', '2026-01-05T08:00:00.123Z'],
    [' sync:1 ', iso(start + 5)],
  ])('%s', (text, instant) => expect(asked(text)).toBe(instant));
  it.each(['', 'yesterday', '2026-02-30', '2026-13-01', '2026-01-05T10:00', 'sync:', 'sync:1.5', '2026-01-05T25:00Z'])('refuses %j, saying how to write one', (text) => {
    expect(() => asked(text)).toThrow(AuditError);
    expect(() => asked(text)).toThrow(/sync:3/);
  });
  it.each(['sync:2', 'checkpoint:1'])('says what there is instead of %s', (text) => expect(() => asked(text)).toThrow(/numbered from 1 to 1|there is none yet/));
  it('never gives anything but an instant or an error in words', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        try {
          expect(new Date(asked(text)).toISOString()).toBe(asked(text));
        } catch (error) {
          expect(error).toBeInstanceOf(AuditError);
        }
      }),
    );
  });
});

describe('a name with an instant', () => {
  it('comes back as it went in, and fits the contract; nothing else with an @ does', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/), fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), (workspace, date) => {
        const name = nameAsOf(workspace, date.toISOString());
        expect(splitName(name)).toEqual({ workspace, at: date.toISOString() });
        expect(workspaceName.safeParse(name).success).toBe(true);
      }),
    );
    for (const wrong of ['a@', 'a@now', 'a@2026-01-01', 'a@2026-01-01T00:00:00Z', '@2026-01-01T00:00:00.000Z', 'a@2026-01-01T00:00:00.000Z/..'])
      expect(workspaceName.safeParse(wrong).success).toBe(false);
  });
});
