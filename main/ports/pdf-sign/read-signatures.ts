/** The signatures of a PDF: whether each fits the bytes it covers, and what was appended after it. */
import { type FoundSignature, signatureMeanings } from '../../../core/contract/signatures';
import { checkCms, leadsTo } from './check-cms';
import { type Field, fieldsOf, sealField } from './fields';
import { PdfFile } from './file';
import { tellLater } from './later';
import { BadPdf, type Dict, Text, textOf, type Value } from './objects';
import { instantOf } from './write-signature';

export const ownKeys = { meaning: 'LAWB_Meaning', report: 'LAWB_Report', evidence: 'LAWB_Evidence' } as const;

export interface ReadOptions {
  /** Fingerprints of the seal's certificates of this installation. */
  ownSeals: ReadonlySet<string>;
  /** DER; none: identities are not checked. */
  roots: readonly Buffer[];
  now: Date;
}

/** Each is held against the whole file: a file of anybody's make could ask for that without end. */
const mostSignatures = 100;

/** One that was read, and the end of the bytes that it covers; null where it does not say. */
export interface Read {
  signature: FoundSignature;
  field: number;
  until: number | null;
}

/** In the order in which they were made. Throws BadPdf where the file cannot be read. */
export async function readSignatures(bytes: Uint8Array, options: ReadOptions): Promise<FoundSignature[]> {
  const file = new PdfFile(bytes);
  const signed = fieldsOf(file).filter(({ value }) => value !== null && file.get(value) !== null);
  if (signed.length > mostSignatures) throw new BadPdf(`it has more than ${mostSignatures} signatures`);
  const found: Read[] = [];
  for (const field of signed) found.push(await readOne(file, field, options));
  found.sort((a, b) => (a.until ?? Number.POSITIVE_INFINITY) - (b.until ?? Number.POSITIVE_INFINITY));
  tellLater(file, found);
  return found.map(({ signature }) => signature);
}

/** Names of places that nobody has signed in. */
export function freePlaces(bytes: Uint8Array): string[] {
  const file = new PdfFile(bytes);
  return fieldsOf(file).flatMap(({ name, value }) => (value === null && name !== sealField ? [name] : []));
}

async function readOne(file: PdfFile, field: Field, { ownSeals, roots, now }: ReadOptions): Promise<Read> {
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
  if (typeof range === 'string') return { signature: { ...base, ...unread, integrity: 'broken', problem: range }, field: field.ref.number, until: null };
  const { contents, start, end, until } = range;
  const { integrity, problem, certificate, certificates } = await checkCms(contents, [file.bytes.subarray(0, start), file.bytes.subarray(end, until)]);
  // What came later is told once all are known.
  const covers = { bytes: until - (end - start), of: file.bytes.length, later: 'unknown' as const, changed: 0 };
  const identity = certificate === null || roots.length === 0 ? null : await trust(roots, certificates, base.signedAt, now);
  const signature = {
    ...base,
    integrity,
    problem,
    covers,
    certificate,
    madeHere: base.kind === 'seal' && certificate !== null && ownSeals.has(certificate.sha256),
    ...(identity === null ? {} : { identity: identity.trusted ? ('trusted' as const) : ('not-trusted' as const), identityNote: identity.note }),
  };
  return { signature, field: field.ref.number, until };
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
  if (!(contents instanceof Text) || !isCount(start) || !isCount(end) || !isCount(rest) || more !== undefined) return 'it does not say which bytes it covers';
  const until = end + rest;
  if (zero !== 0 || start !== contents.at || end !== contents.end || until > file.bytes.length) return 'it does not cover all bytes before and after itself';
  // Of an object that lies in a stream such places are those in the stream; what the gap holds must be the signature and nothing else.
  const digits = file.bytes.toString('latin1', start, end);
  if (!/^<([0-9a-f]*|[0-9A-F]*)>$/.test(digits) || !Buffer.from(digits.slice(1, -1), 'hex').equals(contents.bytes)) return 'its own bytes were changed after they were written';
  return { contents: contents.bytes, start, end, until };
}

const isCount = (value: Value | undefined): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0;
