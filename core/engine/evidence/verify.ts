/** "evidence verify": reads again what is kept, or a part of it, and says what was read, what is wrong, and what was not looked at. */
import type { Output, Parsed } from '../../contract';
import type { Progress } from '../../contract/shared';
import { AuditError, toErrorData } from '../../errors';
import { openJournal } from '../../evidence/journal';
import { type VerifiedEvidence, verifyEvidence } from '../../evidence/verify-evidence';
import type { Part } from '../../evidence/verify-packs';
import { type Interrupted, keepLastFaults, readInterrupted } from '../../evidence/verify-state';
import { versionAt } from '../../index/queries/lost';
import type { ActDetail, ActName } from '../../journal/acts';
import type { Ports } from '../../ports';
import type { Workspaces } from '../workspaces';
import { indexFaults, notComparedWithDamage, verifyIndex } from './verify-index';

type Verified = Output<'evidence.verify'>;

export async function* verify(
  ports: Ports,
  workspaces: Workspaces,
  { workspace, against, part: asked, resume }: Parsed<'evidence.verify'>,
  signal: AbortSignal,
): AsyncGenerator<Progress, Verified> {
  // Reading goes on where a workspace can't be opened any more; where there is none, nothing may be laid that looks like one.
  if (!ports.home.exists(`${workspace}/evidence`) && !ports.home.exists(`${workspace}/journal`) && !ports.home.exists(`${workspace}/workspace.json`))
    throw new AuditError('not-found', `There is no workspace "${workspace}". Add one, or name another.`);
  const from = resume ? interrupted(ports, workspace, asked ?? null) : null;
  const part = from === null ? (asked ?? null) : from.part;
  if (part !== null && part.n > part.of) throw new AuditError('bad-input', `There is no part ${part.n} of ${part.of}.`);
  const read = partText(part);
  const expected = (pack: number, offset: number) => {
    try {
      const at = versionAt(workspaces.inside(workspace).db, pack, offset);
      return at && { sha256: at.sha256, what: at.path };
    } catch {
      return null; // a workspace that cannot be opened names nothing
    }
  };
  let verified: VerifiedEvidence;
  try {
    verified = yield* verifyEvidence(ports, workspace, { against, part, from, expected }, signal);
  } catch (error) {
    journal(ports, workspace, 'evidence-verify-stopped', { read, error: toErrorData(error).message });
    throw error;
  }
  const notCompared = part !== null ? 'A part of the packs was asked for, and the index follows from all of them.' : verified.ledgerWhole ? null : notComparedWithDamage;
  const index = notCompared === null ? yield* verifyIndex(workspaces, workspace, signal) : { tables: 0, rows: 0, differences: [], ahead: [], madeAnew: false, notCompared };
  const faults = [...verified.faults, ...(notCompared === null ? indexFaults(workspace, index, verified.faults.length) : [])];
  const { packs, verified: lastVerified, ledgerWhole: _ledgerWhole, untold, ...rest } = verified;
  keepLastFaults(ports, workspace, faults, part === null);
  const ok = verified.ok && faults.length === 0 && (part !== null || index.notCompared === null);
  const notJournalled = journal(ports, workspace, 'evidence-verified', {
    read,
    packs,
    bytes: verified.bytes,
    ok,
    objects: verified.objects,
    faults: faults.length,
    first: faults.slice(0, 5).map(({ file, message }) => `${file}: ${message}`),
    against: verified.against.map(({ file, outcome }) => ({ file, outcome })),
    ...(from === null ? {} : { resumedFrom: from.startedAt, readBefore: from.read }),
  });
  return {
    ...rest,
    ok,
    faults,
    index,
    covered: { part, packs, resumedFrom: from?.startedAt ?? null, words: `${coveredWords(part, packs, from, faults.length, lastVerified)}${untoldWords(untold)}` },
    notJournalled,
    encrypted: ports.vault.folder(workspace) !== null,
  };
}

function interrupted(ports: Ports, workspace: string, asked: Part | null): Interrupted {
  const found = readInterrupted(ports, workspace);
  if (found === null) throw new AuditError('not-found', `No verification of the evidence of "${workspace}" was interrupted, so there is none to go on with. Leave out --resume.`);
  if (asked !== null && partText(asked) !== partText(found.part))
    throw new AuditError('bad-input', `The interrupted verification was of ${partText(found.part)}, not of ${partText(asked)}. Leave the part out, or --resume.`);
  return found;
}

function partText(part: Part | null): string {
  return part === null ? 'all' : `part ${part.n} of ${part.of}`;
}

/** Answers with why not, if not: a verdict is told whether or not the disk takes the line. */
function journal<A extends ActName>(ports: Ports, workspace: string, act: A, detail: ActDetail<A>): string | null {
  const log = openJournal(ports, workspace);
  try {
    log.append(act, detail);
    return null;
  } catch (error) {
    return toErrorData(error).message;
  } finally {
    log.close();
  }
}

/** Never claims more than what was read. `last`: when each thing was last verified to its end before this. */
function coveredWords(part: Part | null, { read, entries }: Verified['covered']['packs'], from: Interrupted | null, faults: number, last: ReadonlyMap<string, string>): string {
  const resumed = from === null ? '' : ` The first ${from.read} of these were read by the verification of ${when(from.startedAt)}, which was interrupted.`;
  const wrong = faults === 0 ? 'nothing wrong' : `${faults} ${faults === 1 ? 'fault' : 'faults'}`;
  if (part === null) return `All was read: journal, ledger, checkpoints and ${read} entries of the packs: ${wrong}.${resumed}`;
  const { n, of } = part;
  const others = Array.from({ length: of }, (_, i) => i + 1).filter((one) => one !== n);
  const known = others.flatMap((one) => last.get(partText({ n: one, of })) ?? []).sort();
  const whole = last.get('all');
  const oldest = known[0] === undefined ? '' : ` the longest ago on ${when(known[0])}`;
  const others2 =
    known.length === 0
      ? 'by the journal none of them was ever verified as such a part'
      : `by the journal ${known.length} of them were verified before,${oldest}, and ${others.length - known.length} never`;
  const wholeWords = whole === undefined ? 'all of it never at once' : `all of it at once last on ${when(whole)}`;
  return `Part ${n} of ${of}: journal, ledger and checkpoints whole, and of the ${entries} entries of the packs ${read} (number ${n} and every ${of}th after it): ${wrong}.${resumed} The other ${others.length} ${others.length === 1 ? 'part was' : 'parts were'} not read in this run: ${others2}; ${wholeWords}.`;
}

/** No fault, for a kill between the two leaves just this; and no silence, for so does a line put in behind the newest checkpoint. */
function untoldWords({ syncs, checks }: VerifiedEvidence['untold']): string {
  const parts = [syncs === 0 ? '' : `${syncs} ${syncs === 1 ? 'sync' : 'syncs'}`, checks === 0 ? '' : `${checks} ${checks === 1 ? 'result' : 'results'} of checks`].filter(
    (one) => one !== '',
  );
  if (parts.length === 0) return '';
  return ` The ledger holds ${parts.join(' and ')} that no entry of the journal tells of: a kill leaves that, and so does whoever puts them in from outside.`;
}

function when(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
