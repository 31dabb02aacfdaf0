/** One workspace, open: its evidence, its index in step with it, its journal, and the one way to add to each. */
import type { Progress } from '../contract/shared';
import { folderName } from '../contract/shared';
import { AuditError } from '../errors';
import type { BadTail, FramePosition } from '../evidence/frame';
import { type Journal, openJournal } from '../evidence/journal';
import { type Ledger, type LedgerEvent, openLedger } from '../evidence/ledger';
import { takeLock } from '../evidence/lock';
import { type Log, newOrigin, openLog } from '../evidence/log';
import type { LogState } from '../evidence/log-state';
import { summariseLog } from '../evidence/log-summary';
import { openMirror } from '../evidence/mirror';
import { cutTail } from '../evidence/torn-tail';
import { lastFaults } from '../evidence/verify-state';
import { createAhead } from '../index/ahead';
import { compareWithReplay, type IndexComparison } from '../index/compare-with-replay';
import { bytesOfHex } from '../index/key-bytes';
import { type Index, type IndexSource, openImage, openingIndex, replayIndex } from '../index/open-index';
import { keepManyPages } from '../index/page-cache';
import { keptBytes } from '../index/queries/baselines';
import { lostObjects } from '../index/queries/lost';
import { isWritten } from '../index/storage';
import type { BytesAt } from '../index/write';
import { type ActDetail, acts } from '../journal/acts';
import { createJournalTable } from '../journal/table';
import { atOnce } from '../pause';
import type { Ports } from '../ports';
import { factMasker } from '../redact/facts';
import type { Decided, OpenWorkspace, WorkspaceSettings } from './context';
import { damageWords } from './evidence/damage-words';
import { keepChecks, keepCodeCheck } from './keep-results';
import { maskingOf } from './masking-of';
import { finishSettings, nextSettings, readSettings, type Settings, settingsBytes, settingsEntry } from './settings';

export interface WorkspaceInside extends OpenWorkspace {
  readonly journalLog: Journal;
  readonly ledger: Pick<Ledger, 'scan'>;
  readonly log: Pick<Log, 'isBehind' | 'fault' | 'newest' | 'numbered'> & { state(): LogState };
  /** Signs a checkpoint over all there is, the newest line of the journal included, unless the newest one does so already. Throws where none may be signed. */
  checkpoint(): void;
  /** Runs an act that writes evidence: alone, and in step with what another process wrote. Saves the index at its end. */
  writing(purpose: string): {
    keep(events: LedgerEvent[], bytes: Map<string, BytesAt>, records?: Decided<unknown>['records']): void;
    storedAt(sha256: string): { pack: number; offset: number } | undefined;
    put(bytes: Uint8Array, packed?: Uint8Array): { pack: number; offset: number };
    done(moreToCome?: boolean): void;
  };
  /** Journals the settings with the act they come from, then writes them. */
  saveSettings<A extends SettingsAct>(settings: WorkspaceSettings, act?: A, detail?: ActDetail<A>): void;
  /** Reads what other processes have written since, and says whether answers may be others by it; cheap when there is nothing. */
  refresh(): boolean;
  /** An index made in memory from the ledger up to a position: what was known then. Yields how many events were applied; to be closed by the caller. */
  replay(until: FramePosition): Generator<number, Index>;
  /** Holds the index in use against what the evidence gives. */
  compareIndex(signal: AbortSignal): AsyncGenerator<Progress, IndexComparison>;
  /** The same for the image on the disk; null where there is none, or it is the one that this workspace read or wrote. */
  compareImage(signal: AbortSignal): AsyncGenerator<Progress, IndexComparison | null>;
  /** What of the evidence is known to be damaged, one sentence a stretch; empty where nothing is known. */
  damage(): string[];
  /** The image on the disk was not as it was written when this workspace was opened: its index was made anew. */
  readonly imageWasBroken: boolean;
  /** That image's masks were of another key than those of now, so that the index was made anew. */
  readonly imageHadOtherKey: boolean;
  /** Takes the image away, what was made ahead from it too, and this workspace out of use: the next opening makes the index anew. */
  discardIndex(): void;
  /** The same with what was made ahead alone. */
  discardAhead(): void;
  close(): void;
}

type SettingsAct = 'settings-written' | 'path-maps-set' | 'watch-set' | 'masking-set' | 'saved-search-set' | 'report-template-set';

export const openWorkspace = (...args: Parameters<typeof openingWorkspace>): WorkspaceInside => atOnce(openingWorkspace(...args));

