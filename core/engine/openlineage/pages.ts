/** What OpenLineage events say of one run of others, and of one path, URI or LID; and which records name the same. */
import type { Output } from '../../contract';
import { mostInside, type OpenLineageEvent, type OpenLineageJoin } from '../../contract/openlineage';
import { AuditError } from '../../errors';
import { foldersOf, withoutEnd } from '../../graph/folders';
import { indexedFiles } from '../../index/queries/files';
import { filesOfPath, findNode, type NodeRow, nodeByPath, nodesById } from '../../index/queries/nodes';
import { type EventRow, eventsOfRun, filesInside, toldCourse, toldLinks } from '../../index/queries/outside';
import { isFolderToJoin } from '../../openlineage/dataset-id';
import { eventBytes, eventValue } from '../../openlineage/read-events';
import { oddOf, stateOf } from '../../openlineage/state';
import { tellsOf } from '../../openlineage/tell-event';
import type { Masker } from '../../redact/masker';
import type { OpenWorkspace } from '../context';
import { knownNode } from '../graph';

const shownData = 200;
const shownNames = 100;
const shownTold = 500;

/** Throws `not-found`. */
export function runPage(workspace: OpenWorkspace, lid: string, offset: number, limit: number): Output<'openlineage.run'> {
  const node = knownNode(workspace, lid);
  if (node.kind !== 'OutsideRun') throw new AuditError('not-found', `"${node.lid}" is no run that OpenLineage events tell of.`, { lid });
  const { db } = workspace;
  const course = toldCourse(db, node.id);
  const [first] = eventsOfRun(db, node.id, 1, 0);
  const links = toldLinks(db, node.id, 'run');
  const shown = links.slice(0, shownData);
  const nodes = nodesById(
    db,
    shown.map((link) => link.node),
  );
  const data = shown.flatMap((link) => {
    const row = nodes.get(link.node);
    return row === undefined ? [] : [{ lid: row.lid, kind: row.kind, title: row.title, role: link.role, joins: joinsOf(workspace, row), inside: insideOf(workspace, row) }];
  });
  return maskButLids(workspace.masker, {
    lid: node.lid,
    title: node.title,
    state: stateOf(course),
    namespace: first?.namespace ?? '',
    job: first?.job ?? '',
    sender: first?.sender ?? '',
    first: course[0]?.time ?? '',
    last: course.at(-1)?.time ?? '',
    odd: oddOf(course),
    data,
    dataTotal: links.length,
    events: told(workspace, eventsOfRun(db, node.id, limit, offset)),
    total: course.length,
  });
}

export function dataPage(workspace: OpenWorkspace, lid: string): Output<'openlineage.data'> {
  const { db } = workspace;
  const node = findNode(db, lid);
  if (node === undefined || node.kind === 'OutsideRun')
    throw new AuditError('not-found', `Nothing in the workspace "${workspace.name}" has the path, URI or LID "${lid}".`, { lid });
  // A file with a record stands for itself; what was told of its path stands at the node of the path.
  const ends = [node, ...pathNodesOf(workspace, node)];
  const own = new Set(ends.map(({ id }) => id));
  const links = [
    ...ends.flatMap(({ id }) => toldLinks(db, id, 'data').map((link) => ({ ...link, folder: null }))),
    ...foldersAround(workspace, node).flatMap(({ id, lid: folder }) => (own.has(id) ? [] : toldLinks(db, id, 'data').map((link) => ({ ...link, folder })))),
  ];
  const runs = nodesById(
    db,
    links.slice(0, shownTold).map((link) => link.node),
  );
  return maskButLids(workspace.masker, {
    lid: node.lid,
    kind: node.kind,
    title: node.title,
    told: links.slice(0, shownTold).flatMap((link) => {
      const run = runs.get(link.node);
      return run === undefined ? [] : [{ run: { lid: run.lid, title: run.title, detail: run.detail }, role: link.role, imports: link.imports, folder: link.folder }];
    }),
    toldTotal: links.length,
    records: joinsOf(workspace, node),
    inside: insideOf(workspace, node),
  });
}

/** Folders around what has a path that something is told of by path, the nearest first; one that is the path itself but for a slash at its end is among them. */
function foldersAround({ db }: OpenWorkspace, node: NodeRow): NodeRow[] {
  const path = node.kind === 'FileOutput' ? (indexedFiles(db, [node.id]).get(node.id)?.path ?? null) : node.kind === 'External' || node.kind === 'OutsideData' ? node.lid : null;
  if (path === null) return [];
  const whole = withoutEnd(path);
  return [whole, ...foldersOf(whole)].filter(isFolderToJoin).flatMap((folder) => [nodeByPath(db, folder) ?? [], nodeByPath(db, `${folder}/`) ?? []].flat());
}

function insideOf({ db }: OpenWorkspace, { kind, lid }: NodeRow): number {
  const path = withoutEnd(lid);
  return (kind === 'External' || kind === 'OutsideData') && isFolderToJoin(path) ? filesInside(db, path, mostInside) : 0;
}

/** Of a FileOutput: what is known of its recorded path alone. */
function pathNodesOf(workspace: OpenWorkspace, node: NodeRow): NodeRow[] {
  if (node.kind !== 'FileOutput') return [];
  const path = indexedFiles(workspace.db, [node.id]).get(node.id)?.path ?? null;
  const found = path === null ? undefined : nodeByPath(workspace.db, path);
  return found === undefined ? [] : [found];
}

function joinsOf(workspace: OpenWorkspace, node: NodeRow): OpenLineageJoin[] {
  const join = ({ lid, kind, title }: NodeRow, by: OpenLineageJoin['by']): OpenLineageJoin => ({ lid, kind, title, by });
  if (node.kind !== 'External' && node.kind !== 'OutsideData') return [join(node, 'lid')];
  return [...(node.kind === 'External' ? [join(node, 'path')] : []), ...filesOfPath(workspace.db, node.lid).map((file) => join(file, 'path'))];
}

/** Each event with what its own bytes say. */
function told(workspace: OpenWorkspace, rows: readonly EventRow[]): OpenLineageEvent[] {
  const parts = new Map<string, Map<number, Uint8Array>>();
  for (const { sha256, unit } of rows) {
    if (parts.has(sha256)) continue;
    const bytes = workspace.kept(sha256);
    const wanted = new Set(rows.filter((row) => row.sha256 === sha256).map(({ at }) => at));
    parts.set(sha256, bytes === null ? new Map() : eventBytes(bytes, unit, wanted));
  }
  return rows.map(({ sha256, ...row }) => {
    const part = parts.get(sha256)?.get(row.at);
    const { inputs, outputs, ...says } = tellsOf((part && eventValue(part)) ?? {});
    return {
      ...row,
      ...says,
      inputs: inputs.slice(0, shownNames),
      inputsTotal: inputs.length,
      outputs: outputs.slice(0, shownNames),
      outputsTotal: outputs.length,
      bytes: part?.length ?? null,
    };
  });
}

/** LIDs, and paths in their place, are addresses. */
function maskButLids<T>(masker: Masker, value: T): T {
  if (Array.isArray(value)) return value.map((one) => maskButLids(masker, one)) as T;
  if (value === null || typeof value !== 'object') return masker.texts(value);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, name === 'lid' ? one : maskButLids(masker, one)])) as T;
}
