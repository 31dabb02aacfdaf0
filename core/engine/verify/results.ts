/** verify.results: the checks at hand for a scope, out of the index alone; what nobody has looked at says so. */
import type { Output, Parsed } from '../../contract';
import type { FileCheck } from '../../contract/shared';
import { checksOfNodes, newestCheck } from '../../index/queries/checks';
import type { FileTarget } from '../../index/queries/recorded-files';
import { mapPath } from '../../verify/path-map';
import { uncheckedFile } from '../../verify/recorded-file';
import { summariseChecks } from '../../verify/summary';
import type { OpenWorkspace } from '../context';
import { targetsOf } from './scope';

export function verifyResults(workspace: OpenWorkspace, input: Parsed<'verify.results'>): Output<'verify.results'> {
  const { files, inputs } = targetsOf(workspace, input);
  const checks = checksOf(workspace, files);
  const ofInputs = checksOf(workspace, inputs ?? []);
  return {
    summary: summariseChecks(checks),
    files: checks.slice(input.offset, input.offset + input.limit),
    inputs: ofInputs,
    inputsSummary: inputs === null ? null : summariseChecks(ofInputs),
  };
}

/** The newest check of each target; of a FileOutput whose record has changed since, the stale one. */
function checksOf(workspace: OpenWorkspace, targets: readonly FileTarget[]): FileCheck[] {
  const known = checksOfNodes(
    workspace.db,
    targets.map(({ node }) => node),
  );
  return targets.map(({ node, recorded }) => {
    const ofNode = known.get(node);
    const check = recorded.lid === null ? ofNode?.get(recorded.checksum?.value ?? '') : newestCheck(ofNode);
    return check ?? uncheckedFile(recorded, recorded.path === null ? null : mapPath(recorded.path, workspace.settings.maps), null);
  });
}
