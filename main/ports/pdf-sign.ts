/** Seals, signs and reads reports in PDF: PAdES B-B, each signature an incremental update. */

import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { AuditError } from '../../core/errors';
import type { PdfSignPort, Signing } from '../../core/ports';
import { evidenceName } from '../../core/report/enclosed';
import { notPart11 } from '../../core/report/signature-words';
import { addAppearance, type BoxLine } from './pdf-sign/appearance';
import { describe, maySign } from './pdf-sign/check-cms';
import type { Signer } from './pdf-sign/cms';
import { embeddedDigest, embeddedFile, replaceEmbedded } from './pdf-sign/embedded';
import { addFields, fieldsOf } from './pdf-sign/fields';
import { PdfFile } from './pdf-sign/file';
import { BadPdf, dict, type Ref } from './pdf-sign/objects';
import { newSigningKey, selfSigned } from './pdf-sign/own-certificate';
import { openP12 } from './pdf-sign/p12';
import { freePlaces, ownKeys, readSignatures } from './pdf-sign/read-signatures';
import type { Update } from './pdf-sign/update';
import { writeSignature } from './pdf-sign/write-signature';
import type { SealKeys } from './seal-key';

const largestP12 = 1_000_000;

export function createPdfSign(seals: SealKeys): PdfSignPort {
  return {
    async seal(bytes, { report, at, replaces = null, evidence: known = null }) {
      const signer = seals.signer();
      const evidence = known ?? (await evidenceDigest(bytes));
      const { subject } = describe(signer.certificate);
      return told(() =>
        writeSignature(
          bytes,
          signer,
          {
            name: subject,
            reason: `Seal: made by this installation, unchanged since. No person signed by it. Report ${report}${evidence === null ? '' : `, evidence SHA-256 ${evidence}`}.`,
            at,
            own: { [ownKeys.report]: report, ...(evidence === null ? {} : { [ownKeys.evidence]: evidence }) },
            certifies: true,
          },
          (update, seal) => {
            if (replaces !== null) replaceEmbedded(update, replaces.name, replaces.bytes);
            addFields(update, seal);
          },
        ),
      );
    },
    async sign(bytes, signing) {
      const signer = signing.certificate.from === 'local' ? localSigner(signing) : p12Signer(signing.certificate, signing.at.ms);
      const [place] = told(() => freePlaces(bytes));
      if (place === undefined) throw new AuditError('not-supported', 'All places for signatures in this file are taken.');
      const evidence = await evidenceDigest(bytes);
      const bound = `Report ${signing.report}${evidence === null ? '' : `, evidence SHA-256 ${evidence}`}`;
      const meaning = `${signing.meaning[0]?.toUpperCase()}${signing.meaning.slice(1)}`;
      return told(() =>
        writeSignature(
          bytes,
          signer,
          {
            name: signing.name,
            reason: `${meaning}${signing.reason === null ? '' : `: ${signing.reason}`}. ${bound}.`,
            at: signing.at,
            own: { [ownKeys.meaning]: signing.meaning, [ownKeys.report]: signing.report, ...(evidence === null ? {} : { [ownKeys.evidence]: evidence }) },
          },
          (update, signature) => fillPlace(update, place, signature, boxLines(signing, signer, meaning, bound)),
        ),
      );
    },
    signatures: (bytes, roots, now) => told(() => readSignatures(bytes, { ownSeals: seals.own(), roots: rootsOf(roots), now: new Date(now) })),
    freePlaces: async (bytes) => told(() => freePlaces(bytes).length),
    embedded: async (bytes, name) => told(() => embeddedFile(new PdfFile(bytes), name)),
  };
}

/** For the certificate that asserts a name and proves none: a key for this one signature, let go of afterwards. */
function localSigner({ name, at }: Signing): Signer {
  return selfSigned(
    newSigningKey(),
    { name, organisation: 'certificate made by Lineage Audit Workbench itself', unit: 'identity asserted and not verified' },
    at.ms - 60_000,
    3650,
  );
}

