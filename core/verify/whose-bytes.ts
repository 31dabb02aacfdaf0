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
  /**
   * Our SHA-256 of the file that it was published from, where that file itself is as recorded. `first`: of our first reading, as its
   * content has changed since. Nothing tells which of the two readings is of what was published, so equality speaks for the claim, and
   * inequality not against it.
   */
  source: { sha256: string; first: boolean } | null;
  /** The first SHA-256 of this record's file: taken by us, or a list's word, which is told and decides nothing. */
  fingerprint: Fingerprint | null;
}

interface Found {
  sha256: string | null;
  size: number;
  modifiedMillis: number;
}

type Covered = 'size-and-time' | 'size' | null;

/** `claims` in the order of their times. */
export function whoseBytes(path: string, claims: readonly JudgedClaim[], murmur3: () => Hash): { evidence: (Evidence | null)[]; now: Overwrite['now'] } {
  const newest = claims.reduce<FileCheck | null>((last, { check }) => (check !== null && check.at !== null && check.at > (last?.at ?? '') ? check : last), null);
  if (newest === null || newest.at === null) {
    const sentence = 'Nobody has looked: whose bytes are there now is not known.';
    return { evidence: claims.map(() => null), now: { state: 'not-looked', by: null, claimants: [], at: null, sentence } };
  }
  const at = newest.at;
  const without = (state: 'gone' | 'unknown' | 'none', sentence: string) => ({ state, by: null, claimants: [], at, sentence });
  const unknown = () => without('unknown', `${visibleText(newest.detail ?? 'It could not be looked at.')} Whose bytes are there is not known, as of ${minuteText(at)}.`);
  if (newest.verdict === 'missing') {
    const sentence = `${newest.detail ?? 'Nothing is there.'} So it is of none of the claimants, as of ${minuteText(at)}.`;
    return { evidence: claims.map(() => 'nothing'), now: without('gone', sentence) };
  }
  if (newest.found === null) return { evidence: claims.map(() => null), now: unknown() };
  const found = { sha256: newest.sha256, size: newest.found.size, modifiedMillis: Date.parse(newest.found.modifiedAt) };
  const covered = claims.map((claim) => coveredBy(path, claim, found, murmur3));
  const evidence = claims.map((claim, i): Evidence => contentEvidence(claim, claims, found, murmur3) ?? covered[i] ?? 'nothing');
  const told = listsWords(claims, found);
  for (const by of ['recorded-content', 'source', 'fingerprint', 'size-and-time', 'size'] as const) {
    const left = evidence.flatMap((one, i) => (one === by ? [i] : []));
    if (left.length > 0) {
      const sentence = `${sentenceOf(by, left, claims, covered, at)}${told}`;
      return { evidence, now: { state: left.length === 1 ? 'one' : 'several', by, claimants: left, at, sentence } };
    }
  }
  if (claims.some((claim, i) => evidence[i] !== 'other-content' && !isDeniedByCheck(claim, newest))) return { evidence, now: unknown() };
  return { evidence, now: without('none', `${noneWords(claims, evidence, covered, at)}${told}`) };
}

/** Its own check saw what is there now, and says that this is not what was recorded; without one, no evidence is no denial. */
function isDeniedByCheck({ check }: JudgedClaim, { sha256, found }: FileCheck): boolean {
  if (check === null || check.sha256 !== sha256 || check.found?.size !== found?.size || check.found?.modifiedAt !== found?.modifiedAt) return false;
  return check.verdict === 'mismatch' || check.reason === 'time-differs';
}

/** What the bytes themselves say, from our SHA-256 of them; null where they say nothing. */
function contentEvidence(claim: JudgedClaim, all: readonly JudgedClaim[], found: Found, murmur3: () => Hash): Evidence | null {
  const { check, value, source, fingerprint, modifiedMillis } = claim;
  const { sha256 } = found;
  if (sha256 === null) return null;
  // The value of mode deep needs the bytes: a check of the same bytes has computed it.
  if ((check?.verdict === 'content-verified' && check.sha256 === sha256) || (value !== null && sha256Value(murmur3, sha256) === value)) return 'recorded-content';
  if (source?.sha256 === sha256) return 'source';
  if (source?.first === false) return 'other-content';
  // A fingerprint is this claim's only if it was taken after it was written and before the next wrote there.
  const next = Math.min(
    ...all.flatMap((other) => (modifiedMillis !== null && other.modifiedMillis !== null && other.modifiedMillis > modifiedMillis ? [other.modifiedMillis] : [])),
  );
  const taken = fingerprint === null ? Number.NaN : Date.parse(fingerprint.at);
  if (fingerprint !== null && fingerprint.origin === 'read' && modifiedMillis !== null && Number.isFinite(next) && taken >= modifiedMillis && taken < next)
    return fingerprint.sha256 === sha256 ? 'fingerprint' : 'other-content';
  return null;
}

