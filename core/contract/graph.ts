/** The graph: what a record was made from, and what was made from it. */
import { z } from 'zod';
import { filterClasses, thingKinds } from '../graph/things';
import { call } from './kinds';
import { fileCheck, lidText, nodeKinds, workspaceName } from './shared';

/** Edges point with the flow of data: `from` is upstream of `to`. */
export const relations = [
  'read', // file → task that read it
  'produced', // task (or run) → file it wrote
  'published', // file of a task → its published copy
  'executed', // run → task that names it as workflowRun
  'published-by', // run → file that names it as workflowRun and whose LID lies below the run's
  'named-run', // run → any other record that names it as workflowRun: a file of a task, a list of outputs
  'parameter', // outside file → run that names it in a parameter
  'reported', // task or run → its #output record
  'listed', // file → #output record that lists it
  'same-path', // inferred: a FileOutput and an outside file have the same path
  'inside', // inferred: a path below a recorded folder
  'told-read', // OpenLineage events say: dataset → run of theirs that read it; counts as inferred
  'told-produced', // OpenLineage events say: run of theirs → dataset that it wrote; counts as inferred
  'told-within', // inferred: a file → a folder above it that OpenLineage events say was read
  'told-into', // inferred: run of others that OpenLineage events say wrote a folder (or that folder) → a file below it
  'derived', // drawings alone: by way of nodes that are hidden there, as from file to file where tasks are
  'governed', // parameter → run that was started with it
  'container', // container or environment → task whose record names it; records do not say that it was used
  'code', // commit → run, script → task
] as const;

export const graphNode = z.object({
  lid: z.string().describe('the LID, normalised; for an outside file (kind External) its recorded path; for what is no record its name by core/graph/things.ts'),
  kind: z.enum([...nodeKinds, ...thingKinds]),
  title: z.string(),
  detail: z.string().describe('process and tag, path, or run name: the second line of a box'),
  run: z.string().nullable(),
  labels: z.array(z.string()),
  verdict: fileCheck.shape.verdict.nullable(),
  up: z.int().describe('direct neighbours upstream, drawn or not'),
  down: z.int(),
  depth: z.int().describe('steps from where the trace began, 0 for the start'),
  findings: z.int().optional().describe('findings about it that nobody has acknowledged; told for drawings alone'),
});
export type GraphNode = z.infer<typeof graphNode>;

export const graphEdge = z.object({ from: z.string(), to: z.string(), relation: z.enum(relations), inferred: z.boolean() });
export type GraphEdge = z.infer<typeof graphEdge>;

const hidden = z.array(z.enum(filterClasses));

export const graphCalls = {
  /** All that is reached from `lid` in one direction, breadth first, or up to `depth` steps; `limit` nodes at the most, then `truncated`. */
  'graph.trace': call(
    {
      workspace: workspaceName,
      lid: lidText,
      direction: z.enum(['up', 'down']),
      depth: z.int().min(0).max(10_000).optional(),
      limit: z.int().min(1).max(1_000_000).default(100_000),
      runs: z.boolean().default(true).describe('false leaves runs and #output records out, as the drawing does'),
      hidden: hidden
        .optional()
        .describe(
          'for a drawing in which these classes are hidden: files and tasks of them are gone through and count as no step, and up and down count what is drawn behind them; runs, output lists, containers, code and parameters are no part of the way; `lid` may name a thing',
        ),
    },
    { nodes: z.array(graphNode), edges: z.array(graphEdge), truncated: z.boolean() },
  ),
  /**
   * What a drawing shows of the nodes named: these, what stands beside them (of classes not hidden), hidden nodes by which they are joined, and every edge among
   * all of these. `runs` are those that the nodes name as their own; `leftOut` nodes beside them were too many.
   */
  'graph.drawn': call(
    {
      workspace: workspaceName,
      lids: z.array(lidText).max(5000),
      hidden,
      boxed: z.int().min(0).default(0).describe('so many of the last lids are not told again as nodes: whoever asks has just been told them'),
      joined: z.int().min(0).default(0).describe('nor are the edges among so many of the last'),
    },
    {
      nodes: z.array(graphNode),
      edges: z.array(graphEdge),
      runs: z.array(z.object({ lid: z.string(), title: z.string() })),
      leftOut: z.int(),
    },
  ),
  /** The nodes named and every edge among them: what a drawing needs after folding and unfolding. */
  'graph.subgraph': call({ workspace: workspaceName, lids: z.array(lidText).max(5000) }, { nodes: z.array(graphNode), edges: z.array(graphEdge) }),
};
