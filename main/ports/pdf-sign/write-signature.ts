/** Puts a signature into a file as an incremental update: the place for it exactly as large as it can be, then the signature over all other bytes. */
import { AuditError } from '../../../core/errors';
import { cmsSize, type Signer, signCms } from './cms';
import { PdfFile } from './file';
import { type Dict, dict, name, Raw, type Ref, text } from './objects';
import { Update } from './update';

/** What the signature's dictionary says; it is signed with all else. */
export interface Says {
  name: string;
  reason: string;
  /** Milliseconds since 1970, and the offset of local time in minutes. */
  at: { ms: number; offsetMinutes: number };
  /** Keys of our own, which other programs pass over. */
  own: Record<string, string>;
  /** Certifies the file: from now on its form may be filled and signed, nothing else. */
  certifies?: boolean;
}

const rangeDigits = 10;
const rangePlace = `[0 ${Array.from({ length: 3 }, () => '9'.repeat(rangeDigits)).join(' ')}]`;

/** `change` puts the signature, whose reference it is given, where it belongs. */
export async function writeSignature(bytes: Uint8Array, signer: Signer, says: Says, change: (update: Update, signature: Ref) => Promise<void> | void): Promise<Buffer> {
  const update = new Update(new PdfFile(bytes));
  const size = cmsSize(signer);
  const signature = update.add(signatureDict(says, size));
  await change(update, signature);
  const all = update.bytes();
  const from = bytes.length;
  const rangeAt = all.indexOf(rangePlace, from, 'latin1');
  const contentsAt = all.indexOf(contentsPlace(size), from, 'latin1');
  if (rangeAt < 0 || contentsAt < 0 || all.length >= 10 ** rangeDigits) throw new AuditError('internal', 'The place for the signature was not found.');
  const contentsEnd = contentsAt + size * 2 + 2;
  const range = `[0 ${contentsAt} ${contentsEnd} ${all.length - contentsEnd}]`;
  all.write(range.padEnd(rangePlace.length), rangeAt, 'latin1');
  const cms = signCms(signer, [all.subarray(0, contentsAt), all.subarray(contentsEnd)]);
  if (cms.length > size) throw new AuditError('internal', `The signature has ${cms.length} bytes and its place ${size}.`);
  all.write(cms.toString('hex'), contentsAt + 1, 'latin1');
  return all;
}

const contentsPlace = (size: number) => `<${'0'.repeat(size * 2)}>`;

function signatureDict(says: Says, size: number): Dict {
  const entries = dict({
    Type: name('Sig'),
    Filter: name('Adobe.PPKLite'),
    SubFilter: name('ETSI.CAdES.detached'),
    ByteRange: new Raw(rangePlace),
    Contents: new Raw(contentsPlace(size)),
    Name: text(says.name),
    Reason: text(says.reason),
    M: text(pdfDate(says.at)),
  });
  for (const [key, value] of Object.entries(says.own)) entries.set(key, text(value));
  if (says.certifies)
    entries.set('Reference', [dict({ Type: name('SigRef'), TransformMethod: name('DocMDP'), TransformParams: dict({ Type: name('TransformParams'), P: 2, V: name('1.2') }) })]);
  return entries;
}

/** `D:20261126101500+01'00'` (ISO 32000-1, 7.9.4). */
export function pdfDate({ ms, offsetMinutes }: Says['at']): string {
  const local = new Date(ms + offsetMinutes * 60_000).toISOString().replace(/[-:T]|\.\d+Z/g, '');
  if (offsetMinutes === 0) return `D:${local}Z`;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const away = Math.abs(offsetMinutes);
  return `D:${local}${offsetMinutes < 0 ? '-' : '+'}${two(away / 60)}'${two(away % 60)}'`;
}

/** `2026-11-26T10:15:00+01:00`, or Z; null where it is no date. */
export function instantOf(date: string): string | null {
  const parts = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-])(\d\d)'(\d\d)'?)/.exec(date);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second, sign, hours, minutes] = parts;
  const instant = `${year}-${month}-${day}T${hour}:${minute}:${second}${sign === undefined ? 'Z' : `${sign}${hours}:${minutes}`}`;
  return Number.isNaN(Date.parse(instant)) ? null : instant;
}
