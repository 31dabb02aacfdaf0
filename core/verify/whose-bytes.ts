/** Whose bytes are at a path that several records claim: by the strongest evidence at hand, and never by more than that shows. */
import type { Overwrite } from '../contract/overwrites';
import type { FileCheck } from '../contract/shared';
import type { Hash } from '../ports';
import { visibleText } from '../preview/visible-text';
import type { Fingerprint } from './baseline';
import { hashedPath, lenientValue, sha256Value, standardValue } from './checksum/modes';
import { minuteText } from './standing';

export type Evidence = NonNullable<Overwrite['now']['by']>;

/** One claim with what was ever found out about it. */
export interface JudgedClaim {
  /** What people call it: `run "strict"`, `the content that run "strict" read`. */
  who: string;
  /** The same as a thing that was recorded: `what run "strict" recorded`. */
  what: string;
  value: string | null;
  /** Recorded time of the file, milliseconds since 1970 UTC. */
  modifiedMillis: number | null;
  /** The newest check of this record. */
  check: FileCheck | null;
  /** Our SHA-256 of the file that it was published from, where that file itself is as recorded. */
  sourceSha256: string | null;
  /** The first SHA-256 that we took under this record. */
  fingerprint: Fingerprint | null;
}

interface Found {
  sha256: string | null;
  size: number;
  modifiedMillis: number;
  at: string;
}

/** `claims` in the order of their times. */
export function whoseBytes(path: string, claims: readonly JudgedClaim[], murmur3: () => Hash): { evidence: (Evidence | null)[]; now: Overwrite['now'] } {
  const newest = claims.reduce<FileCheck | null>((last, { check }) => (check !== null && check.at !== null && check.at > (last?.at ?? '') ? check : last), null);
  if (newest === null || newest.at === null) {
    const sentence = 'Nobody has looked: whose bytes are there now is not known.';
    return { evidence: claims.map(() => null), now: { state: 'not-looked', by: null, claimants: [], at: null, sentence } };
  }
  const at = newest.at;
  if (newest.found === null) {
    return {
      evidence: claims.map(() => 'nothing'),
      now: {
        state: 'gone',
        by: null,
        claimants: [],
        at,
        sentence: `${newest.detail ?? 'Nothing could be looked at.'} So it is of none of the claimants, as of ${minuteText(at)}.`,
      },
    };
  }
  const found = { sha256: newest.sha256, size: newest.found.size, modifiedMillis: Date.parse(newest.found.modifiedAt), at };
  const timed = claims.map((claim) => hasSizeAndTime(path, claim, found, murmur3));
  const evidence = claims.map((claim, i): Evidence => contentEvidence(claim, claims, found, murmur3) ?? (timed[i] ? 'size-and-time' : 'nothing'));
  for (const by of ['recorded-content', 'source', 'fingerprint', 'size-and-time'] as const) {
    const left = evidence.flatMap((one, i) => (one === by ? [i] : []));
    if (left.length > 0) return { evidence, now: { state: left.length === 1 ? 'one' : 'several', by, claimants: left, at, sentence: sentenceOf(by, left, claims, timed, at) } };
  }
  return { evidence, now: { state: 'none', by: null, claimants: [], at, sentence: noneWords(claims, evidence, timed, at) } };
}

/** What the bytes themselves say, from our SHA-256 of them; null where they say nothing. */
function contentEvidence(claim: JudgedClaim, all: readonly JudgedClaim[], found: Found, murmur3: () => Hash): Evidence | null {
  const { check, value, sourceSha256, fingerprint, modifiedMillis } = claim;
  const { sha256 } = found;
  if (sha256 === null) return null;
  // The value of mode deep needs the bytes: a check of the same bytes has computed it.
  if ((check?.verdict === 'content-verified' && check.sha256 === sha256) || (value !== null && sha256Value(murmur3, sha256) === value)) return 'recorded-content';
  if (sourceSha256 !== null) return sourceSha256 === sha256 ? 'source' : 'other-content';
  // A fingerprint is this claim's only if it was taken after it was written and before the next wrote there.
  const next = Math.min(
    ...all.flatMap((other) => (modifiedMillis !== null && other.modifiedMillis !== null && other.modifiedMillis > modifiedMillis ? [other.modifiedMillis] : [])),
  );
  const taken = fingerprint === null ? Number.NaN : Date.parse(fingerprint.at);
  if (fingerprint !== null && fingerprint.origin === 'read' && modifiedMillis !== null && Number.isFinite(next) && taken >= modifiedMillis && taken < next)
    return fingerprint.sha256 === sha256 ? 'fingerprint' : 'other-content';
  return null;
}

function hasSizeAndTime(path: string, { value }: JudgedClaim, { size, modifiedMillis }: Found, murmur3: () => Hash): boolean {
  if (value === null || !Number.isSafeInteger(size) || Number.isNaN(modifiedMillis)) return false;
  const facts = { path: hashedPath(path), size, modifiedMillis };
  return standardValue(murmur3, facts) === value || lenientValue(murmur3, facts) === value;
}

const names = (claims: readonly JudgedClaim[], places: readonly number[]) => places.map((i) => visibleText(claims[i]?.who ?? '')).join(' and ');

function sentenceOf(by: Evidence, left: readonly number[], claims: readonly JudgedClaim[], timed: readonly boolean[], at: string): string {
  const who = names(claims, left);
  const when = `, as of ${minuteText(at)}`;
  const many = left.length > 1;
  if (by === 'size-and-time')
    return `By path, size and time, what is there is ${left.map((i) => visibleText(claims[i]?.what ?? '')).join(' and ')}; no content was recorded, so that is not proven${when}.`;
  const others = timed.flatMap((one, i) => (one && !left.includes(i) ? [i] : []));
  const odd = others.length === 0 ? '' : ` Yet its size and time are those of ${names(claims, others)}.`;
  const equal = many ? ' Their contents are equal, so the content does not tell whose they are.' : '';
  switch (by) {
    case 'recorded-content':
      return `The bytes there are those of ${who}: their checksum equals the recorded one, which is of the content${when}.${equal}${odd}`;
    case 'source':
      return `The bytes there are those of ${who}: our SHA-256 equals that of the file ${many ? 'each' : 'it'} was published from, which itself is as recorded by path, size and time${when}.${equal}${odd}`;
    default:
      return `The bytes there are those that we read after ${who} wrote and before the next did: our SHA-256 is the same${when}.${equal}${odd}`;
  }
}

function noneWords(claims: readonly JudgedClaim[], evidence: readonly Evidence[], timed: readonly boolean[], at: string): string {
  const forged = evidence.flatMap((one, i) => (one === 'other-content' && timed[i] ? [i] : []));
  if (forged.length > 0)
    return `Size and time are those of ${names(claims, forged)}, but our SHA-256 is not that of the content ${forged.length > 1 ? 'they' : 'it'} wrote: the bytes there are of none of the claimants, as far as is known, as of ${minuteText(at)}.`;
  return `What is there is as none of the claimants recorded it, as of ${minuteText(at)}: it was written again, copied without its time, or changed.`;
}
