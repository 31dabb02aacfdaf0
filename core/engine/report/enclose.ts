/** All that a report of a checkpoint encloses beside its own data: the checkpoint, proofs of its records, the run as a crate, its outputs, a statement, a script to check them. */

import type { ReportAbout, ReportAsked, ReportEvidence, ReportOutline, ReportSettings } from '../../contract/reports';
import type { Progress } from '../../contract/shared';
import { digestOf } from '../../digest-of';
import { AuditError } from '../../errors';
import { parseNote, signerOf, verifierKey } from '../../evidence/tree/signed-note';
import { metadataName } from '../../export/ro-crate';
import { recordDigests } from '../../index/queries/report';
import { inTurns } from '../../pause';
import type { EmbeddedBytes, PdfAttachment, Ports, SealedToo } from '../../ports';
import { embedded, enclosedFiles, outputsName, statementName } from '../../report/enclosed';
import { type CitedRecord, mostProofs, type RecordProof } from '../../report/proofs';
import { runFileNames, runFiles } from '../../report/run-files';
import { hasDigest } from '../../report/sections/digests';
import { statementEnvelopes } from '../../report/statement';
import verifier from '../../report/verify-report.py?raw';
import { gatherParts, gatherScope } from '../export/gather';
import { runOutputs } from '../runs/files';
import { findRun } from '../runs/find-run';
import { tasksOfRun } from '../runs/tasks';
import type { StateThen } from './of-checkpoint';

const checkpointName = 'checkpoint.txt';
const proofName = 'proof.json';
const verifierName = 'verify-report.py';
const proofFormat = 'lineage-audit-report-proofs/1';

type Kind = Omit<PdfAttachment, 'name' | 'content'>;
const kinds: Record<string, Kind> = {
  [checkpointName]: {
    mime: 'text/plain',
    description: 'The signed checkpoint that this report is of, as it is kept (C2SP tlog-checkpoint)',
    relationship: 'Source',
  },
  [proofName]: {
    mime: 'application/json',
    description: 'Proofs that the records whose digests are in this report are leaves of the log that the checkpoint signs',
    relationship: 'Source',
  },
  [outputsName]: { mime: 'text/csv', description: 'The files that the run published, one a line, with their verdicts and digests', relationship: 'Data' },
  [metadataName]: { mime: 'application/ld+json', description: 'The run as Workflow Run RO-Crate metadata; the data files are not in it', relationship: 'Alternative' },
  [verifierName]: {
    mime: 'text/x-python',
    description: 'Follows the section on how to verify this yourself: Python 3, openssl and poppler; a copy from the source of this program is worth more',
    relationship: 'Supplement',
  },
};

function kindOf(name: string): Kind {
  return kinds[name] as Kind;
}

export interface Enclosed {
  /** What is made of the outline alone, evidence.json first; null: it is made when the report is drawn. */
  own: PdfAttachment[] | null;
  attachments: PdfAttachment[];
  asked: ReportAsked | null;
  /** What the seal puts in the place of an embedded file; null: nothing. */
  withSeal: SealedToo | null;
}

export const nothingEnclosed: Enclosed = { own: null, attachments: [], asked: null, withSeal: null };

/** The verifier keys of the log by then, that of the checkpoint first; null where the report is of none, or not signed with any of them. */
export function logKeys(ports: Ports, { note, signers }: Pick<StateThen, 'note' | 'signers'>): string[] | null {
  const parsed = note === null ? null : parseNote(note);
  const signer = parsed === null ? null : signerOf(ports, parsed, signers);
  if (signer === null || typeof signer === 'string') return null;
  return [...new Set([signer, ...signers].map((one) => verifierKey(ports, one)))];
}

