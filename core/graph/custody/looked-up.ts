/** What records say, looked up when it is shown: of thousands of records on the way few are. */

/** By number of the graph. */
export interface LookedUp<T> {
  get(node: number): T | undefined;
  /** Looks up many at once; those at hand are not looked up again. */
  load(nodes: readonly number[]): void;
}

/** `find`: what there is of some of the nodes. */
export function lookedUp<T>(find: (nodes: number[]) => ReadonlyMap<number, T>): LookedUp<T> {
  const known = new Map<number, T | undefined>();
  const load = (nodes: readonly number[]) => {
    const missing = nodes.filter((node) => !known.has(node));
    if (missing.length === 0) return;
    const found = find(missing);
    for (const node of missing) known.set(node, found.get(node));
  };
  return {
    get(node) {
      if (!known.has(node)) load([node]);
      return known.get(node);
    },
    load,
  };
}
