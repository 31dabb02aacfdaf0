/** The tags of records and outside paths, for the rows and pages that show them. */
import { tagsByNode } from '../../index/queries/tags';
import type { Tag } from '../../tags/rules';
import type { OpenWorkspace } from '../context';

/** By node; absent where there are none. */
export function tagsOfNodes(workspace: OpenWorkspace): ReadonlyMap<number, Tag[]> {
  return workspace.cached('tags of nodes', () => tagsByNode(workspace.db));
}

/** `{ tags }`, or nothing where the node carries none. */
export function tagsIn(workspace: OpenWorkspace, node: number | undefined): { tags?: Tag[] } {
  const tags = node === undefined ? undefined : tagsOfNodes(workspace).get(node);
  return tags === undefined ? {} : { tags };
}
