/** Watching while the program is open: ticks, runs the syncs that are due in the engine, and tells the desktop where that was asked for. */
import { Notification } from 'electron';
import type { Notice } from '../core/contract/watch';
import { createWatcher } from '../core/watch/watcher';
import type { EngineClient } from './engine-client';
import { product } from './product';

const tickMillis = 20_000;

/** Returns how to end it: a sync under way is stopped by the engine's own end. */
export function startWatching(engine: EngineClient, show: () => void): () => void {
  /** What was told in this session, so that no notice is told twice. */
  const told = new Map<string, number>();
  const watcher = createWatcher({
    now: Date.now,
    states: async () => (await engine.call('watch.list', {})).states,
    sync: async (workspace) => void (await engine.send('sync.run', { workspace, trigger: 'schedule' })),
    ended: (workspace) => void tellDesktop(engine, workspace, told, show).catch(() => undefined),
  });
  // The engine that has ended, or an engine at fault: the window says so at its own next call.
  const tick = () => void watcher.tick().catch(() => undefined);
  const timer = setInterval(tick, tickMillis);
  // A schedule that was set just now is looked at at once.
  let soon: NodeJS.Timeout | undefined;
  engine.on(() => {
    clearTimeout(soon);
    soon = setTimeout(tick, 500);
  });
  return () => {
    clearInterval(timer);
    clearTimeout(soon);
  };
}

/** Outside the window, where others may read it, stands the name of the workspace and nothing that a record holds. */
async function tellDesktop(engine: EngineClient, workspace: string, told: Map<string, number>, show: () => void): Promise<void> {
  const { state } = await engine.call('watch.get', { workspace });
  if (!state.watch.desktop || !Notification.isSupported()) return;
  const { notices } = await engine.call('notices.list', { workspace });
  const fresh = notices.filter((notice) => (told.get(keyOf(notice)) ?? -1) < notice.upTo);
  for (const notice of notices) told.set(keyOf(notice), notice.upTo);
  if (fresh.length === 0) return;
  const notification = new Notification({ title: product.name, body: `${workspace}: ${fresh.length === 1 ? 'a notice' : `${fresh.length} notices`} to look at` });
  notification.on('click', show);
  notification.show();
}

function keyOf({ workspace, kind }: Notice): string {
  return `${workspace} ${kind}`;
}
