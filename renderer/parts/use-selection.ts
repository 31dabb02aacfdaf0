/** Which rows of a table are chosen, by their places: with Shift a range, with Control one by one, Control A all; forgotten when the rows change. */
import { useState } from 'react';

export interface Selection {
  has: (index: number) => boolean;
  size: number;
  /** Places in order. */
  list: () => number[];
  /** From where the last choice was begun to here. */
  extendTo: (index: number) => void;
  toggle: (index: number) => void;
  all: () => void;
  clear: () => void;
  /** Where the next range begins. */
  beginAt: (index: number) => void;
}

interface Chosen {
  of: unknown;
  places: ReadonlySet<number> | 'all';
  begin: number;
}

export function useSelection(arrangement: unknown, count: number, active: number): Selection {
  const [state, setState] = useState<Chosen>({ of: arrangement, places: new Set(), begin: active });
  const chosen: Chosen = state.of === arrangement ? state : { of: arrangement, places: new Set(), begin: active };
  const { places } = chosen;
  const every = () => Array.from({ length: count }, (_, index) => index);
  return {
    has: (index) => places === 'all' || places.has(index),
    size: places === 'all' ? count : places.size,
    list: () => (places === 'all' ? every() : [...places].sort((a, b) => a - b)),
    extendTo: (index) => {
      const from = Math.min(chosen.begin, index);
      const to = Math.max(chosen.begin, index);
      setState({ ...chosen, places: new Set(Array.from({ length: to - from + 1 }, (_, at) => from + at)) });
    },
    toggle: (index) => {
      const next = new Set(places === 'all' ? every() : places);
      if (!next.delete(index)) next.add(index);
      setState({ ...chosen, places: next, begin: index });
    },
    all: () => setState({ ...chosen, places: 'all' }),
    clear: () => setState({ ...chosen, places: new Set() }),
    beginAt: (index) => setState({ ...chosen, places: new Set(), begin: index }),
  };
}
