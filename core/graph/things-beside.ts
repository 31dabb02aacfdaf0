/** Containers, code, commits and parameters as nodes of a drawing, next to the tasks and runs that name them. */

import type { GraphEdge, GraphNode } from '../contract/graph';
import type { OpenWorkspace } from '../engine/context';
import { nodeByKey } from '../index/queries/nodes';
import { countsNaming, type NamedThing, nodesNaming, thingsNamedBy } from '../index/queries/things';
import { keyOfLid } from '../record/lid';
import type { Masker } from '../redact/masker';
import { masksIn } from '../redact/token';
import { classOf, type FilterClass, type Thing, type ThingKind, thingId, thingKinds, thingOf } from './things';

interface Part {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

/** Longer texts are named by the number of their string. */
const longestText = 1000;
const longestTitle = 80;
const relations = { Container: 'container', Commit: 'code', Script: 'code', Parameter: 'governed' } as const satisfies Record<ThingKind, GraphEdge['relation']>;

/**
 * Things beside the nodes of `part` (whose ids are `ids`, in the same order): of the classes not hidden, and those that `asked` names. `most` of them, by name.
 */
export function thingsBeside(
  workspace: OpenWorkspace,
  part: Part,
  ids: readonly number[],
  asked: readonly string[],
  hidden: readonly FilterClass[],
  most: number,
): Part & { leftOut: number } {
  const { masker } = workspace;
  const named = new Set(asked.filter((lid) => thingOf(lid) !== null));
  const isShown = (kind: ThingKind) => !(hidden as readonly string[]).includes(classOf({ kind, title: '' }));
  const kinds = new Set(thingKinds.filter((kind) => isShown(kind) || [...named].some((lid) => thingOf(lid)?.kind === kind)));
  const nodeOf = new Map(ids.map((id, at) => [id, part.nodes[at]]));
  const things = new Map<string, { first: NamedThing; by: Map<string, GraphNode> }>();
  for (const one of thingsNamedBy(workspace.db, ids, kinds)) {
    const by = nodeOf.get(one.by);
    if (by === undefined) continue;
    const lid = nameOf(masker, one, by.lid);
    if (!isShown(one.kind) && !named.has(lid)) continue;
    const thing = things.get(lid);
    if (thing === undefined) things.set(lid, { first: one, by: new Map([[by.lid, by]]) });
    else thing.by.set(by.lid, by);
  }
  // An outside file may bear any name, that of a thing as well: it is the one drawn then.
  for (const { lid } of part.nodes) things.delete(lid);
  const shown = [...things].sort(([a], [b]) => Number(named.has(b)) - Number(named.has(a)) || (a < b ? -1 : 1)).slice(0, Math.max(most, named.size));
  const counts = new Map(
    [...new Set(shown.map(([, { first }]) => first.kind))].map((kind) => [
      kind,
      countsNaming(
        workspace.db,
        kind,
        strings(
          shown.map(([, { first }]) => first),
          kind,
        ),
      ),
    ]),
  );
  const nodes = shown.map(([lid, { first, by }]) => nodeOfThing(masker, lid, first, [...by.values()], counts.get(first.kind)?.get(countKey(first)) ?? by.size));
  const edges = shown.flatMap(([lid, { first, by }]) => [...by.keys()].map((to): GraphEdge => ({ from: lid, to, relation: relations[first.kind], inferred: false })));
  return { nodes, edges, leftOut: things.size - shown.length };
}

/** `part` with a thing at its start; `lids` of its nodes name it, and `count` do in all. */
export function withThing(workspace: OpenWorkspace, part: Part, lid: string, thing: Thing, lids: readonly string[], count: number): Part {
  const [first] = nodesOfThing(workspace, thing);
  const named = first === undefined ? undefined : thingsNamedBy(workspace.db, [first], new Set([thing.kind])).find((one) => nameOf(workspace.masker, one, runOf(thing)) === lid);
  if (named === undefined) return part;
  const by = new Set(lids);
  const node = nodeOfThing(
    workspace.masker,
    lid,
    named,
    part.nodes.filter((one) => by.has(one.lid)),
    count,
  );
  return { nodes: [node, ...part.nodes], edges: [...lids.map((to): GraphEdge => ({ from: lid, to, relation: relations[thing.kind], inferred: false })), ...part.edges] };
}

/** Ids of the tasks or runs that name it. */
export function nodesOfThing(workspace: OpenWorkspace, thing: Thing): number[] {
  if (thing.kind !== 'Parameter') return nodesNaming(workspace.db, thing);
  const at = thing.text.indexOf('=');
  const run = runOf(thing);
  const value = run === '' ? thing.text.slice(at + 1) : thing.text.slice(at + 1, -run.length - 1);
  const nodes = nodesNaming(workspace.db, { kind: 'Parameter', text: value }, decodeName(thing.text.slice(0, at)));
  return run === '' ? nodes : nodes.filter((node) => node === nodeByKey(workspace.db, keyOfLid(run))?.id);
}

/** A value whose masks have no digits is named together with its run: two secrets under one mask may differ. */
function nameOf(masker: Masker, { kind, text, string, more }: NamedThing, by: string): string {
  const plain = text.length <= longestText && !text.startsWith('#') && masker.text(text).masked === 0;
  const masks = kind === 'Parameter' ? masksIn(text) : 'none';
  const value = plain && masks === 'none' ? text : `#${string}`;
  return thingId({ kind, text: kind === 'Parameter' ? `${encodeName(more)}=${value}${masks === 'untold' ? ` ${by}` : ''}` : value });
}

/** The run in the name of a masked parameter; else an empty text. */
function runOf({ kind, text }: Thing): string {
  return kind === 'Parameter' ? (/^[^=]*=#\d{1,10} (lid:\/\/.*)$/s.exec(text)?.[1] ?? '') : '';
}

const encodeName = (name: string) => name.replace(/[%=]/g, encodeURIComponent);
const decodeName = (name: string) => name.replace(/%(25|3D)/g, decodeURIComponent);
const countKey = ({ kind, string, more }: NamedThing) => (kind === 'Parameter' ? `${more}\u0000${string}` : String(string));
const strings = (things: readonly NamedThing[], kind: ThingKind) => new Set(things.filter((one) => one.kind === kind).map((one) => one.string));
const cut = (text: string) => (text.length <= longestTitle ? text : `${text.slice(0, longestTitle - 1)}…`);

function nodeOfThing(masker: Masker, lid: string, { kind, text, more }: NamedThing, by: readonly GraphNode[], count: number): GraphNode {
  const shown = masker.text(text).value;
  const processes = new Set(by.map((one) => one.title.replace(/ \([^()]*\)$/, '')));
  const [process] = processes;
  const words: Record<ThingKind, { title: string; detail: string }> = {
    Container: { title: cut(more === 'container' ? shown.slice(shown.lastIndexOf('/') + 1) || shown : shown), detail: more === 'container' ? shown : `${more} environment` },
    Commit: { title: cut(shown.slice(0, 12)), detail: masker.text(more).value || shown },
    Script: { title: processes.size === 1 && process !== undefined ? `script of ${process}` : 'script of several processes', detail: `checksum ${shown}` },
    Parameter: { title: cut(`${more} = ${shown}`), detail: shown.length > longestTitle ? cut(shown) : '' },
  };
  return { lid, kind, ...words[kind], run: null, labels: [], verdict: null, up: 0, down: count, depth: 0, findings: 0 };
}