/** Nothing where the report is of no checkpoint: nothing of it is signed then. `ofRun`: as `runAsData` made it. */
export async function* enclose(
  ports: Ports,
  then: StateThen,
  about: ReportAbout,
  settings: Pick<ReportSettings, 'sections' | 'against'>,
  outline: ReportOutline,
  ofRun: RunAsData,
  signal: AbortSignal,
): AsyncGenerator<Progress, Enclosed> {
  const asked = askedOf(then.workspace, about, settings);
  const { checkpoint } = outline;
  const { note } = then;
  if (checkpoint === null || note === null) return nothingEnclosed;
  const proof = yield* proofs(then, outline, signal);
  const attachments: PdfAttachment[] = [
    { name: checkpointName, ...kindOf(checkpointName), content: embeddedBytes(ports, note) },
    { name: proofName, ...kindOf(proofName), content: yield* made(ports, [proof], signal) },
    ...(await ofRun.files),
    { name: verifierName, ...kindOf(verifierName), content: yield* made(ports, [verifier], signal) },
  ];
  return { ...(yield* withStatement(ports, then.signers, outline, asked, attachments, signal)), asked };
}

type Signers = StateThen['signers'] | readonly Pick<StateThen['signers'][number], 'publicKey'>[];

/** Digests stand in evidence.json, which the statement is over. */
async function* withStatement(
  ports: Ports,
  signers: Signers,
  outline: ReportOutline,
  asked: ReportAsked | null,
  attachments: PdfAttachment[],
  signal: AbortSignal,
): AsyncGenerator<Progress, Omit<Enclosed, 'asked'>> {
  const named = (list: readonly PdfAttachment[]) => list.map(({ name, content: { sha256 } }) => ({ name, sha256 }));
  const own = yield* inTurns(phase, enclosedFiles(ports.pdf, outline, { asked, attached: named(attachments) }), signal);
  const { drawn, sealed } = statementEnvelopes(ports, signers, outline, [...named(own), ...named(attachments)]);
  const statement: PdfAttachment = {
    name: statementName,
    mime: 'application/json',
    description: 'In-toto Statement v1 over the files embedded here, in a DSSE envelope, signed with a key of the log where that was at hand',
    relationship: 'Supplement',
    content: embeddedBytes(ports, drawn),
  };
  return { own, attachments: [...attachments, statement], withSeal: { name: statementName, bytes: sealed } };
}

/** What a draft encloses, for its final version: the same files, a statement of its own. `read`: an embedded file of the draft. */
export async function* carriedOver(
  ports: Ports,
  signers: Signers,
  final: ReportOutline,
  evidence: ReportEvidence,
  read: (name: string) => Promise<EmbeddedBytes | null>,
  signal: AbortSignal,
): AsyncGenerator<Progress, Enclosed> {
  const attachments: PdfAttachment[] = [];
  for (const { name, sha256 } of evidence.attached) {
    const content = await read(name);
    const kind = kinds[name];
    if (content === null || kind === undefined || content.sha256 !== sha256)
      throw new AuditError('bad-input', `${name}, which the draft names, is not in it as it was written. Save the report anew and sign that.`);
    attachments.push({ name, ...kind, content });
  }
  if (attachments.length === 0) {
    const own = yield* inTurns(phase, enclosedFiles(ports.pdf, final, { asked: evidence.asked, attached: [] }), signal);
    return { ...nothingEnclosed, own, asked: evidence.asked };
  }
  return { ...(yield* withStatement(ports, signers, final, evidence.asked, attachments, signal)), asked: evidence.asked };
}

/** What is whole already, as it is embedded. */
export function embeddedBytes({ pdf }: Pick<Ports, 'pdf'>, bytes: Uint8Array): EmbeddedBytes {
  const file = pdf.file();
  file.push(new Uint8Array(bytes));
  return file.end();
}

const phase = 'making the files in it';
const made = (ports: Pick<Ports, 'pdf'>, parts: Iterable<string>, signal: AbortSignal) => inTurns(phase, embedded(ports.pdf, parts), signal);

/** null where the question itself holds what is masked: it would leak here. */
function askedOf({ masker }: Pick<StateThen['workspace'], 'masker'>, about: ReportAbout, { sections, against }: Pick<ReportSettings, 'sections' | 'against'>): ReportAsked | null {
  const asked = { about, ...(sections === undefined ? {} : { sections: [...sections] }), ...(against === undefined ? {} : { against }) };
  return JSON.stringify(masker.texts(asked)) === JSON.stringify(asked) ? asked : null;
}

