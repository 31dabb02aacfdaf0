/** Reads the journal whole: its check sums, its chain, and what it tells of that the ledger must hold. */
import type { Ports } from '../ports';
import { type EvidenceFault, faultOf } from './faults';
import { type BadTail, segmentFile } from './frame';
import { firstPrev, type JournalEvent, openJournal } from './journal';
import { sha256Of } from './mirror';

/** What the journal tells of and the ledger must hold, as each act is journaled once its results are kept. */
export interface Told {
  entries: number;
  syncs: string[];
  checks: number;
  /** Results that a check kept before it failed, at most. */
  checksOfFailed: number;
  /** Imports, renewals and locks of fingerprints that wrote an event, by act and time. */
  baselines: string[];
  /** SHA-256 of each entry's line, by its number less one; holes where an entry cannot be read. */
  lines: string[];
  /** SHA-256 of workspace.json as each change of it was journalled, oldest first. */
  settings: { seq: number; sha256: string }[];
  /** Verifications that went to their end, by what they read: when the newest of each ended. */
  verified: Map<string, string>;
}

export function verifyJournal(ports: Ports, workspace: string, faults: EvidenceFault[]): Told {
  const folder = `${workspace}/journal`;
  const journal = openJournal(ports, workspace);
  const told: Told = { entries: 0, syncs: [], checks: 0, checksOfFailed: 0, baselines: [], lines: [], settings: [], verified: new Map() };
  let prev = firstPrev;
  let seq = 0;
  let bad: BadTail[] = [];
  try {
    for (const { event, line, at } of journal.events((one) => bad.push(one))) {
      if (bad.length > 0) {
        const lost =
          event.seq > seq + 1
            ? `: ${seq + 2 === event.seq ? `entry ${seq + 1} is` : `entries ${seq + 1} to ${event.seq - 1} are`} lost, entry ${event.seq} and what follows is read`
            : '';
        faults.push(...bad.map((one) => faultOf(folder, one, lost)));
        // The chain is taken up behind the gap: the line says what the one before it was, and nothing is there to hold that against.
        if (event.seq > seq + 1) [prev, seq] = [event.prev, event.seq - 1];
        bad = [];
      }
      const file = segmentFile(folder, at.segment);
      if (event.prev !== prev || event.seq !== seq + 1) faults.push({ file, offset: at.offset, message: `entry ${event.seq} does not follow entry ${seq}: the chain is broken` });
      if (told.entries === 0 && seq === 0 && event.act !== 'workspace-added')
        faults.push({ file, offset: at.offset, message: `it begins with "${event.act}", not with the act that added the workspace: what came before is gone` });
      prev = sha256Of(ports, line);
      seq = event.seq;
      told.entries++;
      told.lines[seq - 1] = prev;
      if (event.act === 'sync' || event.act === 'sync-stopped') told.syncs.push(syncId(event.detail));
      told.checks += checksIn(event);
      if (event.act === 'verify-failed') told.checksOfFailed += Number(event.detail.kept ?? 0);
      if (baselineActs.includes(event.act) && event.detail.event !== null) told.baselines.push(baselineId(event.act, event.detail.event));
      if (typeof event.detail.settingsSha256 === 'string') told.settings.push({ seq, sha256: event.detail.settingsSha256 });
      if (event.act === 'evidence-verified') told.verified.set(String(event.detail.read), event.at);
    }
    faults.push(...bad.map((one) => faultOf(folder, one, `: what stood there behind entry ${seq} is lost`)));
    if (told.entries === 0) faults.push({ file: folder, offset: null, message: 'no entry can be read, not even the one of the act that added the workspace' });
  } catch (error) {
    faults.push({ file: folder, offset: null, message: error instanceof Error ? error.message : 'cannot be read' });
  }
  journal.close();
  return told;
}

export function syncId({ sync, startedAt }: { sync?: unknown; startedAt?: unknown }): string {
  return `${sync} ${startedAt}`;
}

export function baselineId(act: string, at: unknown): string {
  return `${act} ${at}`;
}

export const baselineActs: readonly string[] = ['baseline-imported', 'baseline-renewed', 'baseline-locked'];

function checksIn({ act, detail }: JournalEvent): number {
  if (act === 'check' || act === 'verify-code') return 1;
  const checked = (summary: unknown) => Number((summary as { checked?: unknown } | undefined)?.checked ?? 0);
  // Results that were taken over were kept by the verification before, and told of by it unless it was killed.
  return act === 'verify' || act === 'verify-stopped' ? checked(detail.summary) + checked(detail.inputs) - Number(detail.resumed ?? 0) : 0;
}