/** What the recorded value covers of the path, size and time there; null where it is another value. */
function coveredBy(path: string, { value }: JudgedClaim, { size, modifiedMillis }: Found, murmur3: () => Hash): Covered {
  if (value === null || !Number.isSafeInteger(size)) return null;
  const facts = { path: hashedPath(path), size, modifiedMillis };
  if (!Number.isNaN(modifiedMillis) && standardValue(murmur3, facts) === value) return 'size-and-time';
  return lenientValue(murmur3, facts) === value ? 'size' : null;
}

const names = (claims: readonly JudgedClaim[], places: readonly number[]) => places.map((i) => visibleText(claims[i]?.who ?? '')).join(' and ');

function sentenceOf(by: Evidence, left: readonly number[], claims: readonly JudgedClaim[], covered: readonly Covered[], at: string): string {
  const who = names(claims, left);
  const when = `, as of ${minuteText(at)}`;
  const many = left.length > 1;
  const what = left.map((i) => visibleText(claims[i]?.what ?? '')).join(' and ');
  if (by === 'size-and-time') return `By path, size and time, what is there is ${what}; no content was recorded, so that is not proven${when}.`;
  if (by === 'size') return `By path and size, what is there is ${what}; the time is not covered, and no content was recorded, so that is not proven${when}.`;
  const others = covered.flatMap((one, i) => (one === 'size-and-time' && !left.includes(i) ? [i] : []));
  const odd = others.length === 0 ? '' : ` Yet its size and time are those of ${names(claims, others)}.`;
  const equal = many ? ' Their contents are equal, so the content does not tell whose they are.' : '';
  switch (by) {
    case 'recorded-content':
      return `The bytes there are those of ${who}: their checksum equals the recorded one, which is of the content${when}.${equal}${odd}`;
    case 'source': {
      const early = left.filter((i) => claims[i]?.source?.first === true);
      const sound = early.length === 0 ? ', which itself is as recorded by path, size and time' : '';
      const changed = early.length === 0 ? '' : ` For ${names(claims, early)} that is the SHA-256 of our first reading: the file it was published from has changed since.`;
      return `The bytes there are those of ${who}: our SHA-256 equals that of the file ${many ? 'each' : 'it'} was published from${sound}${when}.${changed}${equal}${odd}`;
    }
    default:
      return `The bytes there are those that we read after ${who} wrote and before the next did: our SHA-256 is the same${when}.${equal}${odd}`;
  }
}

function noneWords(claims: readonly JudgedClaim[], evidence: readonly Evidence[], covered: readonly Covered[], at: string): string {
  const forgedBy = (what: Covered) => evidence.flatMap((one, i) => (one === 'other-content' && covered[i] === what ? [i] : []));
  const timed = forgedBy('size-and-time');
  const forged = timed.length > 0 ? timed : forgedBy('size');
  if (forged.length > 0)
    return `${timed.length > 0 ? 'Size and time' : 'Path and size'} are those of ${names(claims, forged)}, but our SHA-256 is not that of the content ${forged.length > 1 ? 'they' : 'it'} wrote: the bytes there are of none of the claimants, as far as is known, as of ${minuteText(at)}.`;
  return `What is there is as none of the claimants recorded it, as of ${minuteText(at)}: it was written again, copied without its time, or changed.`;
}

/** What lists that were read in say of these bytes. */
function listsWords(claims: readonly JudgedClaim[], { sha256 }: Found): string {
  const listed = claims.flatMap(({ who, fingerprint }) => (sha256 !== null && fingerprint?.origin === 'imported' ? [{ who, same: fingerprint.sha256 === sha256 }] : []));
  return listed
    .map(({ who, same }) => ` A list that was read in gives ${same ? 'this' : 'another'} SHA-256 for ${visibleText(who)}: its word, which decides nothing here.`)
    .join('');
}
