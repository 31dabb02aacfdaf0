/** Re-reads every byte that is kept and says what does not hold together; it judges our copy, never the store. */
import type { HeldAgainst, LogSummary } from '../contract/evidence';
import type { Progress } from '../contract/shared';
import type { Ports } from '../ports';
import { lockDigest } from '../verify/baseline-lock';
import { holdAgainst, parseForeign } from './against';
import type { BadTail } from './framed-log';
import { firstPrev, type JournalEvent, openJournal } from './journal';
import { type BaselineImported, type BaselineLocked, type BaselineRenewed, type LedgerEvent, openLedger } from './ledger';
import { summariseLog } from './log-summary';
import { openMirror, sha256Of } from './mirror';
import { checkpointFaults, headFaults, lastThatFits, readCheckpoints, walkLog } from './verify-log';

export interface EvidenceFault {
  file: string;
  offset: number | null;
  message: string;
}

export interface VerifiedEvidence {
  ok: boolean;
  objects: number;
  bytes: number;
  faults: EvidenceFault[];
  log: LogSummary;
  checkpoints: number;
  against: HeldAgainst[];
}

const start = { segment: 1, offset: 0 };

/**
 * Reads checkpoints, journal, ledger and mirror whole: check sums, digests, the journal's chain, that the ledger holds what the journal
 * tells of, that its tree has the roots that were signed, and that the packs hold what the ledger names. In this order, the reverse
 * of writing, so that a sync meanwhile makes no fault. `against`: checkpoints from elsewhere.
 */
export async function* verifyEvidence(
  ports: Ports,
  workspace: string,
  against: readonly { file: string; text: string }[],
  signal: AbortSignal,
): AsyncGenerator<Progress, VerifiedEvidence> {
  const faults: EvidenceFault[] = [];
  const faultIn = (folder: string) => (bad: BadTail) =>
    void faults.push({
      file: `${folder}/${String(bad.segment).padStart(6, '0')}.log`,
      offset: bad.offset,
      message: bad.kind === 'cut' ? `${bad.message}: the end of a write that never finished, or damage to the last entry` : bad.message,
    });
  // A file that was swapped for another under the same name must be seen as it is now.
  ports.home.stopReading();
  let bytes = 0;
  const checkpoints = readCheckpoints(ports, `${workspace}/evidence/checkpoints`, faultIn(`${workspace}/evidence/checkpoints`));
  const foreign = against.map(parseForeign);
  const walk = walkLog(
    ports,
    [...checkpoints, ...foreign].map(({ checkpoint }) => checkpoint?.size ?? 0),
  );
  const told = verifyJournal(ports, workspace, faultIn(`${workspace}/journal`), faults);
  let done = told.entries;

  const ledgerFolder = `${workspace}/evidence/ledger`;
  const ledger = openLedger(ports, ledgerFolder);
  const named = new Map<string, string>();
  const syncs = new Set<string>();
  const baselines = new Set<string>();
  let checks = 0;
  let whole = true;
  try {
    for (const batch of ledger.scan(start, (bad) => {
      whole = false;
      faultIn(ledgerFolder)(bad);
    })) {
      const { events, end } = batch;
      walk.add(batch);
      for (const event of events) {
        for (const sha256 of bytesNamed(event)) if (!named.has(sha256)) named.set(sha256, `${ledgerFolder}/${String(end.segment).padStart(6, '0')}.log`);
        if (event.type === 'sync-ended') syncs.add(syncId(event));
        if (isBaselineEvent(event)) baselines.add(baselineId(event.type, event.at));
        if (event.type === 'baseline-locked' && lockDigest(ports, event.files) !== event.digest)
          faults.push({ file: ledgerFolder, offset: null, message: `the fingerprints locked at ${event.at} are not those that were signed off then: their digest is another` });
        if (event.type === 'checked' || event.type === 'code-checked') checks++;
        done++;
      }
      yield* pause({ phase: 'ledger', done, total: null }, signal);
    }
  } catch (error) {
    if (signal.aborted) throw error;
    whole = false;
    faults.push({ file: ledgerFolder, offset: null, message: error instanceof Error ? error.message : 'cannot be read' });
  }
  ledger.close();
  const lost = told.syncs.filter((id) => !syncs.has(id));
  if (lost.length > 0)
    faults.push({
      file: ledgerFolder,
      offset: null,
      message: `the journal tells of syncs that the ledger does not hold (number and time: ${lost.join(', ')}): part of the ledger is gone`,
    });
  if (told.checks > checks)
    faults.push({ file: ledgerFolder, offset: null, message: `the journal tells of ${told.checks} results of checks, the ledger holds ${checks}: part of the ledger is gone` });

  const lostActs = told.baselines.filter((id) => !baselines.has(id));
  if (lostActs.length > 0)
    faults.push({
      file: ledgerFolder,
      offset: null,
      message: `the journal tells of acts on fingerprints that the ledger does not hold (${lostActs.join(', ')}): part of the ledger is gone`,
    });
  const misfits = checkpointFaults(ports, checkpoints, walk, whole);
  faults.push(...misfits);
  faults.push(
    ...headFaults(
      workspace,
      walk,
      () => (walk.heads().some(({ seq }) => seq > told.lines.length) ? verifyJournal(ports, workspace, () => undefined, []).lines : told.lines),
      checkpoints.length,
    ),
  );

  const held = new Set<string>();
  const mirror = openMirror(ports, `${workspace}/evidence/packs`);
  for (const one of mirror.scan(start, faultIn(`${workspace}/evidence/packs`))) {
    held.add(one.sha256);
    bytes += one.bytes.length;
    if (++done % 500 === 0) yield* pause({ phase: 'raw records', done, total: null, bytes: { done: bytes, total: null } }, signal);
  }
  mirror.close();
  for (const [sha256, file] of named) if (!held.has(sha256)) faults.push({ file, offset: null, message: `the bytes with SHA-256 ${sha256} are not in the packs` });
  if (held.size > 0 && syncs.size === 0 && named.size === 0)
    faults.push({ file: ledgerFolder, offset: null, message: 'the packs hold records, and the ledger does not name one: it is gone' });
  const compared = foreign.map((one) => holdAgainst(ports, one, walk, checkpoints, whole));
  const log = summariseLog(ports, { ...walk.state(), last: lastThatFits(checkpoints, walk) }, misfits[0]?.message ?? null);
  const ok = faults.length === 0 && compared.every(({ outcome }) => outcome === 'extends');
  return { ok, objects: done + checkpoints.length, bytes, faults, log, checkpoints: checkpoints.length, against: compared };
}

