/** The graph that `lineage render` draws: what a record was made from, back to the files from outside (LinDagRenderer). */
import { AuditError } from '../errors';
import { isLid } from '../record/lid';
import type { ExactValue } from './exact-json';
import { groovyText } from './gson';
import type { NextflowRecord } from './model';
import { isGroovyFalse } from './navigate';

export interface RenderedGraph {
  nodes: { id: string; label: string; shape: 'file' | 'task' }[];
  edges: { source: string; target: string }[];
}

/**
 * `load` gives the record of a LID as it stands in a record, null where there is none: then an edge leads to it and the walk
 * ends there. Each node and edge once (Nextflow repeats them). Throws `nextflow-refuses` where the start has a kind that is
 * not drawn.
 */
export function renderGraph(lid: string, load: (lid: string) => NextflowRecord | null): RenderedGraph {
  const nodes = new Map<string, RenderedGraph['nodes'][number]>();
  const edges = new Map<string, RenderedGraph['edges'][number]>();
  const queue = [lid];
  const seen = new Set(queue);
  const node = (id: string, label: string, shape: 'file' | 'task') => {
    if (!nodes.has(id)) nodes.set(id, { id, label, shape });
  };
  const edge = (source: string, target: string) => edges.set(JSON.stringify([source, target]), { source, target });
  const upstream = (source: string, target: string) => {
    edge(source, target);
    if (!seen.has(source)) queue.push(source);
    seen.add(source);
  };
  const outside = (text: string, target: string) => {
    const id = text.replace(/[^a-zA-Z0-9_.:/-]/g, '_');
    node(id, safeLabel(text), 'file');
    edge(id, target);
  };
  const input = (value: ExactValue, target: string): void => {
    if (Array.isArray(value)) return value.forEach((one) => input(one, target));
    const path = value instanceof Map ? value.get('path') : undefined;
    const text = isGroovyFalse(path) ? groovyText(value) : groovyText(path ?? null);
    if (isLid(text) && (typeof value === 'string' || path !== undefined)) upstream(text, target);
    else outside(text, target);
  };
  for (let at = 0; at < queue.length; at++) {
    const current = queue[at] ?? lid;
    const record = load(current);
    if (record === null) continue;
    const { spec } = record;
    if (record.kind === 'FileOutput' && record.known) {
      node(current, current, 'file');
      const source = spec.get('source');
      if (typeof source !== 'string' || source === '') continue;
      if (isLid(source)) upstream(source, current);
      else outside(source, current);
    } else if ((record.kind === 'TaskRun' || record.kind === 'AgentRun') && record.known) {
      node(current, `${groovyText(spec.get('name') ?? null)} [${current}]`, 'task');
      for (const value of valuesOf(spec.get('input'))) input(value, current);
    } else if (record.kind === 'WorkflowRun' && record.known) {
      node(current, `${groovyText(spec.get('name') ?? null)} [${current}]`, 'task');
      for (const value of valuesOf(spec.get('params'))) outside(groovyText(value), current);
    } else if (at === 0) {
      throw new AuditError('nextflow-refuses', `Cannot render lineage for type ${record.kind ?? 'unknown'} -- must be a FileOutput, TaskRun, AgentRun, or WorkflowRun`);
    }
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

function valuesOf(parameters: ExactValue | undefined): ExactValue[] {
  return Array.isArray(parameters) ? parameters.map((one) => (one instanceof Map ? (one.get('value') ?? null) : null)) : [];
}

/** A zero-width character keeps Mermaid from making a link of it. */
function safeLabel(text: string): string {
  return text.replaceAll('http', 'h\u200Ettp');
}

/** Line for line as Nextflow writes it. */
export function mermaidText(graph: RenderedGraph): string {
  const nodes = graph.nodes.map((one) => (one.shape === 'file' ? `    ${one.id}["${one.label}"]` : `    ${one.id}(["${one.label}"])`));
  return ['flowchart TB', ...nodes, ...graph.edges.map((one) => `    ${one.source} --> ${one.target}`)].join('\n');
}
