/** One workspace, open: its evidence, its index in step with it, its journal, and the one way to add to each. */
import type { FileCheck } from '../contract/shared';
import { workspaceName } from '../contract/shared';
import { pathMap, storeLocation } from '../contract/workspaces';
import { AuditError } from '../errors';
import type { BadTail } from '../evidence/frame';
import { type Journal, openJournal } from '../evidence/journal';
import { type LedgerEvent, openLedger } from '../evidence/ledger';
import { takeLock } from '../evidence/lock';
import { openMirror } from '../evidence/mirror';
import { cutTail } from '../evidence/torn-tail';
import { bytesOfHex } from '../index/key-bytes';
import { openIndex } from '../index/open-index';
import { keptBytes } from '../index/queries/baselines';
import { nextVerification } from '../index/queries/verifications';
import { currentRecordSha } from '../index/queries/versions';
import type { BytesAt } from '../index/write';
import type { Ports } from '../ports';
import type { Decided, OpenWorkspace, WorkspaceSettings } from './context';

export interface WorkspaceInside extends OpenWorkspace {
  readonly journalLog: Journal;
  /** Runs an act that writes evidence: alone, and in step with what another process wrote. Saves the index at its end. */
  writing(purpose: string): {
    keep(events: LedgerEvent[], bytes: Map<string, BytesAt>): void;
    storedAt(sha256: string): { pack: number; offset: number } | undefined;
    put(bytes: Uint8Array): { pack: number; offset: number };
    done(): void;
  };
  saveSettings(settings: WorkspaceSettings): void;
  /** Reads what other processes have written since; cheap when there is nothing. */
  refresh(): void;
  close(): void;
}

export function openWorkspace(ports: Ports, name: string, onIndexBroken: () => void): WorkspaceInside {
  const settingsPath = `${name}/workspace.json`;
  if (!workspaceName.safeParse(name).success || !ports.home.exists(settingsPath)) throw new AuditError('not-found', `There is no workspace "${name}". Add one, or name another.`);
  let settings = readSettings(ports, settingsPath);
  const asideFolder = `${name}/torn`;
  const mirror = openMirror(ports, `${name}/evidence/packs`);
  const ledger = openLedger(ports, `${name}/evidence/ledger`);
  const journalLog = openJournal(ports, `${name}/journal`, `${name}/journal.lock`, asideFolder);
  let tail: BadTail | null = null;
  const index = openIndex({ ports, imagePath: `${name}/index/index.db`, ledger, mirror, onTail: (bad) => (tail = bad) });
  let generation = 1;
  let cache = new Map<string, unknown>();
  const changed = () => {
    generation++;
    cache = new Map();
  };

  const workspace: WorkspaceInside = {
    name,
    get settings() {
      return settings;
    },
    db: index.db,
    get generation() {
      return generation;
    },
    journalLog,
    bytes: (version) => mirror.get(version, version.sha256),
    journal: (act, detail) => journalLog.append(act, detail),
    cached<T>(key: string, make: () => T): T {
      if (!cache.has(key)) cache.set(key, make());
      return cache.get(key) as T;
    },
    refresh() {
      settings = readSettings(ports, settingsPath);
      if (index.catchUp()) changed();
    },
    keepChecks(checks, { manifests, verification } = {}) {
      if (checks.length === 0) return;
      const number = workspace.keepEvidence('keeping results of checks', () => {
        const answer = verification === undefined ? null : (verification.number ?? nextVerification(index.db));
        const began: LedgerEvent[] = verification?.number === null && answer !== null ? [{ type: 'verify-began', verification: answer, ...verification.began }] : [];
        const checked = checks.map(
          (check): LedgerEvent => ({
            type: 'checked',
            record: check.lid === null ? null : currentRecordSha(index.db, check.lid),
            check: asChecked(check),
            ...(answer === null ? {} : { verification: answer }),
          }),
        );
        return { events: [...began, ...checked], contents: manifests, answer };
      });
      if (verification !== undefined) verification.number = number;
    },
    keepEvidence<Answer>(purpose: string, decide: () => Decided<Answer>): Answer {
      const writer = workspace.writing(purpose);
      try {
        const { events, contents = new Map<string, Uint8Array>(), answer } = decide();
        if (events.length === 0) return answer;
        const placed = new Map<string, BytesAt>();
        for (const [sha256, bytes] of contents) placed.set(sha256, { ...(writer.storedAt(sha256) ?? writer.put(bytes)), bytes });
        writer.keep(events, placed);
        return answer;
      } finally {
        writer.done();
      }
    },
    kept(sha256) {
      const at = keptBytes(index.db, bytesOfHex(sha256));
      return at === null ? null : mirror.get(at, sha256);
    },
    keepCodeCheck(check) {
      workspace.keepEvidence('keeping the check of code', () => ({
        events: [{ type: 'code-checked', record: currentRecordSha(index.db, check.run), check: { ...check, stale: false } }],
        answer: undefined,
      }));
    },
    writing(purpose) {
      const unlock = takeLock(ports, `${name}/evidence.lock`, purpose);
      try {
        workspace.refresh();
        cutTails();
      } catch (error) {
        unlock();
        throw error;
      }
      return {
        storedAt: index.find,
        put: (bytes) => mirror.put(bytes),
        keep(events, bytes) {
          if (bytes.size > 0) mirror.sync();
          const end = ledger.append(events);
          try {
            index.apply(events, bytes, end);
          } catch (error) {
            onIndexBroken();
            throw error;
          }
          changed();
        },
        done() {
          try {
            index.save();
          } finally {
            unlock();
          }
        },
      };
    },
    saveSettings(next) {
      ports.home.replace(settingsPath, new TextEncoder().encode(`${JSON.stringify(next, null, 2)}\n`));
      settings = next;
    },
    close() {
      index.close();
      mirror.close();
      ledger.close();
      journalLog.close();
    },
  };

  /** The broken end of a write is moved out of the evidence, kept aside and told; what is written behind it could never be read. */
  function cutTails() {
    const ofPacks = index.packTail();
    if (ofPacks !== null) tell(cutTail(ports, mirror, { folder: `${name}/evidence/packs`, asideFolder, bad: ofPacks }));
    if (tail !== null) tell(cutTail(ports, ledger, { folder: `${name}/evidence/ledger`, asideFolder, bad: tail }));
    tail = null;
  }
  function tell({ act, detail }: ReturnType<typeof cutTail>) {
    journalLog.append(act, detail);
  }
  return workspace;
}

function asChecked(check: FileCheck): FileCheck {
  return { ...check, stale: false };
}

function readSettings(ports: Ports, path: string): WorkspaceSettings {
  try {
    const raw = JSON.parse(new TextDecoder().decode(ports.home.read(path))) as Record<string, unknown>;
    return {
      name: workspaceName.parse(raw.name),
      store: storeLocation.parse(raw.store),
      maps: pathMap.array().parse(raw.maps),
      addedAt: String(raw.addedAt),
      demo: raw.demo === true,
    };
  } catch (error) {
    throw new AuditError('disk', `${path} cannot be read as the settings of a workspace (${error instanceof Error ? error.message : 'unknown'}). Restore it from a copy.`);
  }
}
