/** Rows of files as tables show them: FileOutputs, LIDs without record, and outside files that are only named by path. */

import type { z } from 'zod';
import { fileColumns } from '../../contract/runs';
import type { FileCheck, fileRow } from '../../contract/shared';
import { forEachLink } from '../../graph/adjacency';
import { graphOf } from '../../graph/load';
import { checksOfNodes, fewCheckedNodes, newestCheck } from '../../index/queries/checks';
import { indexedFiles, type RecordedChecksum } from '../../index/queries/files';
import { labelsOfNodes, nodeByPath, nodesById } from '../../index/queries/nodes';
import { relationNumbers } from '../../index/schema';
import { lastPart } from '../../record/facts';
import { type ValueColumn, valueColumns } from '../../table/values';
import { tagsText } from '../../tags/rules';
import { verdictWords } from '../../verify/verdict';
import type { OpenWorkspace } from '../context';
import { tagsIn } from '../tags/of-nodes';

export type FileRow = z.infer<typeof fileRow>;
type User = FileRow['usedBy'][number];

/** What a row is made of: a node, or a path that no node stands for. `checksum` is what is recorded for an outside file. */
export interface FileOfInterest {
  node?: number;
  path?: string;
  checksum?: RecordedChecksum | null;
  /** The first of them. */
  users?: User[];
  /** All of them, those in `users` and others. */
  userCount?: number;
  output?: string | null;
}

/** What tables of files sort and filter by. */
export const fileValues = valueColumns<(typeof fileColumns)[number], FileRow>(fileColumns, {
  name: (file) => file.name,
  verdict: (file) => verdictWords[file.check?.verdict ?? 'not-checked'].short,
  type: (file) => file.type,
  size: (file) => file.size,
  output: (file) => file.output,
  source: (file) => file.source,
  usedBy: (file) => file.usedBy.map((user) => user.title).join(', '),
  path: (file) => file.path,
  labels: (file) => file.labels.join(', '),
  tags: (file) => tagsText(file.tags),
  lid: (file) => file.lid,
  created: (file) => file.createdAt,
  mode: (file) => file.checksum?.mode ?? null,
});

export const shownUsers = 20;

export function fileRows(workspace: OpenWorkspace, files: readonly FileOfInterest[]): FileRow[] {
  const { db } = workspace;
  const withNode = files.map((file) => ({ ...file, node: file.node ?? (file.path === undefined ? undefined : nodeByPath(db, file.path)?.id) }));
  const ids = withNode.flatMap(({ node }) => (node === undefined ? [] : [node]));
  const nodes = nodesById(db, ids);
  const indexed = indexedFiles(db, ids);
  const labels = labelsOfNodes(db, ids);
  const checks = checksOfNodes(db, ids);
  return withNode.map(({ node, path, checksum, users = [], userCount = users.length, output = null }): FileRow => {
    const row = node === undefined ? undefined : nodes.get(node);
    const file = node === undefined ? undefined : indexed.get(node);
    const ofNode = node === undefined ? undefined : checks.get(node);
    const shared = { usedBy: users.slice(0, shownUsers), usedByCount: userCount, output, ...tagsIn(workspace, node) };
    if (row === undefined || row.kind === 'External') {
      const recorded = row?.lid ?? path ?? '';
      const check = ofNode?.get(checksum?.value ?? '') ?? null;
      const name = lastPart(recorded);
      return {
        lid: null,
        name,
        path: recorded,
        type: typeOf(name, recorded.endsWith('/'), check),
        size: null,
        createdAt: null,
        labels: [],
        checksum: checksum ?? null,
        source: null,
        check,
        ...shared,
      };
    }
    const check = newestCheck(ofNode);
    const name = file?.name ?? row.title;
    return {
      lid: row.lid,
      name,
      path: file?.path ?? null,
      type: typeOf(name, isFolder(workspace, row.id), check),
      size: file?.size ?? null,
      createdAt: file?.created ?? null,
      labels: labels.get(row.id) ?? [],
      checksum: file?.checksum ?? null,
      source: file?.source ?? null,
      check,
      ...shared,
    };
  });
}

/** A row of a table of files that is put together when it, or a column of the table, is asked for: of tens of thousands a page shows a hundred. */
export interface LazyRow {
  file: FileOfInterest;
  row: FileRow | null;
  table: readonly LazyRow[];
}

export function lazyRows(files: readonly FileOfInterest[]): LazyRow[] {
  const table: LazyRow[] = [];
  for (const file of files) table.push({ file, row: null, table });
  return table;
}

/** `fill`: puts in what is left out of the files until their rows are asked for. */
export function wholeRows(workspace: OpenWorkspace, lazy: readonly LazyRow[], fill?: (files: readonly FileOfInterest[]) => void): FileRow[] {
  const missing = lazy.filter(({ row }) => row === null);
  const files = missing.map(({ file }) => file);
  fill?.(files);
  const made = fileRows(workspace, files);
  missing.forEach((one, at) => {
    one.row = made[at] ?? null;
  });
  return lazy.flatMap(({ row }) => row ?? []);
}

/** What tables of files sort and filter by: the first value of a column asks for all rows at once. */
export function lazyFileValues(workspace: OpenWorkspace, fill?: (files: readonly FileOfInterest[]) => void): ValueColumn<LazyRow>[] {
  return fileValues.map(({ id, value }) => ({
    id,
    value(lazy) {
      if (lazy.row === null) wholeRows(workspace, lazy.table, fill);
      return lazy.row === null ? null : value(lazy.row);
    },
  }));
}

/** So many checks are looked at before those of very many files are asked for one by one. */
const fewChecks = 5000;

/** The checks that `fileRows` would show, for counts alone: quicker, as no graph is asked. */
export function checksOfFiles(workspace: OpenWorkspace, files: readonly FileOfInterest[]): (FileCheck | null)[] {
  const { db } = workspace;
  const few = workspace.cached('few checked', () => ({ nodes: fewCheckedNodes(db, fewChecks) })).nodes;
  const checks = checksOfNodes(
    db,
    files.flatMap(({ node }) => (node === undefined || few?.has(node) === false ? [] : [node])),
  );
  return files.map(({ node, path }) => {
    if (node !== undefined) return newestCheck(checks.get(node));
    const outside = path === undefined ? undefined : nodeByPath(db, path);
    return outside === undefined ? null : (checksOfNodes(db, [outside.id]).get(outside.id)?.get('') ?? null);
  });
}

/** A record tells a folder from a file only where something lies below it, or where a check has looked. */
function isFolder(workspace: OpenWorkspace, node: number): boolean {
  const graph = graphOf(workspace);
  let holds = false;
  forEachLink(graph.down, graph.at(node), (_, relation) => {
    if (relation === relationNumbers.inside) holds = true;
  });
  return holds;
}

/** `x.VCF.gz` → `vcf.gz`; `folder`; an empty text where there is no extension. */
export function typeOf(name: string, folder: boolean, check: FileCheck | null): string {
  if (folder || check?.reason === 'directory') return 'folder';
  return /[^.]\.([a-z0-9]{1,10}(?:\.(?:gz|bgz|bz2|xz|zst))?)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}
