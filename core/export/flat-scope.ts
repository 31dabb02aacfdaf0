/** A scope in parts, its links as columns of numbers: a run may have hundreds of thousands, and what goes to another thread is written out object by object. */
import type { ExportLink, ExportScope } from './scope';

/** Links by the places of their ends, and of what they are, in two lists. */
export interface LinkColumns {
  ids: readonly string[];
  kinds: readonly Pick<ExportLink, 'relation' | 'inferred'>[];
  from: Uint32Array;
  to: Uint32Array;
  kind: Uint8Array;
}

/** Some of the records of a scope. Plain data alone, as a message between threads may be, here and in the rest. */
export type ScopePart = Pick<ExportScope, 'tasks' | 'files' | 'others'>;
export type ScopeRest = Omit<ExportScope, keyof ScopePart | 'links'> & { links: LinkColumns };

export const noRecords = (): ScopePart => ({ tasks: [], files: [], others: [] });

export function addPart(whole: ScopePart, { tasks, files, others }: ScopePart): void {
  for (const task of tasks) whole.tasks.push(task);
  for (const file of files) whole.files.push(file);
  for (const other of others) whole.others.push(other);
}

export function wholeScope(records: ScopePart, { links, ...rest }: ScopeRest): ExportScope {
  return { ...rest, ...records, links: { length: links.from.length, [Symbol.iterator]: () => linksIn(links) } };
}

function* linksIn({ ids, kinds, from, to, kind }: LinkColumns): Generator<ExportLink, void> {
  for (let at = 0; at < from.length; at++) {
    const [above, below, of] = [ids[from[at] ?? -1], ids[to[at] ?? -1], kinds[kind[at] ?? -1]];
    if (above !== undefined && below !== undefined && of !== undefined) yield { from: above, to: below, relation: of.relation, inferred: of.inferred };
  }
}
