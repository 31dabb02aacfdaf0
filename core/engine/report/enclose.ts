/** All that a report of a checkpoint encloses beside its own data: the checkpoint, proofs of its records, the run as a crate, its outputs, a statement, a script to check them. */

import type { ReportAbout, ReportAsked, ReportEvidence, ReportOutline, ReportSettings } from '../../contract/reports';
import type { Progress } from '../../contract/shared';
import { digestOf } from '../../digest-of';
import { encodedWhole } from '../../encoded';
import { AuditError } from '../../errors';
import { sha256Of } from '../../evidence/mirror';
import { parseNote, signerOf, verifierKey } from '../../evidence/tree/signed-note';
import { outputsCsv } from '../../export/csv';
import { notCarried } from '../../export/facts';
import { formats } from '../../export/formats';
import { crateMetadata, metadataName } from '../../export/ro-crate';
import { recordDigests } from '../../index/queries/report';
import { inTurns } from '../../pause';
import type { PdfAttachment, Ports, SealedToo } from '../../ports';
import { enclosedFiles, outputsName, statementName } from '../../report/enclosed';
import { type CitedRecord, mostProofs, type RecordProof } from '../../report/proofs';
import { statementEnvelopes } from '../../report/statement';
import verifier from '../../report/verify-report.py?raw';
import { gatherScope } from '../export/gather';
import type { StateThen } from './of-checkpoint';

const checkpointName = 'checkpoint.txt';
const proofName = 'proof.json';
const verifierName = 'verify-report.py';
const proofFormat = 'lineage-audit-report-proofs/1';

type Kind = Omit<PdfAttachment, 'name' | 'bytes'>;
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
  attachments: PdfAttachment[];
  asked: ReportAsked | null;
  /** What the seal puts in the place of an embedded file; null: nothing. */
  withSeal: SealedToo | null;
}

/** The verifier keys of the log by then, that of the checkpoint first; null where the report is of none, or not signed with any of them. */
export function logKeys(ports: Ports, { note, signers }: Pick<StateThen, 'note' | 'signers'>): string[] | null {
  const parsed = note === null ? null : parseNote(note);
  const signer = parsed === null ? null : signerOf(ports, parsed, signers);
  if (signer === null || typeof signer === 'string') return null;
  return [...new Set([signer, ...signers].map((one) => verifierKey(ports, one)))];
}

/** Nothing where the report is of no checkpoint: nothing of it is signed then. */
export async function* enclose(
  ports: Ports,
  then: StateThen,
  about: ReportAbout,
  settings: Pick<ReportSettings, 'sections' | 'against'>,
  outline: ReportOutline,
  signal: AbortSignal,
): AsyncGenerator<Progress, Enclosed> {
  const asked = askedOf(then.workspace, about, settings);
  const { checkpoint } = outline;
  const { note } = then;
  if (checkpoint === null || note === null) return { attachments: [], asked: null, withSeal: null };
  const proof = yield* proofs(then, outline, signal);
  const attachments: PdfAttachment[] = [
    { name: checkpointName, ...kindOf(checkpointName), bytes: note },
    { name: proofName, ...kindOf(proofName), bytes: proof },
    ...(about.kind === 'run' || about.kind === 'environment' ? yield* ofRun(ports, then, about.run, signal) : []),
    { name: verifierName, ...kindOf(verifierName), bytes: new TextEncoder().encode(verifier) },
  ];
  return { ...withStatement(ports, then.signers, outline, asked, attachments), asked };
}

type Signers = StateThen['signers'] | readonly Pick<StateThen['signers'][number], 'publicKey'>[];

