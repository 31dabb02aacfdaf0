/** The sentences of an identification: what a file is, and what an answer without a record cannot exclude. */
import type { IdentifiedBy, IdentifyHit } from '../../contract/identify';
import type { Observation } from '../observe';

/** What each kind of evidence may be called, in a few words. */
export const identifiedWords: Record<IdentifiedBy, string> = {
  fingerprint: 'the content of this record, by our SHA-256',
  'first-fingerprint': 'what this record’s file was when first read, by our SHA-256; not what it is now',
  'last-check': 'what the last check found at this record’s path, by our SHA-256',
  listed: 'what a list that was read in says of this record’s file, by SHA-256',
  'recorded-content': 'the content of this record, by the recorded hash of it',
  metadata: 'at this record’s path with its size and time; content NOT compared',
};

/** The answer about one file that was read. */
export function noteOn(hits: readonly IdentifyHit[], hints: number): string {
  const byContent = hits.filter(({ by }) => by !== 'metadata');
  const caution = byContent.every((hit) => hit.caution) ? ', each with a caution' : '';
  if (byContent.length > 0)
    return `Known by its content to ${byContent.length === 1 ? 'one record' : `${byContent.length} records`}${byContent.length === 1 ? caution.replace('each ', '') : caution}.`;
  const weak = hints === 0 ? '' : ` ${hints === 1 ? 'One record agrees' : `${hints} records agree`} in name and size, or path, alone: that does not say that it is the file.`;
  if (hits.length > 0)
    return `It lies where ${hits.length === 1 ? 'one record says' : `${hits.length} records say`}, with the size and time recorded; by content no record knows it.${weak}`;
  return `No record of this workspace knows this content.${weak}`;
}

/** What holds for every answer without a hit by content. */
export function noHit({ known, of }: { known: number; of: number }): string {
  const lacking = of - known;
  const without = lacking === 0 ? 'All' : String(lacking);
  return `${without} of the ${of} recorded files ${lacking === 0 ? 'have a fingerprint here' : `have no fingerprint here yet, so a match by content cannot be excluded for ${lacking === 1 ? 'it' : 'these'}: check them first`}. Fingerprints are the one that counts for a file and that of its last check; replaced ones are not searched. Runs launched with lineage off leave no record.`;
}

/** Why a file was not read. */
export function unreadWords(found: Exclude<Observation, { kind: 'file' }>): string {
  switch (found.kind) {
    case 'missing':
      return 'Nothing is at this path.';
    case 'unreadable':
      return `It could not be read: ${found.message}.`;
    case 'remote':
    case 'listed':
      return 'It is not on this computer, so it was not read: name a file that is.';
    case 'not-regular':
      return 'This is a FIFO, device or socket, which was not opened.';
    case 'folder':
      return 'This is a folder now: it was a file a moment ago.';
  }
}
