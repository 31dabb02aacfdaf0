/** Manifests of folders between a check and its keeping: bytes wait here until the result that names them is kept. */
import type { FileCheck } from '../../contract/shared';
import type { Manifests } from '../../verify/check-file';
import type { OpenWorkspace } from '../context';
import type { Verification } from './verification';

export interface WaitingManifests extends Manifests {
  /** Keeps the results with the manifests that they name. Throws `in-use`, and then everything waits on. */
  keep(checks: FileCheck[], verification?: Verification, moreToCome?: boolean): void;
}

export function waitingManifests(workspace: OpenWorkspace): WaitingManifests {
  const waiting = new Map<string, Uint8Array>();
  return {
    get: (sha256) => waiting.get(sha256) ?? workspace.kept(sha256),
    put: (sha256, bytes) => void waiting.set(sha256, bytes),
    keep(checks, verification, moreToCome = false) {
      const named = new Map(
        checks.flatMap(({ folder }) => {
          const bytes = folder === null ? undefined : waiting.get(folder.sha256);
          return folder === null || bytes === undefined ? [] : [[folder.sha256, bytes] as const];
        }),
      );
      workspace.keepChecks(checks, { manifests: named, moreToCome, ...(verification === undefined ? {} : { verification }) });
      for (const sha256 of named.keys()) waiting.delete(sha256);
    },
  };
}