/** What the journal tells of and the ledger must hold, as each act is journaled once its results are kept. */
interface Told {
  entries: number;
  syncs: string[];
  checks: number;
  /** Imports, renewals and locks of fingerprints that wrote an event, by act and time. */
  baselines: string[];
  /** SHA-256 of each entry's line, in order. */
  lines: string[];
}

function verifyJournal(ports: Ports, workspace: string, onBad: (bad: BadTail) => void, faults: EvidenceFault[]): Told {
  const journal = openJournal(ports, `${workspace}/journal`, `${workspace}/journal.lock`, `${workspace}/torn`);
  const told: Told = { entries: 0, syncs: [], checks: 0, baselines: [], lines: [] };
  let prev = firstPrev;
  let seq = 0;
  try {
    for (const { event, line, at } of journal.events(onBad)) {
      const file = `${workspace}/journal/${String(at.segment).padStart(6, '0')}.log`;
      if (event.prev !== prev || event.seq !== seq + 1) faults.push({ file, offset: at.offset, message: `entry ${event.seq} does not follow entry ${seq}: the chain is broken` });
      if (seq === 0 && event.act !== 'workspace-added')
        faults.push({ file, offset: at.offset, message: `it begins with "${event.act}", not with the act that added the workspace: what came before is gone` });
      prev = sha256Of(ports, line);
      seq = event.seq;
      told.entries++;
      told.lines.push(prev);
      if (event.act === 'sync' || event.act === 'sync-stopped') told.syncs.push(syncId(event.detail));
      told.checks += checksIn(event);
      if (baselineActs.includes(event.act) && event.detail.event !== null) told.baselines.push(baselineId(event.act, event.detail.event));
    }
    if (seq === 0) faults.push({ file: `${workspace}/journal`, offset: null, message: 'no entry can be read, not even the one of the act that added the workspace' });
  } catch (error) {
    faults.push({ file: `${workspace}/journal`, offset: null, message: error instanceof Error ? error.message : 'cannot be read' });
  }
  journal.close();
  return told;
}

function syncId({ sync, startedAt }: { sync?: unknown; startedAt?: unknown }): string {
  return `${sync} ${startedAt}`;
}

function checksIn({ act, detail }: JournalEvent): number {
  if (act === 'check' || act === 'verify-code') return 1;
  const checked = (summary: unknown) => Number((summary as { checked?: unknown } | undefined)?.checked ?? 0);
  // Results that were taken over were kept by the verification before, and told of by it unless it was killed.
  return act === 'verify' || act === 'verify-stopped' ? checked(detail.summary) + checked(detail.inputs) - Number(detail.resumed ?? 0) : 0;
}

const baselineActs: readonly string[] = ['baseline-imported', 'baseline-renewed', 'baseline-locked'];

function isBaselineEvent(event: LedgerEvent): event is BaselineImported | BaselineRenewed | BaselineLocked {
  return baselineActs.includes(event.type);
}

function baselineId(act: string, at: unknown): string {
  return `${act} ${at}`;
}

/** Of records, of lists that were read in, of manifests of folders. */
function bytesNamed(event: LedgerEvent): string[] {
  const sha256 = event.type === 'checked' ? event.check.folder?.sha256 : event.type === 'baseline-imported' ? event.list.sha256 : 'sha256' in event ? event.sha256 : null;
  return sha256 == null ? [] : [sha256];
}

async function* pause(progress: Progress, signal: AbortSignal): AsyncGenerator<Progress> {
  yield progress;
  await new Promise<void>((resolve) => void setTimeout(resolve, 0));
  signal.throwIfAborted();
}
