/** The calls about workspaces: listed, added, their path maps, their syncs. */
import type { EngineHandlers, Output } from '../contract';
import type { Progress } from '../contract/shared';
import { unwatched } from '../contract/watch';
import type { RunThere, Workspace } from '../contract/workspaces';
import { toErrorData } from '../errors';
import { newOrigin } from '../evidence/log';
import { syncResults, workspaceCounts } from '../index/queries/syncs';
import { nowOf } from '../now';
import { inTurns } from '../pause';
import type { Ports } from '../ports';
import { storeText } from '../store/location';
import { runsThere } from '../sync/runs-there';
import { countFound } from '../verify/count-found';
import { createEncrypted } from './at-rest/create-encrypted';
import type { EngineContext } from './context';
import { coverageIn } from './coverage';
import { openFindings } from './findings/all';
import type { WorkspaceInside } from './open-workspace';
import { importedHasNoRuns, runSync } from './run-sync';
import { sparing } from './sparing';
import { makeAhead } from './warm';
import type { Workspaces } from './workspaces';

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
    try {
      return inside.ahead?.keeps() ? yield* sparing(ports, () => inTurns('made ahead', makeAhead(ports, inside), signal)) : true;
    } catch {
      return true;
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

const never = new AbortController().signal;
