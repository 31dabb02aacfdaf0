/** The time line of a workspace: everything that has a time, gathered once for each state of the index, counted in bins, and listed page by page. */
import type { Timeline, TimelineItem, timelineKinds, timelineUnits } from '../contract/time';
import type { OpenWorkspace } from '../engine/context';
import { allFindings } from '../engine/findings/all';
import { allIndexedRuns } from '../engine/runs/indexed';
import { findingKinds } from '../findings/kinds';
import { syncTimes } from '../index/queries/findings';
import { syncResults } from '../index/queries/syncs';
import { type TagAct, tagActs } from '../index/queries/tags';
import { acknowledgedTogether, signOffs, singleChecks, storeEventsInTime, verificationsBegun } from '../index/queries/timeline';
import type { Ports } from '../ports';
import { instantOf } from '../record/instant';
import { lidOfKey } from '../record/lid';
import { counted } from '../report/words';
import { itemText } from '../tags/item';
import { tagText } from '../tags/rules';
import { verdicts, verdictWords } from '../verify/verdict';

type Kind = (typeof timelineKinds)[number];
type Unit = (typeof timelineUnits)[number];
/** In time order; `ms` since 1970 UTC. */
type Dated = Omit<TimelineItem, 'at'> & { ms: number };
interface Gathered {
  dated: Dated[];
  undated: Partial<Record<Kind, number>>;
}

const mostBins = 150;
const second = 1000;
const lengths: Record<Unit, number> = {
  minute: 60 * second,
  hour: 3600 * second,
  day: 86_400 * second,
  week: 7 * 86_400 * second,
  month: 30 * 86_400 * second,
  year: 365 * 86_400 * second,
};

export interface Asked {
  from?: string | undefined;
  to?: string | undefined;
  kinds?: readonly Kind[] | undefined;
  offset: number;
  limit: number;
}

export function timelineOf(ports: Ports, workspace: OpenWorkspace, { from, to, kinds, offset, limit }: Asked): Timeline {
  const gathered = workspace.cached('timeline', () => gather(ports, workspace));
  const wanted = kinds === undefined ? null : new Set(kinds);
  const dated = wanted === null ? gathered.dated : gathered.dated.filter((one) => wanted.has(one.kind));
  const undated = Object.fromEntries(Object.entries(gathered.undated).filter(([kind]) => wanted === null || wanted.has(kind as Kind)));
  const [first, last] = [dated[0], dated.at(-1)];
  if (first === undefined || last === undefined) return { from: null, to: null, extent: null, unit: 'day', bins: [], totals: {}, undated, items: [], total: 0 };
  const low = millis(from) ?? first.ms;
  const high = Math.max(millis(to) ?? last.ms + 1, low + 1);
  const unit = unitFor(high - low);
  const begin = binStart(low, unit);
  const end = nextBin(binStart(high - 1, unit), unit);
  const bins = new Map<number, Partial<Record<Kind, number>>>();
  const totals: Partial<Record<Kind, number>> = {};
  const inside = dated.slice(lowerBound(dated, begin), lowerBound(dated, end));
  let bin = { start: Number.NaN, end: Number.NaN, counts: {} as Partial<Record<Kind, number>> };
  for (const { kind, ms } of inside) {
    if (!(ms >= bin.start && ms < bin.end)) {
      const start = binStart(ms, unit);
      bin = { start, end: nextBin(start, unit), counts: {} };
      bins.set(start, bin.counts);
    }
    bin.counts[kind] = (bin.counts[kind] ?? 0) + 1;
    totals[kind] = (totals[kind] ?? 0) + 1;
  }
  const page = inside.slice(Math.max(0, inside.length - offset - limit), Math.max(0, inside.length - offset)).reverse();
  return {
    from: iso(begin),
    to: iso(end),
    extent: { from: iso(first.ms), to: iso(last.ms) },
    unit,
    bins: [...bins].map(([start, counts]) => ({ start: iso(start), counts })),
    totals,
    undated,
    items: page.map(({ ms, ...item }) => ({ ...item, at: iso(ms) })),
    total: inside.length,
  };
}

