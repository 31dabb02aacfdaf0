/** Re-reads every byte that is kept and says what does not hold together; it judges our copy, never the store. */
import type { HeldAgainst, LogSummary } from '../contract/evidence';
import type { Progress } from '../contract/shared';
import { pause } from '../pause';
import type { Ports } from '../ports';
import { lidOfKey } from '../record/lid';
import { classify } from '../store/classify';
import { lockDigest } from '../verify/baseline-lock';
import { holdAgainst, parseForeign } from './against';
import { wasBeingWritten } from './being-written';
import { type EvidenceFault, faultOf } from './faults';
import { type BaselineImported, type BaselineLocked, type BaselineRenewed, bytesNamed, type LedgerEvent, openLedger } from './ledger';
import { summariseLog } from './log-summary';
import { baselineActs, baselineId, syncId, verifyJournal } from './verify-journal';
import { checkpointFaults, gapFault, headFaults, type LedgerGap, lastThatFits, readCheckpoints, walkLog } from './verify-log';
import { type PackReading, type Part, readPacks } from './verify-packs';
import { settingsFaults } from './verify-settings';
import type { Interrupted } from './verify-state';
import { strayFaults } from './verify-strays';

export interface VerifiedEvidence {
  ok: boolean;
  objects: number;
  bytes: number;
  faults: EvidenceFault[];
  log: LogSummary;
  checkpoints: number;
  against: HeldAgainst[];
  /** Entries of the packs: read, and how many there are. */
  packs: { read: number; entries: number };
  ledgerWhole: boolean;
  /** Syncs and results that the ledger holds and no entry of the journal tells of: a kill leaves such, and so does who puts them in from outside. */
  untold: { syncs: number; checks: number };
  /** When each thing that can be verified was last verified to its end, as the journal tells. */
  verified: ReadonlyMap<string, string>;
}

const start = { segment: 1, offset: 0 };

export interface Asked {
  against: readonly { file: string; text: string }[];
  /** Of the packs; null: all of them. Everything else is read whole. */
  part: Part | null;
  /** Goes on with the packs where an interrupted verification stopped. */
  from: Interrupted | null;
  expected: PackReading['expected'];
}

/**
 * Reads checkpoints, journal, ledger and mirror: check sums, digests, the journal's chain, that the ledger holds what the journal
 * tells of, that its tree has the roots that were signed, and that the packs hold what the ledger names. In this order, the reverse
 * of writing, so that a sync meanwhile makes no fault. Damage hides nothing behind it.
 */
