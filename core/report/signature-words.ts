/** What is said of seals and signatures, in one place: on screen, on the command line, in the PDF. */
import type { FoundSignature } from '../contract/signatures';

/** For a certificate that vouches for itself. */
export function notPart11(local: boolean): string {
  return local ? 'Identity asserted, not verified; not a Part 11 electronic signature.' : 'Self-signed certificate: identity asserted, not verified.';
}

/** Whether the bytes are what was signed: `good` alone where nothing is wrong or unknown. */
export function integrityWords({ integrity, problem }: FoundSignature): { text: string; tone: 'good' | 'bad' | 'unknown' } {
  if (integrity === 'intact') return { text: 'intact: the bytes it covers are the ones that were signed', tone: 'good' };
  if (integrity === 'broken') return { text: `NOT INTACT: ${problem}`, tone: 'bad' };
  return { text: `not checkable: ${problem}`, tone: 'unknown' };
}

/** How much of the file it speaks of. */
export function coverageWords({ covers }: FoundSignature): { text: string; tone: 'good' | 'bad' | 'unknown' } {
  if (covers.later === 'nothing') return { text: 'covers the whole file', tone: 'good' };
  if (covers.later === 'signatures') return { text: 'covers all but the signatures that were added after it', tone: 'good' };
  if (covers.later === 'unknown') return { text: 'what was appended after it cannot be read', tone: 'bad' };
  const what = covers.changed === 0 ? 'something other than a signature' : `${covers.changed} ${covers.changed === 1 ? 'object that was' : 'objects that were'} changed`;
  return { text: `does NOT cover what was appended after it: ${what}`, tone: 'bad' };
}

/** Whose it is, as far as that is known. */
export function identityWords({ kind, certificate, madeHere, identity, identityNote }: FoundSignature): string {
  if (certificate === null) return 'nobody can tell whose it is';
  if (kind === 'seal' && madeHere) return 'seal of this installation; it names no person';
  if (identity === 'trusted') return `its certificate leads to one of the authorities given, as of the time the signer states; ${identityNote}`;
  if (identity === 'not-trusted') return `its certificate leads to NONE of the authorities given (${identityNote})`;
  if (kind === 'seal') return 'seal of another installation, or of something that says it is one; not checked';
  if (certificate.selfSigned) return 'identity asserted by the certificate itself, not verified; not a Part 11 electronic signature by this alone';
  return 'identity as the certificate states; not checked against any authority';
}

/** Whether nothing is wrong with any of them; no signature at all is not fine. */
export function allIntact(signatures: readonly FoundSignature[]): boolean {
  return signatures.length > 0 && signatures.every((one) => one.integrity === 'intact' && (one.covers.later === 'nothing' || one.covers.later === 'signatures'));
}

/** Said before somebody signs. */
export const signingWords = {
  means: 'Signing is your deliberate act: your name, what you mean by it and the time are bound to this report and to the evidence embedded in it.',
  local:
    'A local certificate is made here for this one signature. It asserts the name that you typed and verifies nothing: whoever can use this computer could have typed it. It is not a Part 11 electronic signature.',
} as const;
