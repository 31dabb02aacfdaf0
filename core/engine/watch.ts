/** Schedules of syncs and the notices that follow from what is kept. */
import type { EngineHandlers } from '../contract';
import type { Notice } from '../contract/watch';
import { AuditError, toErrorData } from '../errors';
import { nowOf } from '../now';
import { lidOfKey } from '../record/lid';
import { createWatchFacts } from '../watch/journal-facts';
import { noticesOf } from '../watch/notices';
import { watchStateOf } from '../watch/schedule';
import type { EngineContext, OpenWorkspace } from './context';
import type { WorkspaceInside } from './open-workspace';
import { runsOfSchedule } from './run-sync';
import { settingsInFile } from './settings';
import type { Workspaces } from './workspaces';

type Names = 'watch.get' | 'watch.set' | 'watch.list' | 'notices.list' | 'notices.seen';

export function watchHandlers({ ports, emit }: EngineContext, workspaces: Workspaces): Pick<EngineHandlers, Names> {
  const factsOf = createWatchFacts();
  const stateOf = (inside: WorkspaceInside) => watchStateOf(inside.name, inside.settings.watch, factsOf(inside), ports.clock.now().ms, runsOfSchedule(inside).map(lidOfKey));
  const notices = (inside: OpenWorkspace, watching: boolean): Notice[] => {
    const { watch } = inside.settings;
    return noticesOf(inside.name, inside.db, factsOf(inside), watch, watching || watch.everyMinutes !== null);
  };
  return {
    'watch.get': ({ workspace }) => ({ state: stateOf(workspaces.inside(workspace)) }),
    'watch.set': ({ workspace, everyMinutes, quietDays, desktop }) => {
      const inside = workspaces.inside(workspace);
      if (inside.settings.store.type === 'bundle' && everyMinutes !== null)
        throw new AuditError('not-supported', `"${workspace}" was imported from an evidence bundle: nothing new can come into it, so there is nothing to watch.`);
      const old = inside.settings.watch;
      const watch = { everyMinutes, quietDays, desktop, setBy: ports.who.user, setAt: nowOf(ports) };
      inside.saveSettings({ ...inside.settings, watch }, 'watch-set', { was: old, now: watch });
      emit({ type: 'workspace-changed', workspace });
      return { state: stateOf(inside) };
    },
    'watch.list': async () => {
      const states: ReturnType<typeof stateOf>[] = [];
      for (const name of workspaces.names()) {
        try {
          // The settings alone say whether it is watched at all: the others need not be opened.
          if (settingsInFile(ports, `${name}/workspace.json`).watch.everyMinutes === null) continue;
          await workspaces.ready(name);
          states.push(stateOf(workspaces.inside(name)));
        } catch {
          // Whoever opens it is told why it cannot be.
        }
      }
      return { states };
    },
    'notices.list': async ({ workspace, watching }) => {
      const found: Notice[] = [];
      const problems: { workspace: string; error: string }[] = [];
      for (const name of workspace === undefined ? workspaces.names() : [workspace]) {
        await workspaces.ready(name);
        try {
          const inside = workspaces.inside(name);
          found.push(...notices(inside, watching));
          const { damage } = factsOf(inside);
          if (damage !== null) problems.push({ workspace: name, error: `${damage} Which syncs failed since, and which notices were seen, is not known.` });
        } catch (error) {
          if (workspace !== undefined) throw error;
          problems.push({ workspace: name, error: toErrorData(error).message });
        }
      }
      return { notices: found, problems };
    },
    'notices.seen': ({ workspace, kind, upTo }) => {
      const inside = workspaces.inside(workspace);
      const shown = notices(inside, true).find((notice) => notice.kind === kind);
      // What the notice does not count is not seen, and what was seen before stays so.
      const seen = Math.max(factsOf(inside).seen.get(kind) ?? -1, Math.min(upTo, shown?.upTo ?? -1));
      if (shown !== undefined) inside.journal('notice-seen', { kind, upTo: seen, notice: shown.sentence });
      emit({ type: 'workspace-changed', workspace });
      return { notices: notices(inside, false) };
    },
  };
}
