/** Signing a report: a draft's final version, or a final version once more; and what signatures a file has. */
import type { EngineHandlers, Output, Parsed } from '../contract';
import type { ReportEvidence } from '../contract/reports';
import type { FoundSignature } from '../contract/signatures';
import { AuditError, toErrorData } from '../errors';
import { sha256Of } from '../evidence/mirror';
import { parseVerifierKey } from '../evidence/tree/signed-note';
import type { Ports } from '../ports';
import { productWords } from '../report/compose';
import { finalVersion } from '../report/final';
import { reportId } from '../report/report-id';
import { coverageWords, integrityWords } from '../report/signature-words';
import type { EngineContext, OpenWorkspace } from './context';
import { refuseOutput } from './own-output';
import { carriedOver, embeddedBytes } from './report/enclose';
import { named } from './report/named';
import { evidenceOf } from './report/read-evidence';
import { sparing } from './sparing';
import { drawSealed, writeBytes } from './write-out';

export function signatureHandlers(context: EngineContext): Pick<EngineHandlers, 'report.sign' | 'report.signatures' | 'report.signed-files'> {
  const { ports } = context;
  async function* drawFinal(workspace: OpenWorkspace, draft: Uint8Array, evidence: ReportEvidence, signal: AbortSignal) {
    const final = finalVersion(evidence.outline);
    const size = evidence.outline.checkpoint?.size ?? 0;
    const signers = workspace.logSummary().signers.flatMap((one) => (one.leaf < size ? (parseVerifierKey(ports, one.verifierKey) ?? []) : []));
    const read = async (name: string) => {
      const bytes = await ports.pdfSign.embedded(draft, name);
      return bytes === null ? null : embeddedBytes(ports, bytes);
    };
    return yield* sparing(ports, async function* () {
      return yield* drawSealed(ports, final, signal, yield* carriedOver(ports, signers, final, evidence, read, signal));
    });
  }
  return {
    'report.signatures': async ({ file, roots }) => {
      const bytes = readReport(ports, file);
      return { sha256: sha256Of(ports, bytes), bytes: bytes.length, signatures: await named(file, () => ports.pdfSign.signatures(bytes, roots, ports.clock.now().ms)) };
    },
    'report.signed-files': async ({ workspace, id }) => ({ files: await Promise.all(filesOf(context.open(workspace), id).map((one) => lookAt(ports, one))) }),
    'report.sign': async function* (input, signal) {
      const workspace = context.open(input.workspace);
      refuseOutput(workspace, input.out);
      yield { phase: 'checking the file', done: 0, total: null };
      const bytes = readReport(ports, input.file);
      const evidence = await signable(ports, input, bytes);
      const { outline } = evidence;
      const prepared = outline.draft ? yield* drawFinal(workspace, bytes, evidence, signal) : { bytes };
      signal.throwIfAborted();
      yield { phase: 'signing', done: 0, total: null };
      const at = ports.clock.now();
      const { certificate, name, meaning, reason = '' } = input;
      const signed = await ports.pdfSign.sign(prepared.bytes, { certificate, name, meaning, reason: reason === '' ? null : reason, at, report: outline.id });
      const signature = await newest(ports, signed);
      const before = sha256Of(ports, bytes);
      const written = writeBytes({ ports, workspace, out: input.out }, signed, (file) => ({
        act: 'report-signed',
        detail: {
          id: outline.id,
          before,
          finalised: outline.draft,
          name,
          meaning,
          reason: reason === '' ? null : reason,
          signedAt: signature.signedAt,
          certificate: signature.certificate?.sha256 ?? '',
          subject: signature.certificate?.subject ?? '',
          local: certificate.from === 'local',
          ...file,
        },
      }));
      return { ...written, before, id: outline.id, finalised: outline.draft, signature, placesLeft: await ports.pdfSign.freePlaces(signed) } satisfies Output<'report.sign'>;
    },
  };
}

type SignedFile = Output<'report.signed-files'>['files'][number];

