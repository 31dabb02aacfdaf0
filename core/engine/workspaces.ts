/** Workspaces: added, listed, synced; their settings, findings and journal. */
import type { EngineHandlers, Output, Parsed } from '../contract';
import type { Progress } from '../contract/shared';
import { unwatched } from '../contract/watch';
import type { RunThere, Workspace } from '../contract/workspaces';
import { AuditError, toErrorData } from '../errors';
import { openJournal } from '../evidence/journal';
import { newOrigin } from '../evidence/log';
import { hexOf } from '../index/key-bytes';
import { syncResults, workspaceCounts } from '../index/queries/syncs';
import { nowOf } from '../now';
import { inTurns } from '../pause';
import type { Ports } from '../ports';
import { keyOfLid } from '../record/lid';
import type { Masker } from '../redact/masker';
import { finishRemovals, refuseRemoved, removalsFolder } from '../retire/removals';
import { storeText } from '../store/location';
import { runsMeant, runsThere } from '../sync/runs-there';
import { createSameStore } from '../sync/same-store';
import { scopedSync } from '../sync/scoped-sync';
import { sync } from '../sync/sync';
import { splitName } from '../time/name';
import { createPastViews, type PastViews } from '../time/views';
import { countFound } from '../verify/count-found';
import { createEncrypted } from './at-rest/create-encrypted';
import { createChangedElsewhere } from './changed-elsewhere';
import type { EngineContext, OpenWorkspace, WorkspaceSettings } from './context';
import { coverageIn } from './coverage';
import { findingsOfSync } from './findings';
import { openFindings } from './findings/all';
import { createIndexMaking } from './index-making';
import { openKeptBundle } from './kept-bundle';
import { openingWorkspace, type WorkspaceInside } from './open-workspace';
import { settingsBytes, settingsEntry } from './settings';
import { makeAhead } from './warm';

export interface Workspaces {
  open(name: string): OpenWorkspace;
  inside(name: string): WorkspaceInside;
  /** Makes its index, where that is to be made, with turns for other questions; before `inside`, which takes none. */
  ready(name: string, signal?: AbortSignal): Promise<void>;
  /** That of a workspace is made no further, and every question of it fails, until `makeIndex`. False where none is being made. */
  stopIndex(name: string): boolean;
  makeIndex(name: string): Promise<void>;
  add(settings: WorkspaceSettings): WorkspaceInside;
  /** Those that are not locked. */
  names(): string[];
  /** The workspace whose log has this name. */
  ofLog(origin: string): string | undefined;
  /** Of one that is open, or of the view of an instant; null for others. */
  maskerOf(name: string): Masker | null;
  /** Of an instant. */
  readonly past: PastViews;
  /** Closes one, if it is open. */
  forget(name: string): void;
  close(): void;
}

/** What the folder of a workspace is called while it is added; a kill leaves it behind, and nothing reads it. */
const unfinished = '.adding-';
const otherKeyWords =
  'the digits of the masks in its image on the disk were of another masking key than the one that there is now (keys/masking-key.hex), and it was not used: masks of before cannot be held against those of now';