async function* proofs(then: StateThen, { checkpoint, sections }: ReportOutline, signal: AbortSignal): AsyncGenerator<Progress, string> {
  const { some, count } = citedRecords(then, sections);
  const leaves = some.length === 0 ? null : yield* then.leaves(signal);
  const found: RecordProof[] = [];
  const without: string[] = [];
  const proven = leaves?.prove(some) ?? [];
  for (const [at, record] of some.entries()) {
    const proof = proven[at] ?? null;
    const lid = then.workspace.masker.text(record.lid).value;
    if (proof === null) without.push(lid);
    else found.push({ ...proof, lid });
  }
  const text = JSON.stringify({ format: proofFormat, checkpoint, records: found, without, leftOut: count - some.length });
  return `${text}\n`;
}

/** The records whose digest stands in the section of record digests: the first of them, which are proven, and how many there are. */
function citedRecords({ workspace }: StateThen, sections: ReportOutline['sections']): { some: CitedRecord[]; count: number } {
  const tables = sections.filter(({ id }) => id === 'digests').flatMap(({ blocks }) => blocks.filter((block) => block.type === 'table'));
  const rows = tables.flatMap((table) => table.rows.filter(hasDigest));
  const recorded = [...new Set(rows.flatMap((row) => row.find(({ lid }) => lid !== undefined)?.lid ?? []).map(workspace.masker.reveal))];
  const some = recordDigests(workspace.db, recorded.slice(0, mostProofs)).flatMap(({ lid, sha256, storePath }) =>
    sha256 === null || storePath === null ? [] : [{ lid, sha256, storePath }],
  );
  return { some, count: recorded.length };
}

/** The files of the run as data; they may still be being made. */
export interface RunAsData {
  files: Promise<PdfAttachment[]>;
  leave(): void;
}

const nothing = () => undefined;

/** The run as data, made while the report is told where there is a thread for it, packed then in any case. It is gathered before the report is told, so that what it is made of is let go by then. */
export async function* runAsData(ports: Ports, then: StateThen, about: ReportAbout, signal: AbortSignal): AsyncGenerator<Progress, RunAsData> {
  if (then.note === null || (about.kind !== 'run' && about.kind !== 'environment')) return { files: Promise.resolve([]), leave: nothing };
  const { run } = about;
  const { product, version } = ports.who;
  // Who made the report stands in the journal: the same report is made whoever makes it.
  const making = { at: then.at, by: 'whoever the journal names', product, version };
  const attached = (contents: readonly EmbeddedBytes[]) => runFileNames.map((name, at) => ({ name, ...kindOf(name), content: contents[at] as EmbeddedBytes }));
  const asked = [then.workspace, 'run', [run], making, signal] as const;
  const maker = ports.pdf.runFiles(recordsOf(then, run));
  if (maker !== null) {
    let handed = false;
    try {
      const files = maker.make(yield* gatherParts(maker.add, ...asked), signal).then(attached);
      // Told where they are awaited, if anybody still does.
      files.catch(nothing);
      handed = true;
      return { files, leave: maker.leave };
    } finally {
      if (!handed) maker.leave();
    }
  }
  const digests = { sha1: (bytes: Uint8Array) => digestOf(ports.sha1(), bytes), sha256: (bytes: Uint8Array) => digestOf(ports.sha256(), bytes) };
  const contents: EmbeddedBytes[] = [];
  for (const { parts } of runFiles(yield* gatherScope(...asked), digests)) contents.push(yield* made(ports, parts, signal));
  return { files: Promise.resolve(attached(contents)), leave: nothing };
}

/** What tells how long the files of a run get: its tasks and published files. */
function recordsOf({ workspace }: StateThen, lid: string): number {
  const run = findRun(workspace, lid);
  return tasksOfRun(workspace, run).executed.size + runOutputs(workspace, run).length;
}
