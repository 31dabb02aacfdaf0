/** verify.listed: the checks at hand for a scope, out of the index alone; what nobody has looked at says so. */

import type { Output, Parsed } from '../../contract';
import type { FileCheck } from '../../contract/shared';
import { checkColumns } from '../../contract/verify';
import { checkedNodes, checksOfNodes, newestCheck } from '../../index/queries/checks';
import { type FileTarget, fileOutputs, filesOnS3 } from '../../index/queries/recorded-files';
import { lastPart } from '../../record/facts';
import { plainPath } from '../../record/lid';
import { valueColumns } from '../../table/values';
import { fitsFilter } from '../../verify/check-filter';
import { onS3 } from '../../verify/on-s3';
import { mapPath } from '../../verify/path-map';
import { uncheckedFile } from '../../verify/recorded-file';
import { summariseChecks } from '../../verify/summary';
import { verdictWords } from '../../verify/verdict';
import type { OpenWorkspace } from '../context';
import { pageOf } from '../pages';
import { listedTargets, type Scope } from './scope';

interface Listed {
  node: number;
  /** What its record says; null: a FileOutput that nobody has asked about yet. */
  target: FileTarget | null;
  /** null: nobody has looked. */
  check: FileCheck | null;
}

/** Targets of tables of files are read when they, or a column, are asked for: of hundreds of thousands a page shows a hundred. */
type WithTarget = Listed & { target: FileTarget };

function withTargets(workspace: OpenWorkspace, listed: readonly Listed[]): WithTarget[] {
  const missing = listed.filter(({ target }) => target === null);
  if (missing.length > 0) {
    const nodes = missing.map(({ node }) => node);
    const found = new Map(fileOutputs(workspace.db, nodes).map((target) => [target.node, target]));
    for (const one of missing) one.target = found.get(one.node) ?? null;
  }
  return listed.filter((one): one is WithTarget => one.target !== null);
}

const columns = valueColumns<(typeof checkColumns)[number], WithTarget>(checkColumns, {
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

/** The first value of a column asks for all targets of the table at once. */
function columnsOf(workspace: OpenWorkspace, table: readonly Listed[]) {
  return columns.map(({ id, value }) => ({
    id,
    value(row: Listed) {
      if (row.target === null) withTargets(workspace, table);
      return row.target === null ? null : value(row as WithTarget);
    },
  }));
}

/** As a table in pages; what is not in sight is only counted. */
export function verifyListed(workspace: OpenWorkspace, { list, only, page, ...scope }: Parsed<'verify.listed'>): Output<'verify.listed'> {
  const name = `checks of ${JSON.stringify([scope.run, scope.lids, scope.all, scope.work, scope.inputs])}`;
  const listed = workspace.cached<{ name: string; files: Listed[]; inputs: Listed[] | null }[]>('listed checks', () => []);
  const known = listed[0]?.name === name ? listed[0] : { name, ...listedOf(workspace, scope) };
  listed[0] = known;
  const rowsOf = list === 'inputs' ? (known.inputs ?? []) : known.files;
  const { rows, ...counts } = pageOf(workspace, `${name}, ${list}, ${only}`, () => rowsOf.filter(({ check }) => fitsFilter(check, only)), columnsOf(workspace, rowsOf), page);
  return {
    checks: withTargets(workspace, rows).map((row) => shownCheck(workspace, row)),
    ...counts,
    summary: summariseChecks(known.files.map(({ check }) => check)),
    inputsSummary: known.inputs === null ? null : summariseChecks(known.inputs.map(({ check }) => check)),
    onS3: onS3(
      withTargets(workspace, [...maybeOnS3(workspace, known.files), ...(known.inputs ?? [])]).map(({ target: { recorded }, check }) => ({
        path: recorded.path,
        checkedPath: check?.checkedPath ?? mapped(workspace, recorded.path),
        recorded,
      })),
    ),
  };
}

/** All but FileOutputs that surely lie elsewhere: nobody has looked at them, and neither their record nor a map names a place on S3. */
function maybeOnS3(workspace: OpenWorkspace, files: readonly Listed[]): readonly Listed[] {
  // A map to a place whose name begins so may lead there.
  if (workspace.settings.maps.some(({ to }) => plainPath(to).startsWith('s'))) return files;
  const recorded = workspace.cached('files on S3', () => new Set(filesOnS3(workspace.db)));
  return files.filter(({ node, check, target }) => check !== null || target?.recorded.lid === null || recorded.has(node));
}

function listedOf(workspace: OpenWorkspace, scope: Scope): { files: Listed[]; inputs: Listed[] | null } {
  const { files, inputs } = listedTargets(workspace, scope);
  return { files: withChecks(workspace, files), inputs: inputs === null ? null : withChecks(workspace, inputs) };
}

/** The newest check of each target; of a FileOutput whose record has changed since, the stale one. */
function withChecks(workspace: OpenWorkspace, targets: readonly (FileTarget | number)[]): Listed[] {
  const nodeOf = (target: FileTarget | number) => (typeof target === 'number' ? target : target.node);
  const checked = checkedNodes(workspace.db);
  const known = checksOfNodes(
    workspace.db,
    targets.map(nodeOf).filter((node) => checked.has(node)),
  );
  return targets.map((one) => {
    const node = nodeOf(one);
    const ofNode = known.get(node);
    const target = typeof one === 'number' ? null : one;
    return { node, target, check: (target?.recorded.lid === null ? ofNode?.get(target.recorded.checksum?.value ?? '') : newestCheck(ofNode)) ?? null };
  });
}

function shownCheck(workspace: OpenWorkspace, { target: { recorded }, check }: WithTarget): FileCheck {
  return check ?? uncheckedFile(recorded, mapped(workspace, recorded.path), null);
}

function mapped(workspace: OpenWorkspace, path: string | null): string | null {
  return path === null ? null : mapPath(path, workspace.settings.maps);
}
