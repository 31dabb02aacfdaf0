/** The ways between two nodes of the graph. */
import { z } from 'zod';
import { graphEdge, graphNode } from './graph';
import { call } from './kinds';
import { lidText, workspaceName } from './shared';

export const graphBetweenCalls = {
  /** Looks at all that is recorded, not at what a drawing shows. That no way is found says that no record links the two, not that they have nothing to do with each other. */
  'graph.between': call(
    { workspace: workspaceName, from: lidText, to: lidText, limit: z.int().min(1).max(100_000).default(2000) },
    {
      from: graphNode,
      to: graphNode,
      direction: z.enum(['down', 'up']).nullable().describe('down: `to` was made from `from`; up: the other way round; null: no way leads from either to the other'),
      needs: z.object({
        inferred: z.boolean().describe('no way leads there over recorded links alone'),
        runs: z.boolean().describe('every way leads through a run or #output record, so that the two merely belong to the same run'),
      }),
      way: z.array(z.string()).describe('the LIDs and paths of the shortest way, from upstream to downstream; empty where there is none'),
      nodes: z.array(graphNode).describe('on any way: those of the shortest, then so many others as `limit` allows; depth is not told'),
      edges: z.array(graphEdge).describe('all links among `nodes` that a way may use'),
      total: z.int().describe('how many nodes lie on any way'),
      inferredOnly: z.int().describe('how many of them lie only on ways that need an inferred link'),
      truncated: z.boolean(),
    },
  ),
};
