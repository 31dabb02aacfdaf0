/** The signatures of a PDF: whether each fits the bytes it covers, and what was appended after it. */
import { type FoundSignature, signatureMeanings } from '../../../core/contract/signatures';
import { checkCms, leadsTo } from './check-cms';
import type { Place } from './cross-reference';
import { type Field, fieldsOf, sealField } from './fields';
import { PdfFile } from './file';
import { BadPdf, type Dict, Ref, Text, textOf, type Value, written } from './objects';
import { instantOf } from './write-signature';

export const ownKeys = { meaning: 'LAWB_Meaning', report: 'LAWB_Report', evidence: 'LAWB_Evidence' } as const;

export interface ReadOptions {
  /** Fingerprints of the seal's certificates of this installation. */
  ownSeals: ReadonlySet<string>;
  /** DER; none: identities are not checked. */
  roots: readonly Buffer[];
  now: Date;
}

/** In the order in which they were made. Throws BadPdf where the file cannot be read. */
export async function readSignatures(bytes: Uint8Array, options: ReadOptions): Promise<FoundSignature[]> {
  const file = new PdfFile(bytes);
  const found: FoundSignature[] = [];
  for (const field of fieldsOf(file)) {
    if (field.value === null || file.get(field.value) === null) continue;
    found.push(await readOne(file, field, options));
  }
  return found.sort((a, b) => a.covers.bytes - b.covers.bytes);
}

/** Names of places that nobody has signed in. */
export function freePlaces(bytes: Uint8Array): string[] {
  const file = new PdfFile(bytes);
  return fieldsOf(file).flatMap(({ name, value }) => (value === null && name !== sealField ? [name] : []));
}

async function readOne(file: PdfFile, field: Field, { ownSeals, roots, now }: ReadOptions): Promise<FoundSignature> {
  const dict = file.dict(field.value);
  const say = (key: string) => textOf(file.get(dict.get(key)));
  const meaning = signatureMeanings.find((one) => one === say(ownKeys.meaning)) ?? null;
  const base = {
    field: field.name,
    kind: field.name === sealField ? ('seal' as const) : ('signature' as const),
    name: say('Name'),
    meaning,
    reason: say('Reason'),
    signedAt: instantOf(say('M') ?? ''),
    report: say(ownKeys.report),
    evidence: say(ownKeys.evidence),
    madeHere: false,
    identity: 'not-checked' as const,
    identityNote: null,
  };
  const range = rangeOf(file, dict);
  const unread = { certificate: null, covers: { bytes: 0, of: file.bytes.length, later: 'unknown' as const, changed: 0 } };
  if (typeof range === 'string') return { ...base, ...unread, integrity: 'broken', problem: range };
  const { contents, start, end, until } = range;
  const { integrity, problem, certificate, certificates } = await checkCms(contents, Buffer.concat([file.bytes.subarray(0, start), file.bytes.subarray(end, until)]));
  const covers = { bytes: until - (end - start), of: file.bytes.length, ...laterThan(file, until) };
  const identity = certificate === null || roots.length === 0 ? null : await trust(roots, certificates, base.signedAt, now);
  return {
    ...base,
    integrity,
    problem,
    covers,
    certificate,
    madeHere: base.kind === 'seal' && certificate !== null && ownSeals.has(certificate.sha256),
    ...(identity === null ? {} : { identity: identity.trusted ? ('trusted' as const) : ('not-trusted' as const), identityNote: identity.note }),
  };
}

/** Asked as of the time that the signer states, which is no more than stated. */
async function trust(roots: readonly Buffer[], certificates: readonly Buffer[], signedAt: string | null, now: Date): Promise<{ trusted: boolean; note: string }> {
  try {
    return await leadsTo(roots, certificates, signedAt === null ? now : new Date(signedAt));
  } catch (error) {
    return { trusted: false, note: `the path could not be checked (${(error as Error).message})` };
  }
}

/** The signature's bytes and where they stand; or what is wrong: it must cover all of its revision but itself. */
function rangeOf(file: PdfFile, dict: Dict): { contents: Uint8Array; start: number; end: number; until: number } | string {
  const contents = file.get(dict.get('Contents'));
  const [zero, start, end, rest, more] = file.array(dict.get('ByteRange'));
  if (!(contents instanceof Text) || typeof start !== 'number' || typeof end !== 'number' || typeof rest !== 'number' || more !== undefined)
    return 'it does not say which bytes it covers';
  const until = end + rest;
  if (zero !== 0 || start !== contents.at || end !== contents.end || until > file.bytes.length) return 'it does not cover all bytes before and after itself';
  const digits = file.bytes.toString('latin1', start + 1, end - 1);
  if (digits !== digits.toLowerCase() && digits !== digits.toUpperCase()) return 'its own bytes were changed after they were written';
  return { contents: contents.bytes, start, end, until };
}

/** Compares the file as it was when it was signed with what it is now, object by object. */
function laterThan(file: PdfFile, until: number): { later: FoundSignature['covers']['later']; changed: number } {
  if (until === file.bytes.length) return { later: 'nothing', changed: 0 };
  try {
    const then = new PdfFile(file.bytes.subarray(0, until));
    const known = new Set(then.numbers);
    let changed = 0;
    let filled = 0;
    for (const number of known) {
      if (samePlace(then.place(number), file.place(number))) continue;
      if (isFilledPlace(then.object(number), file.object(number))) filled++;
      else changed++;
    }
    // What nothing defined then may have been referred to then.
    for (const number of file.numbers) if (number < then.size && !known.has(number)) changed++;
    const same = (key: string) => written(then.trailer.get(key) ?? null) === written(file.trailer.get(key) ?? null);
    if (!same('Root') || !same('Info')) changed++;
    // Bytes that change nothing are no signature either.
    return { later: changed === 0 && filled > 0 ? 'signatures' : 'other', changed };
  } catch (error) {
    if (error instanceof BadPdf) return { later: 'unknown', changed: 0 };
    throw error;
  }
}

function samePlace(a: Place | null, b: Place | null): boolean {
  if (a === null || b === null) return a === b;
  if ('stream' in a) return 'stream' in b && a.stream === b.stream && a.which === b.which;
  return !('stream' in b) && a.at === b.at && a.generation === b.generation;
}

/** An empty signature field that got its value and its appearance, and nothing else. What is new in the file is reached through these alone. */
function isFilledPlace(before: Value, after: Value): boolean {
  if (!(before instanceof Map) || !(after instanceof Map) || written(before.get('FT') ?? null) !== '/Sig' || before.has('V') || !(after.get('V') instanceof Ref)) return false;
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    if (key === 'V' || key === 'AP') continue;
    if (written(before.get(key) ?? null) !== written(after.get(key) ?? null)) return false;
  }
  return true;
}
