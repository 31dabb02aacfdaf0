/** What recorded times that cannot stand beside one another may mean, in words; and from what difference on they are told. */
import { recordedMillis } from './recorded-time';

/**
 * Milliseconds. A record holds times of several clocks: the computer's that ran Nextflow (records, runs, history) and the file server's (files),
 * which may keep whole seconds or pairs of them (FAT, SMB, AWS). In the real stores 9 ms is the most that an order is broken by.
 */
export const clockSlack = 2000;
/** Milliseconds. Against the clock of this computer, which may stand a little behind those of the run. */
export const futureSlack = 60_000;

export interface ClockFacts {
  what: 'file-after-record' | 'record-before-run' | 'file-before-run' | 'line-before-start' | 'line-after-record' | 'resumed-before' | 'future';
  count: number;
  /** The widest difference, in milliseconds. */
  ms: number;
  left: string;
  right: string;
  /** LID of the record that shows it. */
  example: string;
}

const meaning = {
  order: 'A clock was set or differs from another, a file was written again, or a record was edited; nothing tells which.',
  before: 'A clock was set or differs from another, a tool moved or unpacked an older file with its times, or a record was edited; nothing tells which.',
};

export function clockWords({ what, count, ms, left, right, example }: ClockFacts): string {
  const [one, other, span] = [utcText(left), utcText(right), spanText(ms)];
  const others = count > 1 ? ` (${count.toLocaleString('en-US')} such records of this run; the widest difference is shown)` : '';
  switch (what) {
    case 'file-after-record':
      return `The file of ${example} was modified ${one}, ${span} after the record of its task's or run's outputs was made, ${other}${others}. ${meaning.order}`;
    case 'record-before-run':
      return `The record ${example} is dated ${one}, ${span} before its run began, ${other}${others}. ${meaning.order}`;
    case 'file-before-run':
      return `The file of ${example} was made ${one}, ${span} before the run that says it made it began, ${other}${others}. ${meaning.before}`;
    case 'line-before-start':
      return `The line of the run history is dated ${one}, ${span} before the run began by its own record, ${other}. ${meaning.order}`;
    case 'line-after-record':
      return `The line of the run history, which is written at the start, is dated ${one}, ${span} after the first record of outputs of this run, ${other}. ${meaning.order}`;
    case 'resumed-before':
      return `The run resumes its session and began ${one}, ${span} before the first run of that session in this store, ${other}. ${meaning.order}`;
    case 'future':
      return `${example} holds the time ${one}, ${span} after this program had read it, ${other} by the clock of this computer${others}. ${meaning.order}`;
  }
}

/** `2026-11-21 05:10:02.244 UTC`; what is no ISO 8601 time stays as it is recorded. */
export function utcText(time: string): string {
  const millis = recordedMillis(time);
  return millis === null || Number.isNaN(new Date(millis).getTime()) ? time : `${new Date(millis).toISOString().slice(0, 23).replace('T', ' ')} UTC`;
}

/** `9 ms`, `2.3 seconds`, `14 minutes`, `5 hours`, `3 days`: cut down, never rounded up. */
export function spanText(ms: number): string {
  const of = (amount: number, unit: string) => `${amount.toLocaleString('en-US')} ${unit}${amount === 1 ? '' : 's'}`;
  if (ms < 1000) return `${Math.floor(ms)} ms`;
  if (ms < 120_000) return of(Math.floor(ms / 100) / 10, 'second');
  if (ms < 7_200_000) return of(Math.floor(ms / 60_000), 'minute');
  return ms < 172_800_000 ? of(Math.floor(ms / 3_600_000), 'hour') : of(Math.floor(ms / 86_400_000), 'day');
}
