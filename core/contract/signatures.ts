/** Seals and signatures of reports: who signed what, with which certificate, and what each still covers. */
import { z } from 'zod';
import { outPath, readPath } from './disk-path';
import { call, job } from './kinds';
import { reportId } from './reports';
import { instant, progress, workspaceName } from './shared';

/** What a person declares by signing (21 CFR 11.50(a)(3)). */
export const signatureMeanings = ['author', 'reviewer', 'approver'] as const;
export type SignatureMeaning = (typeof signatureMeanings)[number];

export const signingCertificate = z.object({
  subject: z.string(),
  issuer: z.string(),
  serial: z.string(),
  sha256: z.string().describe('of the certificate, DER'),
  notBefore: z.string(),
  notAfter: z.string(),
  selfSigned: z.boolean().describe('nobody but its own key vouches for it'),
});
export type SigningCertificate = z.infer<typeof signingCertificate>;

export const foundSignature = z.object({
  field: z.string(),
  kind: z.enum(['seal', 'signature']),
  name: z.string().nullable().describe('as printed; what the signer said'),
  meaning: z.enum(signatureMeanings).nullable(),
  reason: z.string().nullable(),
  signedAt: z.string().nullable().describe("with its offset from UTC; by the signer's own clock"),
  report: z.string().nullable().describe('the id of the report it says it is of'),
  evidence: z.string().nullable().describe('SHA-256 of the embedded evidence it says it is of'),
  integrity: z.enum(['intact', 'broken', 'not-checkable']).describe('whether the bytes it covers are those that were signed'),
  problem: z.string().nullable(),
  covers: z.object({
    bytes: z.number(),
    of: z.number(),
    later: z.enum(['nothing', 'signatures', 'other', 'unknown']).describe('what was appended after it: further signatures in their places, or anything else'),
    changed: z.int().describe('objects that were changed after it, other than places for signatures that were filled'),
  }),
  certificate: signingCertificate.nullable(),
  madeHere: z.boolean().describe("a seal with a certificate of this installation's own"),
  identity: z.enum(['not-checked', 'trusted', 'not-trusted']).describe('held against the authorities that were given, if any were'),
  identityNote: z.string().nullable(),
});
export type FoundSignature = z.infer<typeof foundSignature>;

/** The report, a PDF. */
const file = readPath('a report');
/** Goes to the engine's thread and no farther: no journal, no log, no answer holds it. */
const password = z.string().max(1024);

export const signatureCalls = {
  /** Draws a draft's final version and signs that, or signs a final version once more. */
  'report.sign': job(
    {
      workspace: workspaceName,
      file,
      out: outPath('may be the same'),
      certificate: z.discriminatedUnion('from', [
        z.object({ from: z.literal('p12'), path: readPath('of the PKCS#12'), password }),
        z.object({ from: z.literal('local') }).describe('made here for this one signature: identity asserted, not verified'),
      ]),
      name: z.string().trim().min(1).max(120),
      meaning: z.enum(signatureMeanings),
      reason: z.string().trim().max(300).optional(),
    },
    progress,
    z.object({
      path: z.string(),
      bytes: z.int(),
      sha256: z.string(),
      before: z.string().describe('SHA-256 of the file that was signed'),
      id: z.string().describe('of the report'),
      finalised: z.boolean().describe('the draft was drawn anew without DRAFT'),
      signature: foundSignature,
      placesLeft: z.int(),
    }),
  ),
  /** Every file that the journal says holds the report: as saved, and as signed since; with what its seal and signatures say now. */
  'report.signed-files': call(
    { workspace: workspaceName, id: reportId },
    {
      files: z.array(
        z.object({
          path: z.string(),
          at: instant,
          as: z.enum(['saved', 'signed']),
          is: z.enum(['as-written', 'other', 'gone', 'unreadable']).describe('held against the SHA-256 in the journal'),
          problem: z.string().nullable(),
          signatures: z.array(foundSignature),
        }),
      ),
    },
  ),
  'report.signatures': call(
    { file, roots: z.string().max(5_000_000).optional().describe('certificates of authorities that the user trusts, PEM') },
    { sha256: z.string(), bytes: z.int(), signatures: z.array(foundSignature) },
  ),
};
