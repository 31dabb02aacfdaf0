/** Layouts under way in one worker, each by what it is of: who leaves one and comes back finds it further, and none waits behind one that was left. */

/** Milliseconds that a layout goes on for nobody. */
const longestAlone = 10_000;

interface UnderWay<Laid> {
  laid: Promise<Laid>;
  /** Who waits for it. */
  waiting: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/**
 * `lay` begins one behind those that the worker has; `end` ends the worker with all of them. The function that is given back rejects with the reason
 * of the signal when that is aborted; the layout goes on for a while, until another one is asked for.
 */
export function createLayouts<Graph, Laid>(lay: (graph: Graph) => Promise<Laid>, end: () => void): (graph: Graph, signal: AbortSignal, of: object) => Promise<Laid> {
  const underWay = new Map<object, UnderWay<Laid>>();

  function endThoseLeft() {
    if (underWay.size === 0 || [...underWay.values()].some(({ waiting }) => waiting > 0)) return;
    for (const { timer } of underWay.values()) clearTimeout(timer);
    underWay.clear();
    end();
  }

  function begun(graph: Graph, of: object): UnderWay<Laid> {
    endThoseLeft();
    const one: UnderWay<Laid> = { laid: lay(graph), waiting: 0, timer: undefined };
    underWay.set(of, one);
    const done = () => {
      clearTimeout(one.timer);
      if (underWay.get(of) === one) underWay.delete(of);
    };
    one.laid.then(done, done);
    return one;
  }

  return (graph, signal, of) => {
    signal.throwIfAborted();
    const one = underWay.get(of) ?? begun(graph, of);
    clearTimeout(one.timer);
    one.waiting++;
    return new Promise((resolve, reject) => {
      const leave = () => {
        one.waiting--;
        if (one.waiting === 0) one.timer = setTimeout(endThoseLeft, longestAlone);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      one.laid.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  };
}