export async function* verifyEvidence(ports: Ports, workspace: string, { against, part, from, expected }: Asked, signal: AbortSignal): AsyncGenerator<Progress, VerifiedEvidence> {
  const faults: EvidenceFault[] = [];
  const locks = [`${workspace}/evidence.lock`, `${workspace}/journal.lock`];
  // A file that was swapped for another under the same name must be seen as it is now.
  ports.home.stopReading();
  const checkpointFolder = `${workspace}/evidence/checkpoints`;
  const checkpoints = readCheckpoints(ports, checkpointFolder, (bad) => {
    if (!wasBeingWritten(ports, checkpointFolder, bad, locks)) faults.push(faultOf(checkpointFolder, bad));
  });
  const foreign = against.map(parseForeign);
  const walk = walkLog(
    ports,
    [...checkpoints, ...foreign].map(({ checkpoint }) => checkpoint?.size ?? 0),
  );
  const told = verifyJournal(ports, workspace, faults);
  faults.push(...settingsFaults(ports, workspace, told.settings), ...strayFaults(ports, workspace));
  let done = told.entries;

  const ledgerFolder = `${workspace}/evidence/ledger`;
  const ledger = openLedger(ports, ledgerFolder);
  /** What the ledger names, and the first thing it says of it. */
  const named = new Map<string, string>();
  const syncs = new Set<string>();
  const baselines = new Set<string>();
  let checks = 0;
  let gap: LedgerGap | null = null;
  const ledgerFault = (message: string) => void faults.push({ file: ledgerFolder, offset: null, message });
  let unread: string | null = null;
  try {
    for (const batch of ledger.scan(start, (bad) => {
      if (wasBeingWritten(ports, ledgerFolder, bad, locks)) return;
      if (gap === null) gap = { fault: faultOf(ledgerFolder, bad), before: walk.state().frontier.size, behind: 0, head: null };
      else faults.push(faultOf(ledgerFolder, bad));
    })) {
      if (gap === null) walk.add(batch);
      else walk.addUnattested(batch, gap);
      for (const event of batch.events) {
        for (const sha256 of bytesNamed(event)) if (!named.has(sha256)) named.set(sha256, whatIsNamed(event));
        if (event.type === 'sync-ended') syncs.add(syncId(event));
        if (isBaselineEvent(event)) baselines.add(baselineId(event.type, event.at));
        if (event.type === 'baseline-locked' && lockDigest(ports, event.files) !== event.digest)
          ledgerFault(`the fingerprints locked at ${event.at} are not those that were signed off then: their digest is another`);
        if (event.type === 'checked' || event.type === 'code-checked') checks++;
        done++;
      }
      yield* pause({ phase: 'ledger', done, total: null }, signal);
    }
  } catch (error) {
    if (signal.aborted) throw error;
    unread = error instanceof Error ? error.message : 'cannot be read';
    ledgerFault(unread);
  }
  ledger.close();
  if (gap !== null) faults.push(gapFault(gap, checkpoints));
  const whole = gap === null && unread === null;
  const lost = told.syncs.filter((id) => !syncs.has(id));
  if (lost.length > 0) ledgerFault(`the journal tells of syncs that the ledger does not hold (number and time: ${lost.join(', ')}): part of the ledger is gone`);
  if (told.checks > checks) ledgerFault(`the journal tells of ${told.checks} results of checks, the ledger holds ${checks}: part of the ledger is gone`);
  const lostActs = told.baselines.filter((id) => !baselines.has(id));
  if (lostActs.length > 0) ledgerFault(`the journal tells of acts on fingerprints that the ledger does not hold (${lostActs.join(', ')}): part of the ledger is gone`);
  const misfits = checkpointFaults(ports, checkpoints, walk, whole);
  faults.push(...misfits);
  faults.push(
    ...headFaults(workspace, walk, () => (walk.heads().some(({ seq }) => seq > told.lines.length) ? verifyJournal(ports, workspace, []).lines : told.lines), checkpoints.length),
  );

  const isNamed = (sha256: string) => named.has(sha256);
  const packs = yield* readPacks({ ports, workspace, part, from, isNamed, expected }, signal);
  faults.push(...packs.faults);
  if (part === null)
    for (const [sha256, what] of named)
      if (!packs.held.has(sha256)) faults.push({ file: `${workspace}/evidence/packs`, offset: null, message: `the bytes of ${what} (SHA-256 ${sha256}) are not in the packs` });
  // Packs are written before the ledger: without a trace of anything that was reported, the two are what a kill leaves.
  if (packs.held.size > 0 && syncs.size === 0 && named.size === 0 && told.syncs.length + told.checks + checkpoints.length > 0)
    ledgerFault('the packs hold records, and the ledger does not name one: it is gone');
  const compared = foreign.map((one) => holdAgainst(ports, one, walk, checkpoints, whole));
  const log = summariseLog(ports, { ...walk.state(), last: lastThatFits(checkpoints, walk) }, misfits[0]?.message ?? null);
  const ok = faults.length === 0 && compared.every(({ outcome }) => outcome === 'extends');
  return {
    ok,
    objects: done + packs.read + checkpoints.length,
    bytes: packs.bytes,
    faults,
    log,
    checkpoints: checkpoints.length,
    against: compared,
    packs: { read: packs.read, entries: packs.entries },
    ledgerWhole: whole,
    untold: { syncs: [...syncs].filter((id) => !told.syncs.includes(id)).length, checks: Math.max(0, checks - told.checks - told.checksOfFailed) },
    verified: told.verified,
  };
}

function isBaselineEvent(event: LedgerEvent): event is BaselineImported | BaselineRenewed | BaselineLocked {
  return baselineActs.includes(event.type);
}

/** Of what the bytes are that an event names: a LID where it is a record's. */
function whatIsNamed(event: LedgerEvent): string {
  if ('path' in event && typeof event.path === 'string') {
    const what = classify(event.path, 1);
    return what.class === 'record' ? lidOfKey(what.key) : event.path;
  }
  return event.type === 'bundle-imported'
    ? 'the bundle that was imported'
    : event.type === 'openlineage-imported'
      ? `the OpenLineage events ${event.file.name}`
      : event.type === 'baseline-imported'
        ? `the list ${event.list.name}`
        : event.type === 'checked'
          ? `the manifest of the folder ${event.check.path}`
          : event.type;
}