function gather(ports: Ports, workspace: OpenWorkspace): Gathered {
  const { db } = workspace;
  const dated: Dated[] = [];
  const undated: Gathered['undated'] = {};
  const add = (kind: Kind, at: string | null, item: Partial<Omit<Dated, 'kind' | 'ms'>> & { title: string }) => {
    const ms = instantOf(at);
    // A year that no calendar date can hold is no place on a line.
    if (Math.abs(ms) > 8.64e15) undated[kind] = (undated[kind] ?? 0) + 1;
    else dated.push({ kind, ms, clock: 'observed', lid: null, finding: null, sync: null, detail: '', ...item });
  };
  for (const { key, record, history, output } of allIndexedRuns(workspace)) {
    const [at, from] =
      record?.start != null
        ? [record.start, 'start, as its record says']
        : history !== null
          ? [history.time, 'time of its line in the history, as recorded']
          : [output?.created ?? null, 'time of its #output record, as recorded'];
    add('run', at, { clock: 'recorded', lid: lidOfKey(key), title: record?.name ?? history?.name ?? lidOfKey(key), detail: at === null ? '' : `${from}: ${at}` });
  }
  const results = new Map(syncResults(db).map((one) => [one.sync, one]));
  for (const [sync, { began }] of syncTimes(db)) {
    const result = results.get(sync);
    const found =
      result === undefined
        ? 'begun and not ended'
        : `${counted(result.new, 'new record')}, ${result.changed} changed, ${result.vanished} vanished${result.complete || result.scope !== undefined ? '' : '; the listing did not end, so nothing could be said to have vanished'}`;
    add('sync', result?.finishedAt ?? began, { sync, title: `Sync ${sync}`, detail: found });
  }
  for (const { id, at, by, done, total } of verificationsBegun(db))
    add('check', at, { title: `Verification ${id}`, detail: `begun by ${by}: results of ${done} of ${counted(total, 'file')} were kept` });
  for (const { lid, at, by, verdict, code } of singleChecks(db)) {
    const known = verdicts.find((one) => one === verdict);
    add('check', at, {
      lid,
      title: code ? 'Pipeline code checked' : 'File checked',
      detail: `${known === undefined ? '' : `${verdictWords[known].short}; `}by ${by ?? 'unknown'}`,
    });
  }
  for (const { id, type, at, detail, lid, sync } of allFindings(ports, workspace)) add('finding', at, { finding: id, lid, sync, title: findingKinds[type].short, detail });
  for (const { at, by, reason, count } of acknowledgedTogether(db)) add('acknowledged', at, { title: `${counted(count, 'finding')} acknowledged`, detail: `by ${by}: ${reason}` });
  for (const one of tagActs(db)) add('tags', one.at, tagLine(one));
  for (const { at, by, reason, files } of signOffs(db)) add('sign-off', at, { title: 'Fingerprints signed off', detail: `${counted(files, 'file')}, by ${by}: ${reason}` });
  for (const { type, at, sync } of storeEventsInTime(db)) add('store', at, { sync, title: storeTitles[type] ?? type, detail: `at sync ${sync}` });
  for (const { act, ms, who } of workspace.journalTable().rows)
    if (act === 'checkpoint-handed-out') add('handed-out', new Date(ms).toISOString(), { title: 'Checkpoint handed out', detail: `by ${who}` });
  dated.sort((a, b) => a.ms - b.ms);
  return { dated, undated };
}

/** Changes of tags that are named in full. */
const namedChanges = 3;

function tagLine({ act, by, reason, undoes, items, first, changes }: TagAct): Pick<Dated, 'lid' | 'title' | 'detail'> {
  const named = changes.slice(0, namedChanges).map(({ key, now }) => (now === null ? `${key} removed` : tagText({ key, value: now })));
  const more = changes.length > namedChanges ? [`and ${changes.length - namedChanges} more`] : [];
  return {
    lid: items === 1 && first.kind === 'record' ? first.text : null,
    title: undoes === null ? 'Tags of this workbench set' : `Act ${undoes} on tags taken back`,
    detail: `act ${act} on ${items === 1 ? itemText(first) : counted(items, 'item')}, by ${by}: ${[...named, ...more].join(', ')}${reason === null ? '' : `; ${reason}`}`,
  };
}

const storeTitles: Record<string, string> = {
  'store-pinned': 'Store pinned',
  'store-repinned': 'Another store taken for the pinned one',
  'store-told': 'Store tells other facts of itself',
};

function unitFor(span: number): Unit {
  const units: Unit[] = ['minute', 'hour', 'day', 'week', 'month'];
  return units.find((unit) => span / lengths[unit] <= mostBins) ?? 'year';
}

/** In UTC. */
function binStart(ms: number, unit: Unit): number {
  const date = new Date(ms);
  if (unit === 'year') return utcDate(date.getUTCFullYear(), 0);
  if (unit === 'month') return utcDate(date.getUTCFullYear(), date.getUTCMonth());
  // 1970-01-01 was a Thursday: weeks begin on Mondays.
  const shift = unit === 'week' ? 3 * lengths.day : 0;
  return Math.floor((ms + shift) / lengths[unit]) * lengths[unit] - shift;
}

function nextBin(start: number, unit: Unit): number {
  const date = new Date(start);
  if (unit === 'year') return utcDate(date.getUTCFullYear() + 1, 0);
  if (unit === 'month') return utcDate(date.getUTCFullYear(), date.getUTCMonth() + 1);
  return start + lengths[unit];
}

/** Years before 100 are not taken for those of the 20th century. */
function utcDate(year: number, month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 1);
  return date.getTime();
}

function lowerBound(dated: readonly Dated[], ms: number): number {
  let [low, high] = [0, dated.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((dated[middle]?.ms ?? 0) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

function millis(text: string | undefined): number | null {
  const ms = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}

/** The ends of the calendar are held. */
function iso(ms: number): string {
  return new Date(Math.max(-8.64e15, Math.min(8.64e15, ms))).toISOString();
}
