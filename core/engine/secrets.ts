/** Scans what is kept for secrets and personal data, and keeps the auditor's own lists of them. */

import { scopeOfRun } from '../bundle/scope';
import type { EngineHandlers } from '../contract';
import type { ScanResult } from '../contract/secrets';
import type { Progress } from '../contract/shared';
import { type KeptVersion, keptVersions } from '../index/queries/kept-versions';
import { collectFindings } from '../secrets/collect';
import { noLists, type OwnLists, patternFinder } from '../secrets/patterns';
import { createScanner } from '../secrets/scan';
import { stopIfAborted } from '../store/stop';
import type { EngineContext, OpenWorkspace } from './context';
import type { Workspaces } from './workspaces';

/** Versions read between two reports of progress. */
const inStep = 200;

export function secretHandlers({ emit }: EngineContext, workspaces: Workspaces): Pick<EngineHandlers, 'secrets.scan' | 'secrets.lists' | 'secrets.setLists'> {
  return {
    'secrets.scan': async function* ({ workspace: name, run }, signal) {
      const workspace = workspaces.inside(name);
      const kept = keptVersions(workspace.db);
      const { paths } = run === undefined ? { paths: null } : scopeOfRun(workspace, run);
      const result = yield* scanVersions(workspace, paths === null ? kept : kept.filter(({ path }) => paths.has(path)), signal);
      // What a bundle of the run would hold is asked before it is made: that act is journalled, with the same counts.
      if (run === undefined) workspace.journal('secrets-scanned', { scanned: result.scanned, found: result.findings.map(({ rule, places }) => ({ rule, places })) });
      return result;
    },
    'secrets.lists': ({ workspace }) => {
      const { deny, allow } = workspaces.inside(workspace).settings.ownLists ?? noLists;
      return { deny: [...deny], allow: [...allow] };
    },
    'secrets.setLists': ({ workspace, deny, allow, reason }) => {
      const inside = workspaces.inside(workspace);
      patternFinder([...deny, ...allow]); // throws for one that cannot be
      const was = inside.settings.ownLists ?? noLists;
      inside.saveSettings({ ...inside.settings, ownLists: { deny, allow } }, 'secret-lists-set', {
        was: { deny: was.deny.length, allow: was.allow.length },
        now: { deny: deny.length, allow: allow.length },
        reason,
      });
      emit({ type: 'workspace-changed', workspace });
      return { deny, allow };
    },
  };
}

/** Reads and scans these versions. Throws `evidence-damaged` where bytes do not fit their digest, `cancelled` when stopped. */
async function* scanVersions(workspace: OpenWorkspace, versions: readonly KeptVersion[], signal: AbortSignal): AsyncGenerator<Progress, ScanResult> {
  const scanner = createScanner(listsOf(workspace));
  const collected = collectFindings();
  for (const [at, version] of versions.entries()) {
    if (at % inStep === 0) {
      yield { phase: 'scanning records', done: at, total: versions.length };
      stopIfAborted(signal);
    }
    collected.add({ lid: version.lid ?? version.path, sha256: version.sha256 }, scanner.scan(workspace.bytes(version)));
  }
  return collected.result(versions.length);
}

export function listsOf(workspace: OpenWorkspace): OwnLists {
  return workspace.settings.ownLists ?? noLists;
}
