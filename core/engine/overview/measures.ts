/** The measures as they are shown: what was counted, with words, target and whether it is met. */
import type { StoreCoverage } from '../../contract/coverage';
import type { Measure } from '../../contract/overview';
import { syncResults } from '../../index/queries/syncs';
import { byCall, type CallTimes } from '../../overview/call-times';
import { chainBreakWords } from '../../overview/chains';
import { type Counted, type Listed, type Summed, summed, time } from '../../overview/counted';
import { type MeasureId, measureIds, measureWords, notMeasurable } from '../../overview/measures';
import { percentile } from '../../overview/percentile';
import { ruleWords } from '../../overview/rules';
import { isOfWholeStore } from '../../sync/coverage';
import { notMeasurableBy, ofWhatWasSynced } from '../../sync/coverage-words';
import { verdictWords } from '../../verify/verdict';
import type { OpenWorkspace } from '../context';
import { coverageIn } from '../coverage';
import { counted, summary } from './counts';

/** Fewer answers have no 95th percentile worth the name. */
const fewestCalls = 20;

/** `nowMs`: of the moment asked for, which in a view of the past is its instant. */
export function measuresOf(workspace: OpenWorkspace, times: CallTimes, nowMs: number): Measure[] {
  const coverage = coverageIn(workspace);
  return measureIds.map((id) =>
    shown(
      id,
      id === 'query-time'
        ? summed(countedOf(workspace, times, nowMs, id))
        : ofSynced(coverage, id, id === 'staleness' ? summed(countedOf(workspace, times, nowMs, id)) : summary(workspace, id)),
    ),
  );
}

/** What is claimed of all that the store holds cannot be told of a part of it; other numbers are of what was synced. */
const ofWholeStore: readonly MeasureId[] = ['coverage', 'event-loss'];

function ofSynced(coverage: StoreCoverage, id: MeasureId, measured: Summed): Summed {
  if (coverage.known === 'nothing' || isOfWholeStore(coverage)) return measured;
  if (ofWholeStore.includes(id)) return { ...measured, value: null, numerator: null, denominator: null, why: notMeasurableBy(coverage) };
  return { ...measured, notes: [...measured.notes, ofWhatWasSynced] };
}

export function countedOf(workspace: OpenWorkspace, times: CallTimes, nowMs: number, id: MeasureId): Counted {
  if (id === 'query-time') return queryTime(times);
  return id === 'staleness' ? staleness(workspace, nowMs) : counted(workspace, id);
}

function shown(id: MeasureId, { numerator, denominator, value, why, notes, parts, listed }: Summed): Measure {
  const { name, formula, numerator: numeratorWords, denominator: denominatorWords, unit, target, better, not, list } = measureWords[id];
  const met = value === null ? null : better === 'more' ? value >= target : value <= target;
  return {
    id,
    name,
    formula,
    numerator,
    numeratorWords,
    denominator,
    denominatorWords,
    value,
    unit,
    why,
    target,
    better,
    met,
    not,
    notes: [...notes],
    list,
    parts: parts.map(({ part, count }) => ({ part, count, words: partWords(part) })),
    listed,
  };
}

function queryTime(times: CallTimes): Counted {
  const all = times.all();
  const items = byCall(all).map(
    ({ name, calls, p95, most }): Listed => ({
      node: null,
      name,
      part: 'question',
      detail: `asked ${calls === 1 ? 'once' : `${calls} times`}: p95 ${p95.toFixed(1)} ms, longest ${most.toFixed(1)} ms`,
    }),
  );
  const value =
    all.length < fewestCalls
      ? null
      : percentile(
          all.map(({ ms }) => ms),
          0.95,
        );
  return time(value, all.length, notMeasurable.fewCalls(all.length, fewestCalls), items);
}

function staleness({ db }: OpenWorkspace, nowMs: number): Counted {
  const syncs = syncResults(db);
  const whole = syncs.filter(({ complete }) => complete);
  const items = syncs.map(
    ({ sync, finishedAt, complete, scope, new: fresh, changed, vanished }): Listed => ({
      node: null,
      name: `Sync ${sync}`,
      part: complete ? 'whole' : scope === undefined ? 'not-whole' : 'some-runs',
      detail: `ended ${finishedAt}: ${fresh} new, ${changed} changed, ${vanished} vanished`,
    }),
  );
  const newest = whole[0];
  return time(newest === undefined ? null : (nowMs - Date.parse(newest.finishedAt)) / 1000, whole.length, notMeasurable.noSync, items);
}

const otherParts: Record<string, string> = {
  outside: 'from outside the store: how it was made is recorded nowhere here',
  'no-record': 'a LID without record',
  'no-origin': 'the record names neither task nor source',
  'by-run': 'written by the run itself',
  'no-link': 'no recorded link to a task',
  contradicted: 'contradicted by the recorded checksums',
  'cannot-be-judged': 'cannot be judged',
  quarantined: 'could not be read, kept',
  'history-without-record': 'in the history, without a record',
  'no-checksum': 'no checksum recorded',
  'metadata-alone': 'the checksum covers path, size and time alone, by its label',
  waited: 'read after it was made',
  'before-made': 'read before it was made, by its own time',
  question: 'answered in this session',
  whole: 'whole listing',
  'not-whole': 'listing did not end',
  'some-runs': 'some runs and what they rest on alone',
  published: 'published',
  task: 'file of a task',
  mismatched: 'mismatch',
  'changed-bytes': 'other bytes than at an earlier reading',
  finding: 'grave finding, not acknowledged',
  'other-finding': 'other finding, not acknowledged',
  'no-place': 'open grave finding about something that no link leads from',
  undated: 'no time is known',
  kept: 'kept',
  'task-run': 'task',
  run: 'run',
  file: 'file',
  'published-file': 'published file',
};

export function partWords(part: string): string {
  if (Object.hasOwn(chainBreakWords, part) && part !== 'no-origin') return chainBreakWords[part as keyof typeof chainBreakWords];
  if (Object.hasOwn(ruleWords, part)) return ruleWords[part as keyof typeof ruleWords].short;
  if (Object.hasOwn(verdictWords, part)) return verdictWords[part as keyof typeof verdictWords].short;
  return Object.hasOwn(otherParts, part) ? (otherParts[part] ?? part) : derivedWords(part);
}

/** Of parts that carry a value: a begin of a stretch of time, a number of contents, a column of the table of domains. */
function derivedWords(part: string): string {
  if (/^\d+$/.test(part)) return `${part} different contents`;
  if (/^[+-]?\d{4,6}-\d\d-\d\dT[\d:.]+Z$/.test(part)) return `from ${part.slice(0, 16).replace('T', ' ')} UTC`;
  const [, column = '', domain] = /^([A-Za-z]+)(?::(.*))?$/s.exec(part) ?? [];
  const words = Object.hasOwn(domainColumns, column) ? domainColumns[column] : undefined;
  return words === undefined ? part : `${words}, ${domain ?? 'none named'}`;
}

const domainColumns: Record<string, string> = {
  runs: 'run',
  published: 'published file',
  full: 'full chain',
  verified: 'content verified',
  bad: 'known to be wrong',
  unchecked: 'not checked',
  openFindings: 'open finding',
};
