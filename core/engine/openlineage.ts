/** OpenLineage events of others: read in as evidence of what was said, listed, looked at, and taken out of the graph again. */
import type { EngineHandlers } from '../contract';
import { AuditError } from '../errors';
import type { OpenLineageRemoved } from '../evidence/ledger';
import { outsideImports } from '../index/queries/outside';
import { nowOf } from '../now';
import { splitName } from '../time/name';
import type { EngineContext, OpenWorkspace } from './context';
import { importEvents } from './openlineage/import';
import { eventFields, eventRaw, refusedOf } from './openlineage/one-event';
import { dataPage, runPage } from './openlineage/pages';
import type { Workspaces } from './workspaces';

type Names = Extract<keyof EngineHandlers, `openlineage.${string}`>;

export function openLineageHandlers({ ports, open, emit }: EngineContext, workspaces: Workspaces): Pick<EngineHandlers, Names> {
  function inside(name: string) {
    const workspace = workspaces.inside(name);
    const why = refusal(name, workspace);
    if (why !== null) throw new AuditError('not-supported', why);
    return workspace;
  }

  return {
    'openlineage.import': async function* ({ workspace: name, paths }, signal) {
      const answer = yield* importEvents(ports, inside(name), paths, signal);
      if (answer.imports.length > 0) emit({ type: 'workspace-changed', workspace: name });
      return answer;
    },
    'openlineage.imports': ({ workspace: name }) => {
      const workspace = open(name);
      return { imports: workspace.cached('openlineage imports', () => outsideImports(workspace.db)), refused: refusal(name, workspace) };
    },
    'openlineage.refused': ({ workspace: name, number, page }) => refusedOf(open(name), number, page),
    'openlineage.remove': ({ workspace: name, number, reason }) => {
      const workspace = inside(name);
      const removed = workspace.keepEvidence('removing an import', () => {
        const one = outsideImports(workspace.db).find((each) => each.number === number);
        if (one === undefined) throw new AuditError('not-found', `There is no import ${number} of OpenLineage events in the workspace "${name}".`);
        if (one.removed !== null) throw new AuditError('not-supported', `Import ${number} was removed already, on ${one.removed.at}.`);
        const event: OpenLineageRemoved = { type: 'openlineage-removed', number, at: nowOf(ports), by: ports.who.user, reason };
        return { events: [event], answer: one };
      });
      workspace.journal('openlineage-removed', { number, name: removed.name, sha256: removed.sha256, reason });
      emit({ type: 'workspace-changed', workspace: name });
      return { imports: outsideImports(workspace.db) };
    },
    'openlineage.run': ({ workspace: name, lid, offset, limit }) => runPage(open(name), lid, offset, limit),
    'openlineage.data': ({ workspace: name, lid }) => dataPage(open(name), lid),
    'openlineage.event': ({ workspace: name, number, at }) => eventFields(open(name), number, at),
    'openlineage.raw': ({ workspace: name, number, at }) => eventRaw(ports, open(name), number, at),
  };
}

/** Why nothing can be imported here, in words; null: it can. */
function refusal(name: string, workspace: OpenWorkspace): string | null {
  if (splitName(name).at !== null) return 'This is the workspace as of an earlier time: events are imported into the workspace as it is now.';
  if (workspace.settings.store.type === 'bundle')
    return `"${name}" was imported from an evidence bundle of somebody else: it holds what its maker gave, and nothing is added to it.`;
  const readOnly = workspace.readOnly();
  return readOnly === null ? null : `Nothing can be kept in "${name}": ${readOnly}.`;
}
