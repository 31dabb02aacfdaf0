/** Scans what is kept for secrets and personal data. */

import { scopeOfRun } from '../bundle/scope';
import type { EngineHandlers } from '../contract';
import type { ScanResult } from '../contract/secrets';
import type { Progress } from '../contract/shared';
import { type KeptVersion, keptVersions } from '../index/queries/kept-versions';
import { collectFindings } from '../secrets/collect';
import type { OwnLists } from '../secrets/patterns';
import { createScanner } from '../secrets/scan';
import { stopIfAborted } from '../store/stop';
import type { OpenWorkspace } from './context';
import { policyOf } from './masking-of';
import type { Workspaces } from './workspaces';

/** Versions read between two reports of progress. */
const inStep = 200;

export function secretHandlers(workspaces: Workspaces): Pick<EngineHandlers, 'secrets.scan'> {
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

export function listsOf({ settings }: OpenWorkspace): OwnLists {
  const { deny, allow } = policyOf(settings);
  return { deny: deny.map(({ pattern }) => pattern), allow: allow.map(({ pattern }) => pattern) };
}
