/** The graph: what a record was made from, and what was made from it. */
import type { EngineHandlers } from '../contract';
import { AuditError } from '../errors';
import { forEachLink } from '../graph/adjacency';
import { countsOf, drawnLately, isRunOrOutputs, toGraph, withoutRuns } from '../graph/boxes';
import { drawnAround, drawnOf } from '../graph/drawn';
import { graphOf } from '../graph/load';
import { thingOf } from '../graph/things';
import { walk } from '../graph/walk';
import { recordsHoldingText } from '../index/queries/named-paths';
import { filesOfPath, findNode, type NodeRow } from '../index/queries/nodes';
import { nodesOfKeys } from '../index/queries/references';
import { keyOfLid, plainPath } from '../record/lid';
import { counted } from '../report/words';
import type { EngineContext, OpenWorkspace } from './context';

export function graphHandlers(context: EngineContext): Pick<EngineHandlers, 'graph.trace' | 'graph.drawn' | 'graph.subgraph'> {
  return {
    'graph.trace': ({ workspace: name, lid, direction, depth, limit, runs, hidden }) => {
      const workspace = context.open(name);
      const graph = graphOf(workspace);
      if (hidden !== undefined) return drawnAround(context.ports, workspace, (text) => knownNode(workspace, text).id, { lid, direction, depth, limit, hidden });
      const start = graph.at(knownNode(workspace, lid).id);
      const follow = runs ? () => true : withoutRuns(graph);
      const walked = walk(graph, [start], { direction, depth, limit, follow });
      return { ...toGraph(workspace, graph, walked, countsOf(graph, follow)), truncated: walked.truncated };
    },
    'graph.drawn': ({ workspace: name, lids, hidden, boxed, joined }) => {
      const workspace = context.open(name);
      const idsOf = (some: readonly string[]) =>
        knownIds(
          workspace,
          some.filter((lid) => thingOf(lid) === null),
        );
      const last = (many: number) => new Set(many === 0 ? [] : idsOf(lids.slice(-many)));
      return drawnOf(context.ports, workspace, idsOf(lids), lids, hidden, { boxed: last(boxed), joined: last(joined) });
    },
    'graph.subgraph': ({ workspace: name, lids }) => {
      const workspace = context.open(name);
      const graph = graphOf(workspace);
      const nodes = knownIds(workspace, lids).map((id) => graph.at(id));
      const among = new Set(nodes);
      const edges: { from: number; to: number; relation: number }[] = [];
      for (const from of nodes) {
        forEachLink(graph.down, from, (to, relation) => {
          if (among.has(to)) edges.push({ from, to, relation });
        });
      }
      // Runs are counted among the neighbours only where the drawing shows runs.
      const follow = nodes.some((node) => isRunOrOutputs(graph, node)) ? () => true : withoutRuns(graph);
      return toGraph(workspace, graph, { nodes, depths: nodes.map(() => 0), edges }, countsOf(graph, follow));
    },
  };
}

/** Throws `not-found` where neither a record nor a link speaks of it, and where a path means several files. */
export function knownNode(workspace: OpenWorkspace, lid: string): NodeRow {
  const node = findNode(workspace.db, lid);
  if (node !== undefined) return node;
  const files = lid.startsWith('lid://') ? [] : filesOfPath(workspace.db, lid).map((file) => file.lid);
  if (files.length > 0) throw new AuditError('not-found', `Several records have the path "${lid}". Name one of them by its LID: ${files.join(', ')}.`, { lid, lids: files });
  const holding = lid.startsWith('lid://') ? 0 : recordsHoldingText(workspace.db, plainPath(lid));
  if (holding > 0)
    throw new AuditError(
      'not-found',
      `No record says that the file "${lid}" was read or written; ${counted(holding, 'record')} ${holding === 1 ? 'holds' : 'hold'} this path as a text alone. Ask where it was used (impact by its path): what may have read or written it is named there.`,
      { lid, holding },
    );
  throw new AuditError(
    'not-found',
    `Nothing in workspace "${workspace.name}" is named "${lid}": no record has this LID, and no record names it or reads a file of this path. Check the spelling, or sync again.`,
    { lid },
  );
}

/** Ids of many LIDs and paths, each once, in the order asked. */
function knownIds(workspace: OpenWorkspace, lids: readonly string[]): number[] {
  const graph = graphOf(workspace);
  const lately = drawnLately(workspace);
  // Only a LID as the engine writes it means the same everywhere; a path may mean a record, too.
  const known = (lid: string) => (lid.startsWith('lid://') ? graph.ids[lately.get(lid) ?? -1] : undefined);
  const byKey = nodesOfKeys(workspace.db, lids.filter((lid) => lid.startsWith('lid://') && known(lid) === undefined).map(keyOfLid));
  return [...new Set(lids.map((lid) => known(lid) ?? (lid.startsWith('lid://') ? byKey.get(keyOfLid(lid)) : undefined) ?? knownNode(workspace, lid).id))];
}
