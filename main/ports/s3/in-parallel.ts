/** Runs many reads at a time and hands over each answer as it comes, within bounds on their number and bytes. */

/**
 * At most `limit` under way, and no more than `maxBytes` by `sizeOf` together (one alone may be larger). The first failure
 * is thrown. Whenever it ends, `stop` is called, nothing more is begun and what is under way is waited for.
 */
export async function* inParallel<Item, Result>(
  items: readonly Item[],
  bounds: { limit: number; maxBytes: number; sizeOf(item: Item): number },
  run: (item: Item) => Promise<Result>,
  stop: () => void,
): AsyncGenerator<Result> {
  const underWay = new Set<Promise<void>>();
  const done: Result[] = [];
  const failures: unknown[] = [];
  let bytes = 0;
  let next = 0;

  function begin(item: Item) {
    const size = bounds.sizeOf(item);
    bytes += size;
    const task: Promise<void> = run(item)
      .then(
        (result) => void done.push(result),
        (error: unknown) => void failures.push(error),
      )
      .finally(() => {
        bytes -= size;
        underWay.delete(task);
      });
    underWay.add(task);
  }

  try {
    while (next < items.length || underWay.size > 0 || done.length > 0 || failures.length > 0) {
      if (failures.length > 0) throw failures[0];
      for (let item = items[next]; item !== undefined && underWay.size < bounds.limit; item = items[next]) {
        if (underWay.size > 0 && bytes + bounds.sizeOf(item) > bounds.maxBytes) break;
        begin(item);
        next++;
      }
      const ready = done.splice(0);
      if (ready.length === 0) await Promise.race(underWay);
      else yield* ready;
    }
  } finally {
    stop();
    await Promise.all(underWay);
  }
}
