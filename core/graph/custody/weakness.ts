/** How weak a place in a chain of custody can be: the closed list, weakest first, with the rule in words. The one place where the order is said. */
import type { FileCheck } from '../../contract/shared';
import type { Verdict } from '../../verify/verdict';

/** Of what a count is a part. */
export type Basis = 'files' | 'records' | 'links';

export const weaknesses = [
  'mismatch',
  'changed',
  'damaged-record',
  'contradicts-itself',
  'missing-record',
  'unknown-record',
  'vanished-record',
  'changed-record',
  'loop',
  'origin-not-recorded',
  'inferred-link',
  'named-alone',
  'several-contents',
  'no-checksum',
  'file-missing',
  'unreadable',
  'not-checkable',
  'not-checked',
  'inconclusive',
  'metadata-only',
  'content-verified',
] as const;
export type Weakness = (typeof weaknesses)[number];

/** 0 is the weakest. */
export const rankOf: ReadonlyMap<Weakness, number> = new Map(weaknesses.map((one, at) => [one, at]));

export function weaker(a: Weakness, b: Weakness): boolean {
  return (rankOf.get(a) ?? 0) < (rankOf.get(b) ?? 0);
}

export const weaknessWords: Record<Weakness, { basis: Basis; short: string; rule: string }> = {
  mismatch: { basis: 'files', short: 'Mismatch', rule: 'A file is not what was recorded. Something is known to be wrong, so nothing outranks it.' },
  changed: {
    basis: 'files',
    short: 'Other bytes than at an earlier reading',
    rule: 'Our SHA-256 is another than the fingerprint: the bytes changed while this program knew the file.',
  },
  'damaged-record': { basis: 'records', short: 'Record damaged', rule: 'A record is in the store, or was kept here, and cannot be read any more: what it said is lost.' },
  'contradicts-itself': {
    basis: 'files',
    short: 'Record contradicts itself',
    rule: 'The checksum in a record does not follow from its own path, size and time: it was edited, is labelled wrongly, or something else than Nextflow made it.',
  },
  'missing-record': {
    basis: 'records',
    short: 'Record missing',
    rule: 'A record is named and was never seen here. Whatever lies behind it is not known, so no check of a file makes up for it.',
  },
  'unknown-record': { basis: 'records', short: 'Record not understood', rule: 'A record is kept and is of a kind or version that is not interpreted: its links are not known.' },
  'vanished-record': {
    basis: 'records',
    short: 'Record no longer in the store',
    rule: 'A record was in the store and is gone. The bytes kept here are shown, and the store vouches for them no more.',
  },
  'changed-record': {
    basis: 'records',
    short: 'Record changed since first seen',
    rule: 'A record was seen with different contents. Nextflow itself replaces the record of a task that runs again; an edit looks the same.',
  },
  loop: {
    basis: 'links',
    short: 'Records in a circle',
    rule: 'Records name each other in a circle, which nothing that really happened can: at least one of these links is wrong.',
  },
  'origin-not-recorded': {
    basis: 'files',
    short: 'Origin not recorded',
    rule: 'A record of a file names neither the task nor the file it came from, or the run wrote it itself: what went into it is recorded nowhere.',
  },
  'inferred-link': {
    basis: 'links',
    short: 'Link inferred',
    rule: 'Two places are linked by equal paths or by one path below another alone. No record states the link, and the file may have come from elsewhere.',
  },
  'named-alone': {
    basis: 'links',
    short: 'Named by path alone, not recorded as read',
    rule: 'A task was given a path as text, a folder that was read holds files of which records are here, or a list of outputs names an outside file as text. It may have gone into this file; no record says that it did.',
  },
  'several-contents': {
    basis: 'files',
    short: 'One path, several checksums',
    rule: 'Different checksums were recorded for one outside path: between the readings it was another file, or the same one with another time.',
  },
  'no-checksum': {
    basis: 'files',
    short: 'Outside file by path alone',
    rule: 'An outside file is named by its path, and no step that used it recorded a checksum: which content it had can never be told.',
  },
  'file-missing': { basis: 'files', short: 'File not found', rule: 'When looked for, no file was where the record says: it cannot be held against its record any more.' },
  unreadable: { basis: 'files', short: 'File unreadable', rule: 'The file is there and could not be read.' },
  'not-checkable': { basis: 'files', short: 'Cannot be checked', rule: 'The record gives nothing that the file could be held against.' },
  'not-checked': {
    basis: 'files',
    short: 'Not checked',
    rule: 'Nobody has looked, or only before the record changed. It may turn out as anything, so it is weaker than a check that found little.',
  },
  inconclusive: { basis: 'files', short: 'Inconclusive', rule: 'The size is as recorded, the time is not, as after a copy: neither for nor against the content.' },
  'metadata-only': { basis: 'files', short: 'Content NOT checked', rule: 'Path, size and perhaps date are as recorded. The recorded checksum covers no byte of the content.' },
  'content-verified': {
    basis: 'files',
    short: 'Content verified',
    rule: 'The checksum of the bytes equals the recorded one. That hash (MurmurHash3) is not cryptographic: accidental change is ruled out, a deliberate one is not.',
  },
};

/** How the order came about, for whoever reads the page. */
export const weaknessRule = [
  'The weakest link is the place that comes first in this list; of several of the same kind, the one nearest to the file.',
  'What is known to be wrong comes first (mismatch, other bytes, damage, a record that contradicts itself), for then something has happened, and not only been left unproven.',
  'Then what no check of a file can make up for: records that are missing, gone, changed or not understood, circles, origins and links that no record states, files without any checksum.',
  'Then the files, by what a check found: from one that cannot be found to one whose content was verified.',
  'Containers, code and parameters are no links of custody: what is known of them stands beside, with counts.',
];

const byVerdict: Record<Verdict, Weakness> = {
  mismatch: 'mismatch',
  missing: 'file-missing',
  unreadable: 'unreadable',
  'not-checkable': 'not-checkable',
  'not-checked': 'not-checked',
  inconclusive: 'inconclusive',
  'metadata-match': 'metadata-only',
  'content-verified': 'content-verified',
};

/** How weak a file is by its newest check; null: nobody has looked. */
export function weaknessOfCheck(check: Pick<FileCheck, 'verdict' | 'baseline' | 'stale'> | null): Weakness {
  if (check === null) return 'not-checked';
  const byRecord = check.stale ? 'not-checked' : byVerdict[check.verdict];
  return check.baseline === 'changed' && weaker('changed', byRecord) ? 'changed' : byRecord;
}
