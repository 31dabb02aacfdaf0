/** What a check rules out and since when, in the same words for window, PDF and command line: never "unchanged" alone. */
import type { FileCheck } from '../contract/shared';
import { instantOf } from '../record/instant';
import { attestedWords } from './attested';
import { folderWords } from './folder-words';
import { type BaselineState, type Verdict, verdictWords } from './verdict';

type Standing = Pick<FileCheck, 'verdict' | 'attested' | 'baseline' | 'firstSeen' | 'baselineFrom' | 'baselineLocked' | 'ranAt' | 'ownRecord' | 'examined' | 'at' | 'folder'>;

/** Sentences, the strongest first; none where nobody has looked. `at` and `firstSeen` are instants of this computer's clock. */
export function standingOf(check: Standing): string[] {
  const attested = check.attested === null ? [] : attestedWords(check.attested);
  return [contentWords(check), ...folderWords(check), baselineWords(check) ?? unreadWords(check), ownRecordWords(check), ...attested].filter((sentence) => sentence !== null);
}

function contentWords({ verdict, baseline }: Standing): string | null {
  if (verdict === 'content-verified') {
    const alone = baseline === 'unchanged' ? '' : '; a deliberate change is not ruled out, as that hash is not cryptographic';
    return `The recorded hash of the content (MurmurHash3) rules out accidental change since it was recorded${alone}.`;
  }
  return verdict === 'metadata-match' || verdict === 'inconclusive' ? 'The record gives no evidence of the content.' : null;
}

/** Our own SHA-256 against the fingerprint. Null where none was taken now. */
export function baselineWords(check: Pick<Standing, 'baseline' | 'firstSeen' | 'baselineFrom' | 'baselineLocked' | 'ranAt'> & Partial<Pick<Standing, 'folder'>>): string | null {
  const { baseline, firstSeen, baselineFrom } = check;
  if (baseline === null || firstSeen === null) return null;
  const ours = check.folder == null ? 'our SHA-256' : 'the SHA-256 of our manifest of what is inside';
  const at = minuteText(firstSeen);
  const lock = check.baselineLocked ? ' That fingerprint is signed off and locked.' : '';
  if (baselineFrom === 'imported') return `${importedWords(baseline, at, ours)}${lock}`;
  const when = `${at}, ${baselineFrom === 'renewed' ? 'the reading that was put in place of an earlier fingerprint on purpose' : 'first read here'}${sinceRun(check)}`;
  if (baseline === 'first-seen') {
    const read = baselineFrom === 'renewed' ? 'Read' : 'First read here';
    const renewed = baselineFrom === 'renewed' ? ', and put in place of an earlier fingerprint on purpose (the history has it)' : '';
    return `${read} ${at}${sinceRun(check)}${renewed}: from then on ${ours} tells any change; it says nothing of the time before.${lock}`;
  }
  if (baseline === 'unchanged') return `Unchanged since ${when}: ${ours} is the same, which rules out deliberate change too, since then and not before.${lock}`;
  return `Changed since ${when}: ${ours} is another now.${lock}`;
}

/** Nobody here saw the file when the list was made or read in: no "since" is said. */
function importedWords(baseline: BaselineState, at: string, ours: string): string {
  const list = `the list that was read in here ${at} (others took that SHA-256; when, is not known here)`;
  if (baseline === 'changed') return `Other bytes than in ${list}: ${ours} is another. Whether this file ever had those bytes is not known here.`;
  return `The same bytes as in ${list}: ${ours} is the same, which rules out deliberate change too, since the list was made and not before.`;
}

/** Where only a server was asked: that our fingerprint, if there is one, was not held against the content this time. */
function unreadWords({ attested, examined, firstSeen }: Standing): string | null {
  if (attested === null || examined !== 'metadata') return null;
  const before = firstSeen === null ? '' : ` Our SHA-256 of ${minuteText(firstSeen)} was not held against it.`;
  return `Size and time are the S3 server's word; the content was not read.${before}`;
}

/** `, 3 days after the run began`; empty where the start of the run is not known. */
function sinceRun({ firstSeen, ranAt }: Pick<Standing, 'firstSeen' | 'ranAt'>): string {
  const began = instantOf(ranAt);
  if (firstSeen === null || began === Number.MAX_VALUE) return '';
  const hours = (Date.parse(firstSeen) - began) / 3_600_000;
  const of = (amount: number, unit: string) => `${amount} ${unit}${amount === 1 ? '' : 's'}`;
  const span = Math.abs(hours) < 48 ? of(Math.floor(Math.abs(hours)), 'hour') : of(Math.floor(Math.abs(hours) / 24), 'day');
  return hours < 0 ? `, ${span} before the run began, by its own clock` : `, ${span} after the run began`;
}

/** Null where it cannot be told. */
export function ownRecordWords({ ownRecord }: Pick<Standing, 'ownRecord'>): string | null {
  if (ownRecord === 'consistent') return 'The record is consistent with itself (its checksum follows from its own path, size and time): no evidence of the content.';
  if (ownRecord === 'contradicts')
    return 'The record contradicts itself: its checksum does not follow from its own path, size and time, so it was edited, its label is wrong, or something else than Nextflow made it.';
  return null;
}

/** `2026-11-21 14:02 UTC`. */
export function minuteText(instant: string): string {
  const millis = Date.parse(instant);
  return Number.isNaN(millis) ? instant : `${new Date(millis).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** What would prove more than a verdict does, or what to do where it is bad: for people who decide whether it is enough. */
export const strongerProof: Record<Verdict, string> = {
  'content-verified': 'compare our SHA-256 with one that was published or signed elsewhere when the file was made: MurmurHash3 can be forged on purpose.',
  'metadata-match':
    'compare our SHA-256 with a checksum list made at release, or with the same file of a run that reproduces this one. The recorded checksum itself can prove no more: it was never computed from the content.',
  inconclusive:
    'get a copy that keeps its times (GNU tar, rsync -t, cp -p), or say where the original is; then check again. To prove the content, compare our SHA-256 with a list made at release.',
  mismatch: 'find out who changed the file and when, restore it from a backup or take it from the archive of the release, and check again.',
  missing: 'if the files were moved or copied, say where they are now; else ask for them from the archive.',
  unreadable: 'get the right to read it, or a copy that can be read, and check again.',
  'not-checked': 'check it, and where it is on S3 have its content read ("read files on S3 as well", --content).',
  'not-checkable':
    'the record gives nothing to hold the file against. Compare our SHA-256 with a list made elsewhere, or check the files inside a folder that have records of their own.',
};

/** Reads before `strongerProof`. */
export function strongerProofTitle(bad: boolean): string {
  return bad ? 'What to do:' : 'Stronger proof:';
}

/** The whole sentence for one check: bytes that have changed, and a record that contradicts itself, ask for more than the verdict's own advice. */
export function strongerProofFor({ verdict, baseline, ownRecord }: Pick<FileCheck, 'verdict' | 'baseline' | 'ownRecord'>): string {
  const changed = baseline === 'changed' && verdict !== 'mismatch';
  const bad = changed || verdictWords[verdict].tone === 'bad';
  const record = ownRecord === 'contradicts' ? ' Ask as well who edited the record: compare it with a copy of the store that was kept apart.' : '';
  return `${strongerProofTitle(bad)} ${strongerProof[changed ? 'mismatch' : verdict]}${record}`;
}
