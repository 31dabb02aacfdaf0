/** One sync of a workspace, whoever asked for it. */
import type { Output, Parsed } from '../contract';
import type { Progress } from '../contract/shared';
import { AuditError, toErrorData } from '../errors';
import { keyOfLid } from '../record/lid';
import { runsMeant } from '../sync/runs-there';
import { createSameStore } from '../sync/same-store';
import { scopedSync } from '../sync/scoped-sync';
import { sync } from '../sync/sync';
import type { EngineContext, WorkspaceSettings } from './context';
import { coverageIn } from './coverage';
import { findingsOfSync } from './findings';
import { openKeptBundle } from './kept-bundle';
import type { WorkspaceInside } from './open-workspace';

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

export function importedHasNoRuns(workspace: string): AuditError {
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
