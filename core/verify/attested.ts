/** What an S3 server says of an object, held against the bytes that were read, and told as what it is: the server's word. */
import type { Attestation } from '../contract/shared';
import { base64Of } from '../engine/base64';
import type { DigestName } from '../ports';
import { visibleText } from '../preview/visible-text';

type Checksum = Attestation['checksums'][number];

/** S3's name of an algorithm → the digest of ours; those that are not computed here are absent. */
const digestNames: Partial<Record<Checksum['algorithm'], DigestName>> = { CRC32: 'crc32', CRC32C: 'crc32c', CRC64NVME: 'crc64nvme', SHA1: 'sha1', SHA256: 'sha256', MD5: 'md5' };

/** The algorithms by which the bytes could be held against what the server says: composite checksums and multipart ETags are no digest of them. */
export function digestsToCompare({ checksums, etag }: Attestation): DigestName[] {
  const wanted = checksums.flatMap(({ type, algorithm }) => (type === 'full-object' ? (digestNames[algorithm] ?? []) : []));
  return etag?.kind === 'single-part' ? [...wanted, 'md5'] : wanted;
}

/** The same with `agrees` and `etagAgrees` filled in where the bytes can tell. */
export function heldAgainst(attested: Attestation, digests: Partial<Record<DigestName, string>>): Attestation {
  const { etag } = attested;
  const digestOf = (algorithm: Checksum['algorithm']) => {
    const name = digestNames[algorithm];
    return name && digests[name];
  };
  return {
    ...attested,
    checksums: attested.checksums.map((checksum) => {
      const hex = checksum.type === 'full-object' ? digestOf(checksum.algorithm) : undefined;
      return { ...checksum, agrees: hex === undefined ? null : base64OfHex(hex) === checksum.value };
    }),
    etagAgrees: etag?.kind !== 'single-part' || digests.md5 === undefined ? null : etag.value.toLowerCase() === digests.md5,
  };
}

/** What of the server's word the bytes that it sent contradict, in one sentence; null where nothing does. */
export function contradictionOf(attested: Attestation | null): string | null {
  if (attested === null) return null;
  const wrong = attested.checksums.filter(({ agrees }) => agrees === false).map(({ algorithm, value }) => `${algorithm} ${visibleText(value)}`);
  if (attested.etagAgrees === false) wrong.push(`ETag ${visibleText(attested.etag?.value ?? '')}, which for a single part is the MD5`);
  if (wrong.length === 0) return null;
  return `WARNING: the S3 server's word is not what it sent: it says ${wrong.join(' and ')} of this object, and the bytes read have another. They were damaged or changed since they were stored, or on their way, or the server does not tell the truth.`;
}

/** Everything the server says, a sentence each; none of it proves anything of the content by itself. */
export function attestedWords(attested: Attestation): string[] {
  const { versionId, etag, checksums, encryption, notAsked } = attested;
  if (attested.deleted) return ['The S3 server says that the object was deleted: its newest version is a delete marker.'];
  const sentences = [
    versionId === null ? 'The S3 server names no version of it.' : `The S3 server says that this is version ${visibleText(versionId)}.`,
    ...checksums.map(checksumWords),
    etag === null ? null : etagWords(attested),
    encryption === null ? null : `It says that the object lies encrypted there (${visibleText(encryption)}).`,
    lockWords(attested),
    ...notAsked.map(visibleText),
  ];
  return sentences.filter((sentence) => sentence !== null);
}

function checksumWords({ algorithm, value, type, parts, agrees }: Checksum): string {
  const said = `It says ${algorithm} ${visibleText(value)}`;
  if (type === 'composite') return `${said}, of the checksums of ${parts ?? 'an unknown number of'} parts: no digest of the content.`;
  if (type === 'unknown') return `${said}, and not whether of the content or of parts.`;
  return `${said} of the whole content: ${agreement(agrees)}.`;
}

function etagWords({ etag, etagAgrees }: Attestation): string {
  const said = `Its ETag is ${visibleText(etag?.value ?? '')}`;
  if (etag?.kind === 'multipart') return `${said}, of an upload in ${etag.parts ?? 'an unknown number of'} parts: no digest of the content.`;
  if (etag?.kind === 'unknown') return `${said}, which need not be a digest of the content.`;
  return `${said}, by the rules of S3 the MD5 of an upload in a single part: ${agreement(etagAgrees)}.`;
}

function agreement(agrees: boolean | null): string {
  if (agrees === null) return "the server's word, not held against the content";
  return agrees ? 'the bytes read just now have it' : 'THE BYTES READ JUST NOW HAVE ANOTHER';
}

function lockWords({ lock }: Attestation): string | null {
  const { mode, until, legalHold } = lock;
  const hold = legalHold === null ? '' : legalHold ? ' It is under legal hold.' : ' It is not under legal hold.';
  if (mode === null) return hold === '' ? null : `By the server's word:${hold}`;
  if (mode === 'none') return `The server says that no retention by Object Lock is set.${hold}`;
  const who = mode === 'COMPLIANCE' ? 'nobody may delete this version or shorten that' : 'only those with a right of their own may delete this version or shorten that';
  return `The server says that Object Lock keeps this version until ${until ?? 'a time that it does not say'} (${mode}: ${who}).${hold}`;
}

function base64OfHex(hex: string): string {
  return base64Of(Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16)));
}