function p12Signer({ path, password }: { path: string; password: string }, nowMs: number): Signer {
  let bytes: Buffer;
  try {
    const { size } = statSync(path);
    if (size > largestP12) throw new Error(`it has ${size} bytes, more than a certificate file can have`);
    bytes = readFileSync(path);
  } catch (error) {
    throw new AuditError('file-unreadable', `The certificate file ${path} could not be read: ${(error as Error).message}.`, { path });
  }
  const signer = openP12(bytes, password, path);
  const { subject, notBefore, notAfter } = describe(signer.certificate);
  const refuse = (why: string, reason: string) => new AuditError('bad-input', `The certificate in ${path} (${subject}) ${why} Nothing was signed.`, { path, reason });
  if (nowMs > Date.parse(notAfter)) throw refuse(`expired on ${notAfter}.`, 'expired');
  if (nowMs < Date.parse(notBefore)) throw refuse(`is valid from ${notBefore} on, which is not yet by this computer's clock.`, 'not-yet-valid');
  if (!maySign(signer.certificate)) throw refuse('is not for signing: its key usage has neither digitalSignature nor nonRepudiation. Ask for one that has.', 'key-usage');
  return signer;
}

async function fillPlace(update: Update, place: string, signature: Ref, lines: BoxLine[]): Promise<void> {
  const field = fieldsOf(update.file).find((one) => one.name === place);
  if (field === undefined) throw new BadPdf(`it has no place ${place}`);
  const [left = 0, bottom = 0, right = 0, top = 0] = update.file.array(field.dict.get('Rect')).map(Number);
  const look = await addAppearance(update, right - left, top - bottom, lines);
  const filled = update.edit(field.ref);
  filled.set('V', signature);
  filled.set('AP', dict({ N: look }));
}

/** What an electronic signature shows (21 CFR 11.50): the printed name, when with the offset from UTC, and what it means. */
function boxLines(signing: Signing, signer: Signer, meaning: string, bound: string): BoxLine[] {
  const { subject, issuer, sha256: print, selfSigned: alone } = describe(signer.certificate);
  return [
    { text: signing.name, face: 'bold', size: 11 },
    { text: `${meaning}${signing.reason === null ? '' : `: ${signing.reason}`}`, face: 'text', size: 7.6, lines: 2 },
    { text: localTime(signing.at), face: 'text', size: 7.6 },
    ...(alone
      ? [{ text: `${notPart11(signing.certificate.from === 'local')}`, face: 'bold' as const, size: 6.4, tone: 'draft' as const, lines: 2 }]
      : [{ text: `Certificate: ${subject}; issued by ${issuer}`, face: 'text' as const, size: 6, tone: 'soft' as const, lines: 2 }]),
    { text: `Certificate SHA-256 ${print}`, face: 'mono', size: 5.4, tone: 'soft', lines: 2 },
    { text: bound, face: 'mono', size: 5.4, tone: 'soft', lines: 2 },
  ];
}

/** `2026-11-26 10:15:00 +01:00` */
function localTime({ ms, offsetMinutes }: Signing['at']): string {
  const away = Math.abs(offsetMinutes);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${new Date(ms + offsetMinutes * 60_000).toISOString().slice(0, 19).replace('T', ' ')} ${offsetMinutes < 0 ? '-' : '+'}${two(away / 60)}:${two(away % 60)}`;
}

function evidenceDigest(bytes: Uint8Array): Promise<string | null> {
  return told(() => embeddedDigest(new PdfFile(bytes), evidenceName));
}

function rootsOf(pem: string | undefined): Buffer[] {
  const blocks = (pem ?? '').match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  if (pem !== undefined && blocks.length === 0)
    throw new AuditError('bad-input', 'There is no certificate in what was given as authorities: PEM is read, which begins with -----BEGIN CERTIFICATE-----.');
  try {
    return blocks.map((block) => new X509Certificate(block).raw);
  } catch (error) {
    throw new AuditError('bad-input', `A certificate among the authorities cannot be read: ${(error as Error).message}.`);
  }
}

/** What the file lacks, as an error in words. */
function told<T>(act: () => T): T {
  const refused = (error: unknown) =>
    error instanceof BadPdf || error instanceof RangeError
      ? new AuditError(
          'not-supported',
          `This PDF cannot be read here: ${error.message}. It is no report of this program, or it was altered or damaged. Nothing that it says was checked: ask for another copy of it.`,
          {
            reason: 'not-a-report',
          },
        )
      : error;
  try {
    const result = act();
    return result instanceof Promise ? (result.catch((error) => Promise.reject(refused(error))) as T) : result;
  } catch (error) {
    throw refused(error);
  }
}
