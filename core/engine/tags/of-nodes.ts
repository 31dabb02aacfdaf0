/** The tags of records and outside paths, for the rows and pages that show them. */
import { type SharedTags, tagsByNode, tagsOfShared } from '../../index/queries/tags';
import type { Tag } from '../../tags/rules';
import type { OpenWorkspace } from '../context';

/** By node; absent where there are none. */
export function tagsOfNodes(workspace: OpenWorkspace): ReadonlyMap<number, Tag[]> {
  return workspace.cached('tags of nodes', () => tagsByNode(workspace.db));
}

/** Of labels, containers and commits, which no node stands for. */
export function tagsOfTexts(workspace: OpenWorkspace): readonly SharedTags[] {
  return workspace.cached('tags of texts', () => tagsOfShared(workspace.db));
}

/** `{ tags }`, or nothing where the node carries none. */
export function tagsIn(workspace: OpenWorkspace, node: number | undefined): { tags?: Tag[] } {
  const tags = node === undefined ? undefined : tagsOfNodes(workspace).get(node);
  return tags === undefined ? {} : { tags };
}