/** Newest first; of a file that was written several times the last. */
function filesOf({ journalLog }: OpenWorkspace, id: string): (Pick<SignedFile, 'path' | 'at' | 'as'> & { sha256: string })[] {
  const files = new Map<string, Pick<SignedFile, 'path' | 'at' | 'as'> & { sha256: string }>();
  for (const { event } of journalLog.events(() => undefined)) {
    if ((event.act !== 'report' && event.act !== 'report-signed') || event.detail.id !== id) continue;
    const { path, sha256 } = event.detail;
    if (typeof path !== 'string' || typeof sha256 !== 'string') continue;
    files.delete(path);
    files.set(path, { path, sha256, at: event.at, as: event.act === 'report' ? 'saved' : 'signed' });
  }
  return [...files.values()].reverse();
}

async function lookAt(ports: Ports, { sha256, ...file }: ReturnType<typeof filesOf>[number]): Promise<SignedFile> {
  try {
    const bytes = ports.readBack(file.path);
    if (bytes === null) return { ...file, is: 'gone', problem: null, signatures: [] };
    const is = sha256Of(ports, bytes) === sha256 ? 'as-written' : 'other';
    return { ...file, is, problem: null, signatures: await ports.pdfSign.signatures(bytes, undefined, ports.clock.now().ms) };
  } catch (error) {
    return { ...file, is: 'unreadable', problem: toErrorData(error).message, signatures: [] };
  }
}

function readReport(ports: Ports, file: string): Uint8Array {
  const bytes = ports.readBack(file);
  if (bytes === null) throw new AuditError('not-found', `${file} is not there.`, { path: file });
  return bytes;
}

/** The outline of a file that may be signed. Throws in words where it was altered, or where nobody can tell. */
async function signable(ports: Ports, { file, workspace }: Parsed<'report.sign'>, bytes: Uint8Array): Promise<ReportEvidence> {
  const refuse = (why: string) => new AuditError('bad-input', `${file} is not signed: ${why}`, { path: file });
  const signatures = await named(file, () => ports.pdfSign.signatures(bytes, undefined, ports.clock.now().ms));
  const [seal, ...others] = signatures;
  if (seal === undefined || seal.kind !== 'seal') throw refuse('it has no seal, so nobody can tell whether it is what this program wrote. Save the report anew and sign that.');
  for (const one of signatures) {
    const faults = [integrityWords(one), coverageWords(one)].filter(({ tone }) => tone !== 'good');
    if (faults.length > 0)
      throw refuse(`it was altered, or cannot be read whole: ${whose(one)}: ${faults.map(({ text }) => text).join('; ')}. Go back to a copy that was not altered.`);
  }
  if (signatures.at(-1)?.covers.later !== 'nothing') throw refuse('something follows its last signature.');
  const evidence = await named(file, () => evidenceOf(ports, bytes));
  if (evidence === null) throw refuse('the data of the report are not embedded in it. Save the report anew with this version of the program.');
  const { outline } = evidence;
  if (outline.id !== seal.report) throw refuse(`its seal is of report ${seal.report ?? 'unknown'}, and its data are of ${outline.id}.`);
  if (outline.workspace !== workspace)
    throw refuse(`it is a report of the workspace "${outline.workspace}", and the signature would be written into the journal of "${workspace}".`);
  if (outline.draft && !seal.madeHere)
    throw refuse('it is a draft that another installation made. Its final version can be drawn and signed there alone; afterwards others can add their signatures here.');
  const { id, ...said } = outline;
  if (outline.draft && reportId(said, ports.sha256()) !== id)
    throw refuse(
      `its data hold what ${productWords(ports.who)} does not read, so that less would be signed than it says; ${outline.product} made it. Save the report anew and sign that.`,
    );
  if (outline.draft && others.length > 0) throw refuse('it is a draft that has signatures already.');
  return evidence;
}

function whose(signature: FoundSignature): string {
  return signature.kind === 'seal' ? 'its seal' : `the signature of ${signature.name ?? 'somebody without a name'}`;
}

/** Read back from what was written, as anybody else would read it. */
async function newest(ports: Ports, signed: Uint8Array): Promise<FoundSignature> {
  const made = (await ports.pdfSign.signatures(signed, undefined, ports.clock.now().ms)).at(-1);
  if (made === undefined || made.kind !== 'signature' || made.integrity !== 'intact' || made.covers.later !== 'nothing')
    throw new AuditError('internal', `The signature that was just made does not check: ${made?.problem ?? 'it is not there'}. Nothing was written.`);
  return made;
}