/** Yields while its index is made. Left before its end, nothing of that is kept. */
export function* openingWorkspace(ports: Ports, name: string, onIndexBroken: () => void, onMaking: IndexSource['onMaking'] = () => undefined): Generator<void, WorkspaceInside> {
  const settingsPath = `${name}/workspace.json`;
  if (!folderName.safeParse(name).success || !ports.home.exists(settingsPath)) throw new AuditError('not-found', `There is no workspace "${name}". Add one, or name another.`);
  const asideFolder = `${name}/torn`;
  const mirror = openMirror(ports, `${name}/evidence/packs`);
  const ledger = openLedger(ports, `${name}/evidence/ledger`);
  const journalLog = openJournal(ports, name);
  let read: Settings = readSettings(ports, settingsPath, journalLog, null);
  let settings = read.settings;
  let tail: BadTail | null = null;
  const indexSource: IndexSource = {
    ports,
    imagePath: `${name}/index/index.db`,
    ledger,
    mirror,
    onTail: (bad) => (tail = bad),
    onMaking,
    onBroken: () => whenFree(() => workspace.discardIndex()),
  };
  let opened = false;
  let index: Index;
  try {
    index = yield* openingIndex(indexSource);
    opened = true;
  } finally {
    if (!opened) for (const log of [mirror, ledger, journalLog]) log.close();
  }
  const journalTable = createJournalTable(ports, journalLog);
  /** What another process is writing meanwhile is no broken end to be cut. */
  const replayed: IndexSource = { ...indexSource, onTail: () => undefined };
  const log = openLog({
    ports,
    folder: `${name}/evidence/checkpoints`,
    state: index.log,
    put: index.setLog,
    refresh: () => workspace.refresh(),
    keep,
    journalHead: journalLog.head,
    origin,
  });
  /** Whether an act is writing, and whether it has been journalled: it then ends with a checkpoint. */
  let act: { journalled: boolean } | null = null;
  let refusalTold = false;
  let generation = 1;
  let cache = new Map<string, unknown>();
  const changed = () => {
    generation++;
    cache = new Map();
  };

  const ahead = createAhead({ ports, workspace: name, ledger, index, isThere: () => ports.home.exists(settingsPath) });
  const workspace: WorkspaceInside = {
    name,
    ahead,
    unicode: ports.who.unicode,
    findBytes: ports.findBytes,
    get settings() {
      return settings;
    },
    get masker() {
      return maskingOf(ports, settings).masker;
    },
    get maskedBy() {
      return maskingOf(ports, settings).maskedBy;
    },
    facts: factMasker(ports.masking),
    encrypted: ports.vault.folder(name) !== null,
    db: index.db,
    pagesAhead: index.pagesAhead,
    get generation() {
      return generation;
    },
    journalLog,
    ledger,
    log: { isBehind: log.isBehind, fault: log.fault, newest: log.newest, numbered: log.numbered, state: index.log },
    logSummary() {
      const fault = log.fault();
      return summariseLog(ports, index.log(), fault);
    },
    readOnly: () => ports.home.refusesWriting(`${name}/journal`) ?? ports.home.refusesWriting(name),
    journalTable: journalTable.refresh,
    bytes: (version) => mirror.get(version, version.sha256),
    journal(what, detail) {
      journalLog.append(what, detail);
      if (act !== null) act.journalled = true;
      // What was merely looked at is no reason to sign.
      else if (acts[what].kind !== 'look' && log.isBehind() && !refusalTold) whenFree(() => alone('signing a checkpoint', sign));
    },
    checkpoint() {
      if (!log.isBehind() && journalLog.head().seq === index.log().journalSeq) return;
      alone('signing a checkpoint', () => {
        const fault = log.fault();
        if (fault !== null)
          throw new AuditError(
            'evidence-damaged',
            `No checkpoint is signed, for the evidence of this workspace does not fit the one before: ${fault}. Run "evidence verify" to see all faults.`,
          );
        sign();
      });
    },
    cached<T>(key: string, make: () => T): T {
      if (!cache.has(key)) cache.set(key, make());
      return cache.get(key) as T;
    },
    refresh() {
      const before = workspace.maskedBy.rules;
      read = readSettings(ports, settingsPath, journalLog, read);
      settings = read.settings;
      const differs = index.catchUp() || workspace.maskedBy.rules !== before;
      if (differs) changed();
      return differs;
    },
    keepChecks: (checks, more) => keepChecks(workspace, checks, more),
    keepEvidence<Answer>(purpose: string, decide: () => Decided<Answer>, moreToCome = false): Answer {
      const writer = workspace.writing(purpose);
      try {
        const { events, contents = new Map<string, Uint8Array>(), records, answer } = decide();
        if (events.length === 0) return answer;
        const placed = new Map<string, BytesAt>();
        for (const [sha256, bytes] of contents) placed.set(sha256, { ...(writer.storedAt(sha256) ?? writer.put(bytes)), bytes });
        writer.keep(events, placed, records);
        return answer;
      } finally {
        writer.done(moreToCome);
      }
    },
    kept(sha256) {
      const at = keptBytes(index.db, bytesOfHex(sha256));
      return at === null ? null : mirror.get(at, sha256);
    },
    keepCodeCheck: (check) => keepCodeCheck(workspace, check),
    writing(purpose) {
      const { release: unlock, tookOver } = takeLock(ports, `${name}/evidence.lock`, purpose);
      try {
        if (tookOver !== null) for (const part of ['packs', 'ledger', 'checkpoints']) ports.home.settle(`${name}/evidence/${part}`);
        finishSettings(ports, settingsPath, journalLog);
        keepManyPages(index.db);
        tail = null; // seen while another process was writing, perhaps, and whole by now
        workspace.refresh();
        cutTails();
        ports.keys.signer(); // a key that is refused stops an act before it begins
        if (tookOver !== null) journalLog.append('lock-taken-over', tookOver);
      } catch (error) {
        unlock();
        throw error;
      }
      const mine = { journalled: false };
      act = mine;
      return {
        storedAt: index.find,
        put: mirror.put,
        keep(events, bytes, records) {
          if (bytes.size > 0) mirror.sync();
          keep(events, bytes, records);
        },
        done(moreToCome = false) {
          try {
            if (mine.journalled && log.isBehind()) sign();
            // What was lost and read again has its place among the others only in an index made anew.
            if (index.isStale()) workspace.discardIndex();
            else index.save(moreToCome);
          } finally {
            act = null;
            unlock();
          }
        },
      };
    },
    saveSettings(next, act, detail) {
      // On the disk before its entry, in place after it: whoever is killed in between has it put in place by the next act that writes.
      ports.home.replace(nextSettings(settingsPath), settingsBytes(next));
      workspace.journal<SettingsAct>(act ?? 'settings-written', { ...detail, ...settingsEntry(ports, next) } as ActDetail<SettingsAct>);
      ports.home.replace(settingsPath, settingsBytes(next));
      ports.home.remove(nextSettings(settingsPath));
      const before = workspace.maskedBy.rules;
      settings = next;
      // Answers that are kept were masked by the rules of before.
      if (workspace.maskedBy.rules !== before) changed();
    },
    replay: (until) => replayIndex(replayed, until),
    compareIndex: (signal) => compareWithReplay(replayed, index, index.log().frontier.size, signal),
    async *compareImage(signal) {
      const { imagePath } = indexSource;
      if (ports.home.exists(imagePath) && !isWritten(indexSource)) return { tables: 0, rows: 0, differences: ['it is not as this program wrote it: its SHA-256 does not fit'] };
      const image = index.imageIsOwn() ? null : openImage(indexSource);
      if (image === null) return null;
      try {
        return yield* compareWithReplay(replayed, image, index.log().frontier.size, signal);
      } finally {
        image.close();
      }
    },
    damage() {
      log.fault(); // reads checkpoints that are new
      return damageWords(
        name,
        read.problem,
        lastFaults(ports, name),
        index.damage(),
        log.damage(),
        workspace.cached('lost', () => lostObjects(index.db)),
      );
    },
    imageWasBroken: index.imageWasBroken,
    imageHadOtherKey: index.imageHadOtherKey,
    discardIndex() {
      index.discard();
      workspace.discardAhead();
    },
    discardAhead() {
      ahead.discard();
      onIndexBroken();
    },
    close() {
      index.close();
      mirror.close();
      ledger.close();
      log.close();
      journalLog.close();
    },
  };

  /** The broken end of a write is moved out of the evidence, kept aside and told; what is written behind it could never be read. */
  function cutTails() {
    const ofPacks = index.packTail();
    if (ofPacks !== null) tell(cutTail(ports, mirror, { folder: `${name}/evidence/packs`, asideFolder, bad: ofPacks }));
    if (tail !== null) tell(cutTail(ports, ledger, { folder: `${name}/evidence/ledger`, asideFolder, bad: tail }));
    tail = null;
    const ofLog = log.tail();
    if (ofLog === null) return;
    tell(cutTail(ports, log, { folder: `${name}/evidence/checkpoints`, asideFolder, bad: ofLog }));
  }
  function keep(events: LedgerEvent[], bytes: Map<string, BytesAt> = new Map(), records?: Decided<unknown>['records']) {
    const batch = ledger.append(events);
    try {
      index.apply(batch, bytes, records);
    } catch (error) {
      onIndexBroken();
      throw error;
    }
    changed();
  }
  /** Where none may be signed the act stands as it is, and the journal says why. */
  function sign() {
    const fault = log.fault();
    if (fault === null) return log.sign();
    if (!refusalTold) journalLog.append('checkpoint-refused', { message: fault });
    refusalTold = true;
  }
  function alone(purpose: string, what: () => void) {
    const writer = workspace.writing(purpose);
    try {
      what();
    } finally {
      writer.done();
    }
  }
  /** Another process that holds the workspace signs at the end of its own act, over this one too; a key that is refused stops acts that write, and no other. */
  function whenFree(what: () => void) {
    try {
      what();
    } catch (error) {
      if (!(error instanceof AuditError && (error.code === 'in-use' || error.code === 'disk'))) throw error;
    }
  }
  /** Workspaces of older versions are given a name at their first checkpoint. */
  function origin(): string {
    const named = settings.log ?? newOrigin(ports);
    if (settings.log === null) workspace.saveSettings({ ...settings, log: named });
    return named;
  }
  function tell({ act, detail }: ReturnType<typeof cutTail>) {
    journalLog.append(act, detail);
  }
  return workspace;
}