/** `changedElsewhere` is told of each that another process wrote into since it was last looked at. */
export function createWorkspaces(
  ports: Ports,
  changedElsewhere: (workspace: string) => void = () => undefined,
  onMaking: (workspace: string, progress: Progress | null) => void = () => undefined,
): Workspaces {
  const opened = new Map<string, WorkspaceInside>();
  const tellElsewhere = createChangedElsewhere(ports.clock, changedElsewhere);
  finishRemovals(ports);
  const inside = (name: string): WorkspaceInside => {
    if (splitName(name).at !== null) return past.get(name);
    refuseRemoved(ports, ports.vault.folder(name) ?? name);
    const known = opened.get(name);
    if (known !== undefined && !ports.home.exists(`${name}/workspace.json`)) {
      forget(name);
      ports.vault.lock(name);
      throw new AuditError('not-found', `The workspace "${name}" is no longer there: since it was opened here it was retired, encrypted or removed, perhaps by another process.`);
    }
    if (known !== undefined) {
      const { log } = known.settings;
      tellElsewhere(name, known.refresh());
      if (log === null || log === known.settings.log) return known;
      forget(name); // another one of the same name has taken its place
    }
    return making.now(name);
  };
  function* opening(name: string): Generator<void, WorkspaceInside> {
    refuseRemoved(ports, ports.vault.folder(name) ?? name);
    const workspace = yield* openingWorkspace(
      ports,
      name,
      () => opened.delete(name),
      (progress) => onMaking(name, progress),
    );
    opened.set(name, workspace);
    if (workspace.imageHadOtherKey && workspace.readOnly() === null) workspace.journal('index-made-anew', { differences: [otherKeyWords] });
    return workspace;
  }
  const making = createIndexMaking(opening, (name) => opened.has(name));
  const past = createPastViews(ports, inside);
  const forget = (name: string) => {
    past.drop(name);
    making.leave(name);
    opened.get(name)?.close();
    opened.delete(name);
    ports.home.stopReading();
  };
  const names = () => {
    const locked = new Set(ports.vault.list().flatMap(({ folder, name }) => (name === null ? [folder] : [])));
    return ports.home
      .list('')
      .filter((name) => !name.startsWith(unfinished) && !locked.has(name) && ports.home.exists(`${name}/workspace.json`))
      .sort();
  };
  return {
    inside,
    open: inside,
    ready: (name, signal) => making.ready(splitName(name).workspace, signal),
    stopIndex: making.stop,
    makeIndex(name) {
      making.allow(name);
      return making.ready(name);
    },
    past,
    names,
    maskerOf: (name) => opened.get(splitName(name).workspace)?.masker ?? null,
    ofLog: (origin) => names().find((name) => logOf(ports, name) === origin),
    add(settings) {
      if (['keys', removalsFolder].includes(settings.name.toLowerCase()))
        throw new AuditError('bad-input', `"${settings.name}" is a folder of this program's own. Choose another name.`);
      refuseRemoved(ports, settings.name);
      const exists = new AuditError('already-exists', `There is a workspace "${settings.name}" already, or something else of that name in the home folder. Choose another name.`);
      if (ports.home.exists(`${settings.name}/workspace.json`)) throw exists;
      // Whole or not at all: with its first entry in the journal and its settings on the disk it gets its name. An encrypted one has its folder
      // already, and is seen by nobody until its settings are there.
      const encrypted = ports.vault.folder(settings.name) !== null;
      const making = encrypted ? settings.name : `${unfinished}${hexOf(ports.random(8))}`;
      const journal = openJournal(ports, making);
      try {
        journal.append('workspace-added', { name: settings.name, store: storeText(settings.store), maps: settings.maps, encrypted, ...settingsEntry(ports, settings) });
      } finally {
        journal.close();
      }
      ports.home.replace(`${making}/workspace.json`, settingsBytes(settings));
      if (!encrypted && !ports.home.moveFolder(making, settings.name)) throw exists;
      return inside(settings.name);
    },
    forget,
    close() {
      past.close();
      making.close();
      for (const workspace of opened.values()) workspace.close();
      opened.clear();
      ports.home.stopReading();
    },
  };
}

type Names =
  | 'workspaces.list'
  | 'workspaces.get'
  | 'workspaces.stopIndex'
  | 'workspaces.makeIndex'
  | 'workspaces.add'
  | 'workspaces.setMaps'
  | 'workspaces.tryMaps'
  | 'workspaces.testStore'
  | 'sync.run'
  | 'sync.runsThere'
  | 'sync.list';

