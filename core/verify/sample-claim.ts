/** What a checked sample can claim of all files, in numbers and words: of the checks made, by the evidence each had, and no more. */
import type { FileCheck } from '../contract/shared';
import type { Sample } from '../contract/verify';
import { type SampledStratum, upperBound } from './bound';
import { isFinding } from './finding';
import type { Drawn } from './sample';

const confidence = 0.95;

/**
 * `checks`: one for each file of the scope, as in the draw; those that were not drawn are not looked at. `known`: whether a
 * fingerprint of the file was kept before. Files with and without are bounded apart: a file without one cannot be found
 * changed or unchanged, and a seed that is used again draws those that have one from the first time.
 */
export function claimOf({ plan, stratum, taken }: Drawn, checks: readonly FileCheck[], known: readonly boolean[]): Sample['claim'] {
  const drawn = checks.filter((_, i) => taken[i]).map((check) => ({ check }));
  const { n, of } = plan;
  const findings = drawn.filter(({ check }) => isFinding(check)).length;
  const proven = drawn.filter(({ check }) => isProven(check)).length;
  const numbers = { confidence, findings, proven, findingsAtMost: null, unprovenAtMost: null };
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
  const metadata = drawn.filter(({ check }) => check.verdict === 'metadata-match').length;
  return {
    ...numbers,
    findingsAtMost,
    unprovenAtMost,
    words: [...findingWords(plan, findings, findingsAtMost), contentWords(plan, { proven, metadata, unprovenAtMost }), ...(n < of ? [premise] : [])],
  };
}

/** By a recorded hash of the content, or by our own first SHA-256: everything else is no evidence of the content. */
function isProven(check: FileCheck): boolean {
  return (check.verdict === 'content-verified' || check.baseline === 'unchanged') && !isFinding(check);
}

const kinds = 'not as recorded, missing, unreadable, or changed since our first fingerprint';
const premise =
  'These bounds hold wherever among the strata such files lie, provided that they are as likely in the sample as elsewhere: that whoever may have changed files could not foresee the seed, and that this is the only sample drawn until one pleased (the journal lists each).';

function findingWords({ n, of }: Drawn['plan'], findings: number, atMost: number): string[] {
  const checked = `${n} of ${files(of)} checked, ${findings === 0 ? 'none' : findings} with a finding (${kinds})`;
  if (n === of) return [`${checked}: every file was checked, so nothing is inferred.`];
  const three = findings === 0 && n >= 30 ? `; by the rule of three about 3/${n} = ${percent(3, n, Math.ceil)}` : '';
  return [`${checked}: with 95 % confidence at most ${atMost} of the ${files(of)} (${percent(atMost, of, Math.ceil)}${three}) would give one if all were checked in the same way.`];
}

function contentWords({ n, of }: Drawn['plan'], { proven, metadata, unprovenAtMost }: { proven: number; metadata: number; unprovenAtMost: number | null }): string {
  const blind = metadata > 0 ? ` Of ${metadata} of them path, size and date are as recorded, which says nothing of the content.` : '';
  if (proven === 0 || unprovenAtMost === null)
    return `The content of none of the ${files(n)} is proven to be what it was.${blind} So this sample supports no claim on the content of any file.`;
  const how = `The content of ${proven} of the ${files(n)} is proven (by a recorded hash of the content, or by our first fingerprint since it was taken).${blind}`;
  if (n === of) return how;
  return `${how} With 95 % confidence the same check would prove the content of at least ${of - unprovenAtMost} of the ${files(of)} (${percent(of - unprovenAtMost, of, Math.floor)}).`;
}

function files(count: number): string {
  return `${count} file${count === 1 ? '' : 's'}`;
}

/** One digit, rounded to the side that claims less. */
function percent(part: number, whole: number, round: (value: number) => number): string {
  return `${round((1000 * part) / whole) / 10} %`;
}