/** Digests stand in evidence.json, which the statement is over. */
function withStatement(
  ports: Ports,
  signers: Signers,
  outline: ReportOutline,
  asked: ReportAsked | null,
  attachments: PdfAttachment[],
): Pick<Enclosed, 'attachments' | 'withSeal'> {
  const attached = attachments.map(({ name, bytes }) => ({ name, sha256: sha256Of(ports, bytes) }));
  const own = enclosedFiles(outline, { asked, attached }).map(({ name, bytes }) => ({ name, sha256: sha256Of(ports, bytes) }));
  const { drawn, sealed } = statementEnvelopes(ports, signers, outline, [...own, ...attached]);
  const statement: PdfAttachment = {
    name: statementName,
    mime: 'application/json',
    description: 'In-toto Statement v1 over the files embedded here, in a DSSE envelope, signed with a key of the log where that was at hand',
    relationship: 'Supplement',
    bytes: drawn,
  };
  return { attachments: [...attachments, statement], withSeal: { name: statementName, bytes: sealed } };
}

/** What a draft encloses, for its final version: the same files, a statement of its own. `read`: an embedded file of the draft. */
export function carriedOver(ports: Ports, signers: Signers, final: ReportOutline, evidence: ReportEvidence, read: (name: string) => Uint8Array | null): Enclosed {
  const attachments = evidence.attached.flatMap(({ name, sha256 }) => {
    const bytes = read(name);
    const kind = kinds[name];
    if (bytes === null || kind === undefined || sha256Of(ports, bytes) !== sha256)
      throw new AuditError('bad-input', `${name}, which the draft names, is not in it as it was written. Save the report anew and sign that.`);
    return [{ name, ...kind, bytes }];
  });
  if (attachments.length === 0) return { attachments, asked: evidence.asked, withSeal: null };
  return { ...withStatement(ports, signers, final, evidence.asked, attachments), asked: evidence.asked };
}

/** null where the question itself holds what is masked: it would leak here. */
function askedOf({ masker }: Pick<StateThen['workspace'], 'masker'>, about: ReportAbout, { sections, against }: Pick<ReportSettings, 'sections' | 'against'>): ReportAsked | null {
  const asked = { about, ...(sections === undefined ? {} : { sections: [...sections] }), ...(against === undefined ? {} : { against }) };
  return JSON.stringify(masker.texts(asked)) === JSON.stringify(asked) ? asked : null;
}

async function* proofs(then: StateThen, { checkpoint, sections }: ReportOutline, signal: AbortSignal): AsyncGenerator<Progress, Uint8Array> {
  const records = citedRecords(then, sections);
  const some = records.slice(0, mostProofs);
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
  const text = JSON.stringify({ format: proofFormat, checkpoint, records: found, without, leftOut: records.length - some.length });
  return new TextEncoder().encode(`${text}\n`);
}

/** The records whose digest stands in the section of record digests. */
function citedRecords({ workspace }: StateThen, sections: ReportOutline['sections']): CitedRecord[] {
  const tables = sections.filter(({ id }) => id === 'digests').flatMap(({ blocks }) => blocks.filter((block) => block.type === 'table'));
  const lids = tables.flatMap(({ rows }) => rows.flatMap((row) => row.find(({ lid }) => lid !== undefined)?.lid ?? []).map(workspace.masker.reveal));
  return recordDigests(workspace.db, lids).flatMap(({ lid, sha256, storePath }) => (sha256 === null || storePath === null ? [] : [{ lid, sha256, storePath }]));
}

async function* ofRun(ports: Ports, then: StateThen, run: string, signal: AbortSignal): AsyncGenerator<Progress, PdfAttachment[]> {
  const { product, version } = ports.who;
  // Who made the report stands in the journal: the same report is made whoever makes it.
  const making = { at: then.at, by: 'whoever the journal names', product, version };
  const scope = yield* gatherScope(then.workspace, 'run', [run], making, signal);
  const digests = { sha1: (bytes: Uint8Array) => digestOf(ports.sha1(), bytes), sha256: (bytes: Uint8Array) => digestOf(ports.sha256(), bytes) };
  const made = (parts: Iterable<string>) => inTurns('making the files in it', encodedWhole(parts), signal);
  return [
    { name: outputsName, ...kindOf(outputsName), bytes: yield* made(outputsCsv(scope)) },
    { name: metadataName, ...kindOf(metadataName), bytes: yield* made(crateMetadata(scope, { digests, left: notCarried(scope, formats['ro-crate'].carries) }, false)) },
  ];
}
