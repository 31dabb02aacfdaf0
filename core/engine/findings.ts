/** Findings of a workspace: listed by kind, run and sync, shown with their evidence, acknowledged with a reason. */
import type { EngineHandlers } from '../contract';
import type { Finding, FindingCounts } from '../contract/findings';
import { AuditError } from '../errors';
import { lookedAt } from '../index/queries/findings';
import { nowOf } from '../now';
import type { EngineContext, OpenWorkspace } from './context';
import { allFindings, findingsInTurns } from './findings/all';
import { showFinding } from './findings/show';
import { importedChanges } from './kept-bundle';
import { withWhatFits } from './own-records';
import { prepared, toEnd } from './prepared';
import type { Workspaces } from './workspaces';

export function findingHandlers({ ports, emit, open }: EngineContext, workspaces: Workspaces): Pick<EngineHandlers, 'findings.list' | 'findings.show' | 'findings.acknowledge'> {
  return {
    'findings.list': async ({ workspace: name, type, run, sync, state, offset, limit }) => {
      await prepared(
        () => open(name),
        (workspace) => toEnd(findingsInTurns(ports, workspace)),
      );
      const workspace = workspaces.inside(name);
      const all = allFindings(ports, workspace);
      const asked = all.filter(
        (one) => (run === undefined || isAbout(one, run)) && (sync === undefined || one.sync === sync) && (state === 'all' || (state === 'open') === (one.acknowledged === null)),
      );
      const chosen = type === undefined ? asked : asked.filter((one) => one.type === type);
      return {
        findings: withWhatFits(workspace, ports.murmur3, chosen.slice(offset, offset + limit)),
        total: chosen.length,
        open: chosen.filter((one) => one.acknowledged === null).length,
        counts: countsOf(asked),
        syncs: [...new Set(all.flatMap((one) => one.sync ?? []))].sort((a, b) => b - a),
        looked: workspace.cached('looked at', () => lookedAt(workspace.db)),
        imported: importedChanges(workspace),
      };
    },
    'findings.show': ({ workspace: name, id }) => {
      const workspace = workspaces.inside(name);
      const [found] = withWhatFits(workspace, ports.murmur3, [pick(allFindings(ports, workspace), id, name)]);
      if (found === undefined) throw notFound(id, name);
      return { detail: showFinding(workspace, found, workspaces) };
    },
    'findings.acknowledge': ({ workspace: name, ids, reason }) => {
      const workspace = workspaces.inside(name);
      const chosen = workspace.keepEvidence('acknowledging findings', () => {
        const all = allFindings(ports, workspace);
        const found = [...new Map(ids.map((id) => pick(all, id, name)).map((one) => [one.id, one])).values()];
        const at = nowOf(ports);
        const findings = found.map(({ id, type, key, lid, object, sync, detail }) => ({ id, type, key, lid, object, sync, detail }));
        return { events: [{ type: 'findings-acknowledged', at, by: ports.who.user, reason, findings }], answer: found };
      });
      workspace.journal('findings-acknowledged', { reason, count: chosen.length, ids: chosen.slice(0, 100).map((one) => one.id) });
      emit({ type: 'workspace-changed', workspace: name });
      return { acknowledged: chosen.length };
    },
  };
}

/** What a sync found that nobody has acknowledged, by kind. */
export function findingsOfSync(ports: EngineContext['ports'], workspace: OpenWorkspace, sync: number): FindingCounts {
  return countsOf(allFindings(ports, workspace).filter((one) => one.sync === sync && one.acknowledged === null));
}

/** A finding is about a run that its record names, or whose hash its own LID begins with. */
export function isAbout(finding: Finding, run: string): boolean {
  return finding.run === run || finding.lid === run || finding.lid?.startsWith(`${run}/`) === true || finding.lid === `${run}#output`;
}

function countsOf(findings: readonly Finding[]): FindingCounts {
  const counts: FindingCounts = {};
  for (const { type } of findings) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/** By its id or the start of it. */
function pick(all: readonly Finding[], id: string, workspace: string): Finding {
  const exact = all.find((one) => one.id === id);
  if (exact !== undefined) return exact;
  const [found, another] = all.filter((one) => one.id.startsWith(id));
  if (another !== undefined) throw new AuditError('bad-input', `Several findings have an id that begins with "${id}". Write more of it.`);
  if (found === undefined) throw notFound(id, workspace);
  return found;
}

function notFound(id: string, workspace: string): AuditError {
  return new AuditError('not-found', `There is no finding "${id}" in the workspace "${workspace}". List them: lineage-audit findings`);
}
