/** What tells that a file is the one of a record: each piece of evidence in words, and what speaks against. */
import type { IdentifiedBy } from '../../contract/identify';
import type { FileCheck } from '../../contract/shared';
import { visibleText } from '../../preview/visible-text';
import type { Fingerprint } from '../baseline';
import type { ModeValues } from '../checksum/modes';
import type { RecordedFile } from '../recorded-file';
import { checkableValue, labelOf, modeOf } from '../recorded-value';
import { minuteText } from '../standing';
import { modeProves, verdictWords } from '../verdict';

/** A file as it was read. `values`: its four checksum values, the metadata ones made of the record's path where the file lies there. */
export interface ReadFile {
  size: number;
  sha256: string;
  values: ModeValues;
}

export interface KnownFile {
  recorded: RecordedFile;
  /** The first SHA-256 that is kept of it, with when. */
  first: Fingerprint | null;
  check: FileCheck | null;
  /** Its record is in the store now. */
  present: boolean;
}

export interface Evidence {
  by: IdentifiedBy;
  since: string | null;
  caution: boolean;
  words: string[];
}

/** Null where nothing agrees but perhaps name, size or path. */
export function evidenceOf(file: ReadFile, known: KnownFile): Evidence | null {
  const pieces = [ofFingerprints(file, known), ofRecordedValue(file, known.recorded)].filter((piece) => piece !== null);
  const [strongest] = pieces;
  if (strongest === undefined) return null;
  const against = speaksAgainst(file, known);
  return {
    by: strongest.by,
    since: strongest.since,
    caution: against.length > 0 || strongest.caution,
    words: [...pieces.map(({ words }) => words), ...against],
  };
}

interface Piece {
  by: IdentifiedBy;
  since: string | null;
  caution: boolean;
  words: string;
}

function ofFingerprints({ sha256 }: ReadFile, { first, check }: KnownFile): Piece | null {
  const last = check?.sha256 ?? null;
  const lastWhen = check?.at ? minuteText(check.at) : 'at a time that is not known';
  if (first?.sha256 === sha256 && first.origin === 'imported') {
    const since = last === sha256 ? (check?.at ?? null) : first.at;
    const list = `a list that was read in on ${minuteText(first.at)} (others took it)`;
    if (last === sha256)
      return { by: 'last-check', since, caution: false, words: `Its SHA-256 is what the last check found at this file's path on ${lastWhen}, and that of ${list}.` };
    const now = last === null ? '; this program has not read the file itself' : `; the file at its path is another, as its last check found on ${lastWhen}`;
    return { by: 'listed', since, caution: last !== null, words: `Its SHA-256 is that of ${list}${now}.` };
  }
  if (first?.sha256 === sha256) {
    const since = first.at;
    const kept = first.origin === 'renewed' ? 'the one put in place of an earlier one on purpose' : 'the first one kept here';
    const begins = `Its SHA-256 is ${kept} for this file, on ${minuteText(first.at)}`;
    if (check === null) return { by: 'fingerprint', since, caution: false, words: `${begins}.` };
    if (last === sha256)
      return { by: 'fingerprint', since, caution: false, words: `${begins}${check.at === first.at ? '' : `, and what its last check found at its path on ${lastWhen}`}.` };
    const now =
      last === null
        ? `at its last check, on ${lastWhen}, the file at its path was: ${verdictWords[check.verdict].short}`
        : `the file at its path is another now, as its last check found on ${lastWhen}`;
    return { by: 'first-fingerprint', since, caution: true, words: `${begins}; ${now}.` };
  }
  if (last !== sha256) return null;
  const before =
    first === null
      ? ''
      : first.origin === 'imported'
        ? '; the list that was read in has another'
        : `; its fingerprint of ${minuteText(first.at)} is another: that file has changed in between`;
  return {
    by: 'last-check',
    since: check?.at ?? null,
    caution: first !== null,
    words: `Its SHA-256 is what the last check of this file found at its path on ${lastWhen}${before}.`,
  };
}

function ofRecordedValue({ values }: ReadFile, recorded: RecordedFile): Piece | null {
  const value = checkableValue(recorded);
  const mode = value === null ? null : modeOf(value, values);
  if (mode === null) return null;
  const label = labelOf(recorded);
  const mislabelled = label !== null && label !== mode ? `, though its label says "${visibleText(label)}"` : '';
  if (modeProves[mode] === 'content')
    return {
      by: 'recorded-content',
      since: null,
      caution: false,
      words: `The recorded checksum is the hash of these bytes (${mode}${mislabelled}): the content is as recorded, accidental change ruled out; MurmurHash3 is not cryptographic.`,
    };
  return {
    by: 'metadata',
    since: null,
    caution: false,
    words: `It lies at the recorded path, and ${mode === 'lenient' ? 'path and size' : 'path, size and time'} give the recorded checksum (${mode}${mislabelled}): metadata only, which says nothing of the content.`,
  };
}

function speaksAgainst({ size }: ReadFile, { recorded, check, present }: KnownFile): string[] {
  return [
    size === 0 ? 'It is empty, and so has the content of every empty file.' : null,
    recorded.size !== null && recorded.size !== size ? `But the record states a size of ${recorded.size} bytes, and this file has ${size}.` : null,
    check?.stale ? 'The record has changed since its last check: the fingerprint speaks of the file as the earlier record named it.' : null,
    !present && recorded.lid !== null ? 'Its record is no longer in the store; the bytes of it seen earlier are kept.' : null,
  ].filter((sentence) => sentence !== null);
}
