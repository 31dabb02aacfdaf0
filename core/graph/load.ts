/** The graph of an open workspace, made once for each state of its records. */
import { byRecords } from '../engine/by-records';
import type { OpenWorkspace } from '../engine/context';
import { allEdges, allNodes, filePaths, nodeNames } from '../index/queries/adjacency';
import { buildGraph, type Graph } from './adjacency';
import { inferEdges } from './infer';

export function graphOf(workspace: OpenWorkspace): Graph {
  return byRecords(workspace, 'graph', () => {
    const { db } = workspace;
    return buildGraph(allNodes(db), [...allEdges(db), ...inferEdges(nodeNames(db), filePaths(db))]);
  });
}