export function workspaceHandlers({ ports, emit }: EngineContext, workspaces: Workspaces): Pick<EngineHandlers, Names> {
  /** The sync has ended: where this is stopped, or fails, whoever asks for it makes it. False where memory did not reach. */
  async function* ahead(inside: WorkspaceInside, signal: AbortSignal): AsyncGenerator<Progress, boolean> {
    const spared = ports.spareMemory();
    try {
      return inside.ahead?.keeps() ? yield* inTurns('made ahead', makeAhead(ports, inside), signal) : true;
    } catch {
      return true;
    } finally {
      spared();
    }
  }
  return {
    'workspaces.list': async () => {
      const found: Workspace[] = [];
      const problems: Output<'workspaces.list'>['problems'] = [];
      for (const name of workspaces.names()) {
        const made = workspaces.ready(name).then(() => true);
        if (ports.who.surface !== 'window') await made;
        else if (!(await Promise.race([made, notSoon()]))) {
          // The others can be opened meanwhile; it goes on behind the list, which is asked for again when it is made or was stopped.
          problems.push({ name, error: 'Its index is being made from the evidence: it is listed when that is done.' });
          void made.then(() => emit({ type: 'workspace-changed', workspace: name }));
          continue;
        }
        try {
          found.push(describeWorkspace(ports, workspaces.inside(name)));
        } catch (error) {
          problems.push({ name, error: toErrorData(error).message });
        }
      }
      return { workspaces: found, problems };
    },
    'workspaces.get': ({ workspace }) => ({ workspace: describeWorkspace(ports, workspaces.inside(workspace)) }),
    'workspaces.stopIndex': ({ workspace }) => {
      const stopped = workspaces.stopIndex(workspace);
      if (stopped) {
        emit({ type: 'index-making', workspace, progress: null, stopped });
        emit({ type: 'workspace-changed', workspace });
      }
      return { stopped };
    },
    'workspaces.makeIndex': async ({ workspace }) => {
      await workspaces.makeIndex(workspace);
      workspaces.inside(workspace);
      emit({ type: 'workspace-changed', workspace });
      return {};
    },
    'workspaces.add': ({ name, store, maps, demo, passphrase }) => {
      const addedAt = nowOf(ports);
      const settings = { name, store, maps, addedAt, demo, watch: unwatched, log: newOrigin(ports) };
      const added = passphrase === undefined ? workspaces.add(settings) : createEncrypted(ports, settings, passphrase, workspaces.add);
      emit({ type: 'workspace-changed', workspace: name });
      return { workspace: describeWorkspace(ports, added) };
    },
    'workspaces.setMaps': ({ workspace, maps }) => {
      const inside = workspaces.inside(workspace);
      const old = inside.settings.maps;
      inside.saveSettings({ ...inside.settings, maps }, 'path-maps-set', { was: old, now: maps });
      emit({ type: 'workspace-changed', workspace });
      return { workspace: describeWorkspace(ports, inside) };
    },
    'workspaces.tryMaps': async ({ workspace, maps, run }) => countFound(ports, workspaces.inside(workspace), maps, run),
    'workspaces.testStore': async ({ store }) => {
      const opened = ports.openStore(store);
      try {
        const { checks, looksLikeLineage } = await opened.test(never);
        return { ok: checks.every((check) => check.ok), checks, looksLikeLineage };
      } finally {
        opened.close();
      }
    },
    'sync.run': async function* ({ workspace, ...asked }, signal) {
      const result = yield* runSync({ ports, emit }, workspaces.inside(workspace), asked, signal);
      // The window makes it when it is not asked anything.
      if (ports.who.surface === 'window' || result.new + result.changed <= manyRead) return result;
      return (yield* ahead(workspaces.inside(workspace), signal)) ? result : { ...result, notMadeAhead: 'memory' as const };
    },
    'sync.runsThere': async function* ({ workspace, most }, signal) {
      const inside = workspaces.inside(workspace);
      const { store: location } = inside.settings;
      if (location.type === 'bundle') throw importedHasNoRuns(workspace);
      const store = ports.openStore(location);
      const found: RunThere[] = [];
      let unread = 0;
      try {
        for await (const page of runsThere(inside.db, store, signal)) {
          found.push(...page.runs);
          unread += page.unread;
          yield { phase: 'reading the history', done: found.length + unread, total: null };
        }
      } finally {
        store.close();
      }
      // The times of one store are written alike: as texts they stand in their order.
      found.sort((a, b) => (a.time < b.time ? 1 : a.time > b.time ? -1 : a.lid < b.lid ? -1 : 1));
      inside.journal('store-history-read', { runs: found.length, unread });
      return inside.masker.texts({ runs: found.slice(0, most), total: found.length, unread, coverage: coverageIn(inside) });
    },
    'sync.list': ({ workspace }) => {
      const inside = workspaces.inside(workspace);
      return { syncs: syncResults(inside.db), coverage: coverageIn(inside) };
    },
  };
}

/** Milliseconds that the list of the window waits for an index that is being made. */
const listWaits = 500;

