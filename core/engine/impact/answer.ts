/** The answer to one question of impact, kept for the few asked last, so that its pages and lists need not be walked again. */
import type { ImpactKind, ImpactList, ImpactQuestion } from '../../contract/impact';
import { type ImpactFacts, roles } from '../../graph/impact/facts';
import { type Reach, type ReachFrom, reach, withoutWhole } from '../../graph/impact/reach';
import { mayBeUnaffected } from '../../sync/coverage';
import type { OpenWorkspace } from '../context';
import { coverageIn } from '../coverage';
import { factsOf } from './facts';
import { type Begun, begin } from './starts';

export interface Impact {
  facts: ImpactFacts;
  begun: Begun;
  found: Reach;
}

const keptAtMost = 4;

/** Throws as `begin` does. */
export function impactOf(workspace: OpenWorkspace, asked: ImpactQuestion): Impact {
  const kept = workspace.cached('impact answers', () => new Map<string, Impact>());
  const key = JSON.stringify(asked);
  let impact = kept.get(key);
  if (impact === undefined) {
    const facts = factsOf(workspace);
    const begun = begin(workspace, facts, asked);
    impact = { facts, begun, found: reachIn(workspace, facts, begun.from) };
    const [oldest] = kept.keys();
    if (kept.size >= keptAtMost && oldest !== undefined) kept.delete(oldest);
    kept.set(key, impact);
  }
  return impact;
}

/** What was reached, and what is unknown by how much of the store was synced. */
export function reachIn(workspace: OpenWorkspace, facts: ImpactFacts, from: ReachFrom): Reach {
  const found = reach(facts, from);
  return mayBeUnaffected(coverageIn(workspace)) ? found : withoutWhole(facts, found);
}

export type State = 'reached' | 'unknown' | 'unaffected';

export function stateOf({ distance, reason }: Reach, node: number): State {
  return (distance[node] ?? -1) >= 0 ? 'reached' : (reason[node] ?? 0) > 0 ? 'unknown' : 'unaffected';
}

const kindNames: Record<number, ImpactKind> = { [roles.run]: 'run', [roles.task]: 'task', [roles.file]: 'file', [roles.outside]: 'outside', [roles.other]: 'other' };

/** null for an #output record, which is in no list. */
export function kindAs(role: number): ImpactKind | null {
  return kindNames[role] ?? null;
}

/** Whether a node stands in this list; outside files and records of no known kind are never called unaffected. */
export function isListed(list: ImpactList, role: number, state: State): boolean {
  if (list === 'runs') return role === roles.run && state === 'reached';
  if (list === 'tasks') return role === roles.task && state === 'reached';
  if (list === 'files') return role === roles.file && state === 'reached';
  if (list === 'unknown') return role !== roles.none && state === 'unknown';
  return (role === roles.run || role === roles.task || role === roles.file) && state === 'unaffected';
}
