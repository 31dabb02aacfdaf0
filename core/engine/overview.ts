/** The overview of a workspace: counts, quality measures with the lists behind them, and the views for officers, incidents and debugging. */
import type { EngineHandlers } from '../contract';
import { splitName } from '../time/name';
import type { EngineContext, OpenWorkspace } from './context';
import { debugOf, rawEvents } from './overview/debug';
import { executiveOf } from './overview/executive';
import { hasSources, incidentIn } from './overview/incident';
import { listOf, needsFacts } from './overview/list';
import { overviewInTurns, overviewOf } from './overview/summary';
import { prepared } from './prepared';
import type { Workspaces } from './workspaces';

type Names = 'overview.get' | 'overview.executive' | 'overview.incident' | 'overview.list' | 'overview.debug' | 'overview.events';

export function overviewHandlers({ ports, open, callTimes: times }: EngineContext, workspaces: Workspaces): Pick<EngineHandlers, Names> {
  /** Of a view of the past: its instant. */
  const nowIn = ({ name }: OpenWorkspace) => {
    const { at } = splitName(name);
    return at === null ? ports.clock.now().ms : Date.parse(at);
  };
  const ready = (name: string, withFacts: Parameters<typeof overviewInTurns>[2]) =>
    prepared(
      () => open(name),
      (workspace) => overviewInTurns(ports, workspace, withFacts),
    );
  return {
    'overview.get': async ({ workspace: name }) => {
      const workspace = await ready(name, () => false);
      return { overview: workspace.masker.texts(overviewOf(ports, workspace, times, nowIn(workspace))) };
    },
    'overview.executive': async ({ workspace }) => ({ executive: executiveOf(ports, await ready(workspace, () => false)) }),
    'overview.incident': async ({ workspace: name }) => {
      const workspace = await ready(name, (of) => hasSources(ports, of));
      const { answer } = incidentIn(ports, workspace);
      return { incident: { ...answer, lagSeconds: answer.since === null ? null : (nowIn(workspace) - Date.parse(answer.since)) / 1000 } };
    },
    'overview.list': async ({ workspace: name, ...asked }) => {
      const workspace = await ready(name, () => needsFacts(asked.list));
      const { rows, ...counts } = listOf({ ports, times, nowMs: nowIn(workspace) }, workspace, { workspace: name, ...asked });
      return { rows: [...rows], ...counts };
    },
    'overview.debug': ({ workspace }) => ({ debug: debugOf(ports, open(workspace)) }),
    'overview.events': async function* ({ workspace: name, ...asked }, signal) {
      const workspace = workspaces.inside(name);
      const answer = yield* rawEvents(workspace, asked, signal);
      workspace.journal('ledger-lines-shown', { type: asked.type ?? null, offset: asked.offset, lines: answer.events.length, total: answer.total });
      return answer;
    },
  };
}