function notSoon(): Promise<false> {
  return new Promise((resolve) => void setTimeout(() => resolve(false), listWaits));
}

/** As many records as the image of the index is written for. */
const manyRead = 200;

export function describeWorkspace(ports: Ports, inside: WorkspaceInside): Workspace {
  const { log: _log, watch: _watch, masking: _lists, ...settings } = inside.settings;
  const syncs = syncResults(inside.db);
  const { name } = inside;
  return {
    ...settings,
    name,
    encrypted: inside.encrypted,
    storeText: storeText(settings.store),
    readOnly: inside.readOnly(),
    lastSync: syncs[0] ?? null,
    coverage: coverageIn(inside),
    ...workspaceCounts(inside.db),
    findings: openFindings(ports, inside),
    ...(inside.damage().length > 0 ? { damage: inside.damage() } : {}),
  };
}

/** What began a sync that nobody asked for at that moment. */
function causeOf(trigger: Parsed<'sync.run'>['trigger'], { watch }: WorkspaceSettings): Record<string, unknown> {
  if (trigger === 'schedule') return { schedule: { everyMinutes: watch.everyMinutes, setBy: watch.setBy, setAt: watch.setAt } };
  return trigger === 'watch' ? { watch: true } : {};
}

/** What nobody stands by for keeps to what was asked for: the runs synced before, as long as the whole store was never listed. */
export function runsOfSchedule(inside: WorkspaceInside): string[] {
  const { known, runs } = coverageIn(inside);
  return known === 'runs' ? runs.map(keyOfLid) : [];
}

function importedHasNoRuns(workspace: string): AuditError {
  return new AuditError('not-supported', `"${workspace}" was imported from an evidence bundle: all that is in it is read at once, and there is no store to follow links in.`);
}

/** One sync from its beginning to its entry in the journal. */
export async function* runSync(
  { ports, emit }: Pick<EngineContext, 'ports' | 'emit'>,
  inside: WorkspaceInside,
  { runs, acceptStore, trigger }: Pick<Parsed<'sync.run'>, 'runs' | 'acceptStore' | 'trigger'>,
  signal: AbortSignal,
): AsyncGenerator<Progress, Output<'sync.run'>> {
  const { store: location } = inside.settings;
  if (runs !== undefined && location.type === 'bundle') throw importedHasNoRuns(inside.name);
  const store = location.type === 'bundle' ? await openKeptBundle(ports, inside) : ports.openStore(location);
  const writer = inside.writing('sync');
  const cause = { ...causeOf(trigger, inside.settings), ...(runs === undefined ? {} : { askedRuns: runs }), ...(acceptStore === undefined ? {} : { acceptStore }) };
  try {
    const sameStore = createSameStore({ ports, db: inside.db, store, accept: acceptStore ?? null });
    const target = { ports, db: inside.db, store, sameStore, ...writer };
    const meant = runs === undefined ? (trigger === 'person' ? [] : runsOfSchedule(inside)) : await runsMeant(inside.db, store, runs, signal);
    const result = yield* meant.length === 0 ? sync(target, signal) : scopedSync(target, meant, signal);
    const nothingFound = result.fetched === 0 && result.vanished === 0 && acceptStore === undefined;
    const findings = nothingFound ? {} : findingsOfSync(ports, inside, result.sync);
    inside.journal((result.scope?.ended ?? result.complete) ? 'sync' : 'sync-stopped', { ...result, findings, ...cause });
    return { ...result, findings };
  } catch (error) {
    const { code, message, data } = toErrorData(error);
    if (code === 'other-store') inside.journal('store-refused', { error: message, ...data, ...cause });
    else if (code !== 'bad-input' && (runs === undefined || code !== 'not-found')) inside.journal('sync-failed', { error: message, ...cause });
    throw error;
  } finally {
    store.close();
    writer.done();
    emit({ type: 'workspace-changed', workspace: inside.name });
  }
}

function logOf(ports: Ports, name: string): unknown {
  try {
    return (JSON.parse(new TextDecoder().decode(ports.home.read(`${name}/workspace.json`))) as { log?: unknown }).log;
  } catch {
    return undefined;
  }
}

const never = new AbortController().signal;
