/** What a checked sample can claim of all files, in numbers and words: of the checks made, by the evidence each had, and no more. */
import type { FileCheck } from '../contract/shared';
import type { Sample } from '../contract/verify';
import { type SampledStratum, upperBound } from './bound';
import { isFinding } from './finding';
import type { Drawn } from './sample';
import { minuteText } from './standing';
import type { BaselineOrigin } from './verdict';

const confidence = 0.95;

/**
 * `checks`: one for each file of the scope, as in the draw; those that were not drawn are not looked at. `known`: where the
 * fingerprint that was kept of each before comes from; null where there was none. Those are bounded apart: a file without one
 * cannot be found changed or unchanged, one from a list is not ours, and a seed that is used again draws those that got one at
 * the first time.
 */
export function claimOf({ plan, stratum, taken }: Drawn, checks: readonly FileCheck[], known: readonly (BaselineOrigin | null)[]): Sample['claim'] {
  const drawn = checks.filter((_, i) => taken[i]).map((check) => ({ check }));
  const { n, of } = plan;
  const findings = drawn.filter(({ check }) => isFinding(check)).length;
  const proven = drawn.filter(({ check }) => isProven(check)).length;
  const own = drawn.flatMap(({ check }) => (isOurs(check) ? check : []));
  const renewed = own.filter(({ baselineFrom }) => baselineFrom === 'renewed').length;
  const listed = drawn.filter(({ check }) => check.baseline === 'unchanged' && check.baselineFrom === 'imported' && !isFinding(check)).length;
  const numbers = { confidence, findings, proven, ours: own.length, renewed, listed, findingsAtMost: null, unprovenAtMost: null, notOursAtMost: null };
  if (of === 0) return { ...numbers, words: ['There are no files in this scope, so there is nothing to claim.'] };
  const reached = drawn.filter(({ check }) => check.verdict !== 'not-checked' || check.reason === 'content-not-read').length;
  if (reached < n)
    return {
      ...numbers,
      words: [`${reached} of the ${files(n)} of the sample were checked: the rest was not reached, and a part of a sample supports no claim on the files outside it.`],
    };
  const bound = (isOne: (check: FileCheck) => boolean) => {
    const parts = new Map<string, SampledStratum>();
    checks.forEach((check, i) => {
      const part = parts.get(`${stratum[i]} ${known[i]}`) ?? { total: 0, taken: 0, found: 0 };
      parts.set(`${stratum[i]} ${known[i]}`, {
        total: part.total + 1,
        taken: part.taken + (taken[i] ? 1 : 0),
        found: part.found + (taken[i] && isOne(check) ? 1 : 0),
      });
    });
    return upperBound([...parts.values()], confidence);
  };
  const findingsAtMost = bound(isFinding);
  const unprovenAtMost = proven === 0 ? null : bound((check) => !isProven(check));
  const notOursAtMost = own.length === 0 ? null : bound((check) => !isOurs(check));
  const words = [
    ...findingWords(plan, findings, findingsAtMost),
    provenWords(plan, proven, unprovenAtMost),
    ...metadataWords(drawn.map(({ check }) => check)),
    ...oursWords(plan, own, renewed, notOursAtMost),
    ...(listed === 0 ? [] : [`${listed} of the ${files(n)} ${have(listed)} the bytes that a list made by others says; when its fingerprints were taken is not known here.`]),
    ...(proven + own.length + listed === 0 ? ['So this sample supports no claim on the content of any file.'] : []),
    ...(n < of ? [premise] : []),
  ];
  return { ...numbers, findingsAtMost, unprovenAtMost, notOursAtMost, words };
}

/** A recorded hash of the content was computed again: nothing else speaks of the content at the time of the record. */
function isProven(check: FileCheck): boolean {
  return check.verdict === 'content-verified' && !isFinding(check);
}

/** The bytes of a fingerprint that was taken here, which may be minutes old. */
function isOurs(check: FileCheck): boolean {
  return check.baseline === 'unchanged' && check.baselineFrom !== 'imported' && !isFinding(check);
}

const kinds = 'not as recorded, missing, unreadable in whole or in part, other bytes than a fingerprint that was taken here or read in, or other bytes than a server says';
const premise =
  'These bounds hold wherever among the strata such files lie, provided that they are as likely in the sample as elsewhere: that whoever may have changed files could not foresee the seed, and that this is the only sample drawn until one pleased (the journal lists each).';

function findingWords({ n, of }: Drawn['plan'], findings: number, atMost: number): string[] {
  const checked = `${n} of ${files(of)} checked, ${findings === 0 ? 'none' : findings} with a finding (${kinds})`;
  if (n === of) return [`${checked}: every file was checked, so nothing is inferred.`];
  const three = findings === 0 && n >= 30 ? `; by the rule of three about 3/${n} = ${percent(3, n, Math.ceil)}` : '';
  return [`${checked}: with 95 % confidence at most ${atMost} of the ${files(of)} (${percent(atMost, of, Math.ceil)}${three}) would give one if all were checked in the same way.`];
}

function provenWords({ n, of }: Drawn['plan'], proven: number, unprovenAtMost: number | null): string {
  if (proven === 0 || unprovenAtMost === null) return `The content of none of the ${files(n)} is proven to be as recorded.`;
  const how = `The content of ${proven} of the ${files(n)} is proven to be as recorded: the recorded hash of the content was computed again (MurmurHash3, which rules out accidental change).`;
  if (n === of) return how;
  return `${how} With 95 % confidence the same check would prove so of at least ${of - unprovenAtMost} of the ${files(of)} (${percent(of - unprovenAtMost, of, Math.floor)}).`;
}

/** A checksum of the lenient mode covers no date. */
function metadataWords(drawn: readonly FileCheck[]): string[] {
  const matches = drawn.filter(({ verdict }) => verdict === 'metadata-match');
  const dated = matches.filter(({ matchedMode }) => matchedMode === 'standard').length;
  const undated = matches.length - dated;
  return [
    ...(dated === 0 ? [] : [`Of ${dated} of them path, size and date are as recorded, which says nothing of the content.`]),
    ...(undated === 0 ? [] : [`Of ${undated} of them path and size are as recorded (the recorded checksum covers no date), which says nothing of the content.`]),
  ];
}

function oursWords({ n, of }: Drawn['plan'], own: readonly FileCheck[], renewed: number, notOursAtMost: number | null): string[] {
  if (notOursAtMost === null) return [];
  const earliest = own.flatMap(({ firstSeen }) => firstSeen ?? []).sort()[0];
  const since = earliest === undefined ? '' : `, ${minuteText(earliest)} at the earliest`;
  const replaced = renewed === 0 ? '' : ` Of ${renewed} of these a later reading was put in place of an earlier fingerprint on purpose.`;
  const how = `${own.length} of the ${files(n)} ${have(own.length)} the bytes of our own fingerprint (the same since it was taken${since}; nothing is said of the time before).${replaced}`;
  if (n === of) return [how];
  return [`${how} With 95 % confidence the same check would find so of at least ${of - notOursAtMost} of the ${files(of)} (${percent(of - notOursAtMost, of, Math.floor)}).`];
}

function have(count: number): string {
  return count === 1 ? 'has' : 'have';
}

function files(count: number): string {
  return `${count} file${count === 1 ? '' : 's'}`;
}

/** One digit, rounded to the side that claims less. */
function percent(part: number, whole: number, round: (value: number) => number): string {
  return `${round((1000 * part) / whole) / 10} %`;
}
