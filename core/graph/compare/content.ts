/** What is at hand of the content of files: the records' words, our SHA-256 of now and of the first time, and which task wrote each. */

import type { FileCheck } from '../../contract/shared';
import type { OpenWorkspace } from '../../engine/context';
import { typeOf } from '../../engine/runs/file-rows';
import type { RunOutput } from '../../engine/runs/files';
import { checksOfNodes, newestCheck } from '../../index/queries/checks';
import { nodeByPath, nodesById } from '../../index/queries/nodes';
import { fileOutputs } from '../../index/queries/recorded-files';
import { relationNumbers } from '../../index/schema';
import { lastPart } from '../../record/facts';
import { keyOfLid, plainPath } from '../../record/lid';
import type { Fingerprint } from '../../verify/baseline';
import { mapPath } from '../../verify/path-map';
import type { RecordedFile } from '../../verify/recorded-file';
import { forEachLink } from '../adjacency';
import { graphOf } from '../load';
import { originsOfNodes } from './task-facts';

export interface FileSide {
  /** Node in the index; null for a path that no record stands for. */
  node: number | null;
  lid: string | null;
  recorded: RecordedFile;
  /** Where it is looked for, and where a link there leads: one place for both sides is one file. */
  place: string | null;
  /** A symbolic link led there. */
  isLink: boolean;
  check: FileCheck | null;
  /** Of `origin` imported: others' word of a file, no reading of ours. */
  first: Pick<Fingerprint, 'sha256' | 'at' | 'kind' | 'origin'> | null;
  isFolder: boolean;
  /** The task that wrote it, or what it was published from, and its path there. */
  origin: { task: number; name: string } | null;
}

/** In the order of `files`. */
export function fileSides(workspace: OpenWorkspace, files: readonly Pick<RunOutput, 'node' | 'path'>[]): FileSide[] {
  const { db } = workspace;
  const found = files.map(({ node, path }) => ({ node: node ?? (path === undefined ? undefined : nodeByPath(db, path)?.id), path }));
  const ids = found.flatMap(({ node }) => (node === undefined ? [] : [node]));
  const targets = new Map(fileOutputs(db, ids).map((target) => [target.node, target]));
  const others = nodesById(
    db,
    ids.filter((id) => !targets.has(id)),
  );
  const lids = new Map<number, string>();
  for (const [id, { recorded }] of targets) if (recorded.lid !== null) lids.set(id, recorded.lid);
  for (const [id, { lid, kind }] of others) if (kind !== 'External') lids.set(id, lid);
  const checks = checksOfNodes(db, ids);
  const origins = originsOfNodes(workspace, new Map([...lids].map(([id, lid]) => [keyOfLid(lid), id])));
  return found.map(({ node, path }): FileSide => {
    const target = node === undefined ? undefined : targets.get(node);
    const lid = lids.get(node ?? -1) ?? null;
    const recorded = target?.recorded ?? {
      lid,
      path: path ?? (lid === null ? (others.get(node ?? -1)?.lid ?? null) : null),
      size: null,
      modifiedAt: null,
      checksum: null,
      ranAt: null,
    };
    const check = node === undefined ? null : newestCheck(checks.get(node));
    const place = recorded.path === null ? null : tidy(mapPath(plainPath(recorded.path), workspace.settings.maps));
    const leads = place === null ? null : linkFrom(place, check);
    return {
      node: node ?? null,
      lid,
      recorded,
      place: leads ?? place,
      isLink: leads !== null,
      check,
      first: target?.first ?? firstOf(check),
      isFolder: isFolder(workspace, node, recorded, check),
      origin: lid === null ? null : (origins.get(keyOfLid(lid)) ?? null),
    };
  });
}

/** Of a file without a record the index keeps no first SHA-256; a check that found none before, or the same, says what it was. */
function firstOf(check: FileCheck | null): FileSide['first'] {
  return check?.sha256 != null && check.firstSeen !== null && check.baseline !== null && check.baseline !== 'changed'
    ? { sha256: check.sha256, at: check.firstSeen, kind: check.folder === null ? 'file' : 'folder', origin: check.baselineFrom ?? 'read' }
    : null;
}

/** Two ways to write one path are one place. In a key on S3 a dot is a dot. */
function tidy(path: string): string {
  const slim = path.replace(/(?<!:)\/{2,}/g, '/').replace(/(?<=.)\/+$/, '');
  if (!slim.startsWith('/')) return slim;
  const parts: string[] = [];
  for (const part of slim.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** Where the link that the newest check followed at this place leads; null where it followed none there. */
function linkFrom(place: string, check: FileCheck | null): string | null {
  const link = check?.link ?? null;
  if (link === null || check?.checkedPath == null || tidy(check.checkedPath) !== place) return null;
  return tidy(link.startsWith('/') ? link : `${place.slice(0, place.lastIndexOf('/'))}/${link}`);
}

/** Sizes of folders say nothing. A record does not tell a folder from a file; a size of whole blocks under a name without extension is taken for one. */
function isFolder(workspace: OpenWorkspace, node: number | undefined, { path, size }: RecordedFile, check: FileCheck | null): boolean {
  if (check?.reason === 'directory' || (check !== null && check.folder !== null)) return true;
  if (check?.examined === 'content') return false;
  if (node !== undefined) {
    const graph = graphOf(workspace);
    let holds = false;
    forEachLink(graph.down, graph.at(node), (_, relation) => {
      if (relation === relationNumbers.inside) holds = true;
    });
    if (holds) return true;
  }
  return size !== null && size > 0 && size % 4096 === 0 && typeOf(lastPart(path ?? ''), false, null) === '';
}
