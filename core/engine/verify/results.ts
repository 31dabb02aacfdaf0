/** verify.listed: the checks at hand for a scope, out of the index alone; what nobody has looked at says so. */

import type { Output, Parsed } from '../../contract';
import type { FileCheck } from '../../contract/shared';
import { checkColumns } from '../../contract/verify';
import { checkedNodes, checksOfNodes, newestCheck } from '../../index/queries/checks';
import { type OutsideSum, outsideOnS3, outsideTargets } from '../../index/queries/outside-uses';
import { type FileTarget, fileOutputs, filesOnS3, pathsOfFiles } from '../../index/queries/recorded-files';
import { lidsOfNodes } from '../../index/queries/whole';
import { lastPart } from '../../record/facts';
import { plainPath } from '../../record/lid';
import { valueColumns } from '../../table/values';
import { fitsFilter } from '../../verify/check-filter';
import { onS3 } from '../../verify/on-s3';
import { mapPath } from '../../verify/path-map';
import { uncheckedFile } from '../../verify/recorded-file';
import { summariseChecks } from '../../verify/summary';
import { verdictWords } from '../../verify/verdict';
import { allFiles } from '../all-files';
import type { OpenWorkspace } from '../context';
import { pageOf } from '../pages';
import { allUses, outsideSum } from '../runs/all-uses';
import { listedTargets, type Scope } from './scope';

interface Listed {
  node: number;
  /** Of an outside file: which of `AllUses`. */
  sum: OutsideSum | null;
  /** What is recorded of it; null: nobody has asked about it yet. */
  target: FileTarget | null;
  /** null: nobody has looked. */
  check: FileCheck | null;
}

/** Targets of tables of files are read when they are asked for: of hundreds of thousands a page shows a hundred. */
type WithTarget = Listed & { target: FileTarget };

function withTargets(workspace: OpenWorkspace, listed: readonly Listed[]): WithTarget[] {
  const missing = listed.filter(({ target }) => target === null);
  const files = missing.filter(({ sum }) => sum === null).map(({ node }) => node);
  const sums = missing.flatMap(({ sum }) => sum ?? []);
  const found = new Map(files.length === 0 ? [] : fileOutputs(workspace.db, files).map((target) => [target.node, target]));
  const outside = sums.length === 0 ? [] : outsideTargets(workspace.db, sums);
  let next = 0;
  for (const one of missing) one.target = (one.sum === null ? found.get(one.node) : outside[next++]) ?? null;
  return listed.filter((one): one is WithTarget => one.target !== null);
}

/** Of a table of hundreds of thousands only what a column holds is read, once for all of its rows. */
function columnsOf(workspace: OpenWorkspace, table: readonly Listed[]) {
  const { db } = workspace;
  const isOfFile = ({ sum, target }: Listed) => sum === null && target === null;
  const ofFiles = (find: (nodes: number[]) => Map<number, string>) => {
    let found: Map<number, string> | null = null;
    return ({ node }: Listed) => {
      found ??= find(table.filter(isOfFile).map((one) => one.node));
      return found.get(node) ?? null;
    };
  };
  const pathOfFile = ofFiles((nodes) => pathsOfFiles(db, nodes));
  const lidOfFile = ofFiles((nodes) => lidsOfNodes(db, nodes));
  /** Of an outside file, or one named by itself. */
  const recorded = (row: Listed) => {
    if (row.target === null)
      withTargets(
        workspace,
        table.filter(({ sum }) => sum !== null),
      );
    return row.target?.recorded;
  };
  const pathOf = (row: Listed) => (isOfFile(row) ? pathOfFile(row) : (recorded(row)?.path ?? null));
  const lidOf = (row: Listed) => (isOfFile(row) ? lidOfFile(row) : (recorded(row)?.lid ?? null));
  const files = allFiles(workspace);
  const sizeOf = (row: Listed) => {
    if (!isOfFile(row)) return recorded(row)?.size ?? null;
    const size = files.sizes[files.at(row.node)] ?? Number.NaN;
    return Number.isNaN(size) ? null : size;
  };
  return valueColumns<(typeof checkColumns)[number], Listed>(checkColumns, {
    name: (row) => lastPart(pathOf(row) ?? lidOf(row) ?? ''),
    verdict: ({ check }) => verdictWords[check?.verdict ?? 'not-checked'].short,
    at: ({ check }) => check?.at ?? null,
    by: ({ check }) => check?.by ?? null,
    path: pathOf,
    checked: ({ check }) => check?.checkedPath ?? null,
    size: (row) => row.check?.found?.size ?? sizeOf(row),
    sha256: ({ check }) => check?.sha256 ?? null,
    baseline: ({ check }) => check?.baseline ?? null,
    lid: lidOf,
  });
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
      withTargets(workspace, maybeOnS3(workspace, [...known.files, ...(known.inputs ?? [])])).map(({ target: { recorded }, check }) => ({
        path: recorded.path,
        checkedPath: check?.checkedPath ?? mapped(workspace, recorded.path),
        recorded,
      })),
    ),
  };
}

/** All but what surely lies elsewhere: nobody has looked at it, and neither what is recorded of it nor a map names a place on S3. */
function maybeOnS3(workspace: OpenWorkspace, files: readonly Listed[]): readonly Listed[] {
  // A map to a place whose name begins so may lead there.
  if (workspace.settings.maps.some(({ to }) => plainPath(to).startsWith('s'))) return files;
  const recorded = workspace.cached('files on S3', () => new Set([...filesOnS3(workspace.db), ...outsideOnS3(workspace.db)]));
  return files.filter(({ node, sum, check, target }) => check !== null || (sum === null && target?.recorded.lid === null) || recorded.has(node));
}

function listedOf(workspace: OpenWorkspace, scope: Scope): { files: Listed[]; inputs: Listed[] | null } {
  const { files, inputs } = listedTargets(workspace, scope);
  const alone = (target: FileTarget | number): Listed =>
    typeof target === 'number' ? { node: target, sum: null, target: null, check: null } : { node: target.node, sum: null, target, check: null };
  const outside = (at: number): Listed => {
    const sum = outsideSum(allUses(workspace), at);
    return { node: sum.node, sum, target: null, check: null };
  };
  return { files: withChecks(workspace, files.map(alone)), inputs: inputs === null ? null : withChecks(workspace, inputs.map(outside)) };
}

/** The newest check of each; of a FileOutput whose record has changed since, the stale one. An outside file has one for each checksum recorded for it. */
function withChecks(workspace: OpenWorkspace, listed: readonly Listed[]): Listed[] {
  const everChecked = checkedNodes(workspace.db);
  const checked = listed.filter(({ node }) => everChecked.has(node));
  const known = checksOfNodes(
    workspace.db,
    checked.map(({ node }) => node),
  );
  withTargets(
    workspace,
    checked.filter(({ sum }) => sum !== null),
  );
  for (const one of checked) {
    const ofNode = known.get(one.node);
    one.check = (one.target?.recorded.lid === null ? ofNode?.get(one.target.recorded.checksum?.value ?? '') : newestCheck(ofNode)) ?? null;
  }
  return [...listed];
}

function shownCheck(workspace: OpenWorkspace, { target: { recorded }, check }: WithTarget): FileCheck {
  return check ?? uncheckedFile(recorded, mapped(workspace, recorded.path), null);
}

function mapped(workspace: OpenWorkspace, path: string | null): string | null {
  return path === null ? null : mapPath(path, workspace.settings.maps);
}
