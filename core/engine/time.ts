/** Calls about time: which instants can be gone to, the view as of one, versions of a record, the time line, the history of a published path. */

import type { EngineHandlers } from '../contract';
import { AuditError } from '../errors';
import { compareVersions } from '../findings/compare-versions';
import { answerOf } from '../pause';
import { describeAsOf } from '../time/as-of';
import { nameAsOf, splitName } from '../time/name';
import { pathHistory } from '../time/path-history';
import { instantAsked } from '../time/resolve';
import { timelineOf } from '../time/timeline';
import type { EngineContext } from './context';
import { rawVersion } from './record-page';
import type { Workspaces } from './workspaces';

type Names = 'time.points' | 'time.resolve' | 'time.open' | 'time.compareVersions' | 'time.timeline' | 'time.pathHistory';

const shownPoints = 500;

export function timeHandlers({ ports, open }: EngineContext, workspaces: Workspaces): Pick<EngineHandlers, Names> {
  const momentsOf = (name: string, signal: AbortSignal) => workspaces.past.moments(workspaces.inside(splitName(name).workspace), signal);
  return {
    'time.points': async ({ workspace }) => {
      const { syncs, checkpoints, wentBack, widestStepBack } = await answerOf(momentsOf(workspace, never));
      return {
        syncs: syncs
          .slice(-shownPoints)
          .reverse()
          .map(({ sync, startedAt, finishedAt, complete, ms }) => ({ sync, startedAt, finishedAt, complete, at: Number.isFinite(ms) ? new Date(ms).toISOString() : null })),
        syncCount: syncs.length,
        checkpoints: checkpoints
          .slice(-shownPoints)
          .reverse()
          .map(({ number, ms }) => ({ number, at: new Date(ms).toISOString() })),
        checkpointCount: checkpoints.length,
        clockWentBack: wentBack,
        widestStepBack,
      };
    },
    'time.resolve': async ({ workspace, text }) => {
      const at = instantAsked(ports, text, await answerOf(momentsOf(workspace, never)));
      return { at, name: nameAsOf(workspace, at) };
    },
    'time.open': async function* ({ workspace }, signal) {
      if (splitName(workspace).at === null) {
        open(workspace);
        return { asOf: null };
      }
      const moments = yield* momentsOf(workspace, signal);
      const view = workspaces.past.get(workspace);
      const asOf = describeAsOf(view, moments);
      view.journal('as-of-opened', { sync: asOf.syncBefore?.sync ?? null, known: asOf.known });
      return { asOf };
    },
    'time.compareVersions': ({ workspace, lid, old, new: now }) => {
      const opened = open(workspace);
      return compareVersions(opened.masker, rawVersion(opened, lid, old).bytes, rawVersion(opened, lid, now).bytes);
    },
    'time.timeline': ({ workspace, ...asked }) => {
      for (const text of [asked.from, asked.to])
        if (text !== undefined && Number.isNaN(Date.parse(text))) throw new AuditError('bad-input', `"${text}" is no time. Write it as 2026-11-20T10:00:00.000Z.`);
      return { timeline: timelineOf(ports, open(workspace), asked) };
    },
    'time.pathHistory': ({ workspace, path }) => pathHistory(open(workspace), path),
  };
}

const never = new AbortController().signal;
