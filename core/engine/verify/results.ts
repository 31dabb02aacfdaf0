/** verify.listed: the checks at hand for a scope, out of the index alone; what nobody has looked at says so. */

import type { Output, Parsed } from '../../contract';
import type { FileCheck } from '../../contract/shared';
import { checkColumns } from '../../contract/verify';
import { checksOfNodes, newestCheck } from '../../index/queries/checks';
import type { FileTarget } from '../../index/queries/recorded-files';
import { lastPart } from '../../record/facts';
import { valueColumns } from '../../table/values';
import { fitsFilter } from '../../verify/check-filter';
import { onS3 } from '../../verify/on-s3';
import { mapPath } from '../../verify/path-map';
import { uncheckedFile } from '../../verify/recorded-file';
import { summariseChecks } from '../../verify/summary';
import { verdictWords } from '../../verify/verdict';
import type { OpenWorkspace } from '../context';
import { pageOf } from '../pages';
import { type Scope, targetsOf } from './scope';

interface Listed {
  target: FileTarget;
  /** null: nobody has looked. */
  check: FileCheck | null;
}

const columns = valueColumns<(typeof checkColumns)[number], Listed>(checkColumns, {
  name: ({ target }) => lastPart(target.recorded.path ?? target.recorded.lid ?? ''),
  verdict: ({ check }) => verdictWords[check?.verdict ?? 'not-checked'].short,
  at: ({ check }) => check?.at ?? null,
  by: ({ check }) => check?.by ?? null,
  path: ({ target }) => target.recorded.path,
  checked: ({ check }) => check?.checkedPath ?? null,
  size: ({ target, check }) => check?.found?.size ?? target.recorded.size,
  sha256: ({ check }) => check?.sha256 ?? null,
  baseline: ({ check }) => check?.baseline ?? null,
  lid: ({ target }) => target.recorded.lid,
});

/** As a table in pages; what is not in sight is only counted. */
export function verifyListed(workspace: OpenWorkspace, { list, only, page, ...scope }: Parsed<'verify.listed'>): Output<'verify.listed'> {
  const name = `checks of ${JSON.stringify([scope.run, scope.lids, scope.all, scope.work, scope.inputs])}`;
  const listed = workspace.cached<{ name: string; files: Listed[]; inputs: Listed[] | null }[]>('listed checks', () => []);
  const known = listed[0]?.name === name ? listed[0] : { name, ...listedOf(workspace, scope) };
  listed[0] = known;
  const rowsOf = list === 'inputs' ? (known.inputs ?? []) : known.files;
  const { rows, ...counts } = pageOf(workspace, `${name}, ${list}, ${only}`, () => rowsOf.filter(({ check }) => fitsFilter(check, only)), columns, page);
  return {
    checks: rows.map((row) => shownCheck(workspace, row)),
    ...counts,
    summary: summariseChecks(known.files.map(({ check }) => check)),
    inputsSummary: known.inputs === null ? null : summariseChecks(known.inputs.map(({ check }) => check)),
    onS3: onS3(
      [...known.files, ...(known.inputs ?? [])].map(({ target: { recorded }, check }) => ({
        path: recorded.path,
        checkedPath: check?.checkedPath ?? mapped(workspace, recorded.path),
        recorded,
      })),
    ),
  };
}

function listedOf(workspace: OpenWorkspace, scope: Scope): { files: Listed[]; inputs: Listed[] | null } {
  const { files, inputs } = targetsOf(workspace, scope);
  return { files: withChecks(workspace, files), inputs: inputs === null ? null : withChecks(workspace, inputs) };
}

/** The newest check of each target; of a FileOutput whose record has changed since, the stale one. */
function withChecks(workspace: OpenWorkspace, targets: readonly FileTarget[]): Listed[] {
  const known = checksOfNodes(
    workspace.db,
    targets.map(({ node }) => node),
  );
  return targets.map((target) => {
    const ofNode = known.get(target.node);
    return { target, check: (target.recorded.lid === null ? ofNode?.get(target.recorded.checksum?.value ?? '') : newestCheck(ofNode)) ?? null };
  });
}

function shownCheck(workspace: OpenWorkspace, { target: { recorded }, check }: Listed): FileCheck {
  return check ?? uncheckedFile(recorded, mapped(workspace, recorded.path), null);
}

function mapped(workspace: OpenWorkspace, path: string | null): string | null {
  return path === null ? null : mapPath(path, workspace.settings.maps);
}
