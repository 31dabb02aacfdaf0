/** What is lit in the drawing: a way, what was found. Kept beside the drawing, so that a pointer that moves redraws the boxes it lights and no others. */
import { createContext, useContext } from 'react';
import { createStore, useStore } from 'zustand';

export interface Lit {
  boxes: ReadonlySet<string>;
  links: ReadonlySet<string>;
}

interface Marks {
  /** From the box under the pointer, or in keyboard focus, to the focus of the graph. */
  hover: Lit | null;
  /** The shortest way between two chosen items, and all that lies on any way. */
  way: { shortest: Lit; any: Lit } | null;
  /** Boxes with something that was searched for. */
  found: ReadonlySet<string>;
  current: string | null;
}

export type MarksStore = ReturnType<typeof createMarks>;

const nothing: ReadonlySet<string> = new Set();

export function createMarks() {
  return createStore<Marks>(() => ({ hover: null, way: null, found: nothing, current: null }));
}

export const MarksContext = createContext<MarksStore>(createMarks());

/** Words for `data-marks`: `hover`, `way` (the shortest), `between` (any way), `aside` (on none), `found`, `current`; undefined where there is none. */
export function useBoxMarks(id: string): string | undefined {
  return useStore(useContext(MarksContext), ({ hover, way, found, current }) => {
    const marks = lineMarks(hover, way, 'boxes', id);
    if (found.has(id)) marks.push('found');
    if (current === id) marks.push('current');
    return marks.join(' ') || undefined;
  });
}

export function useLinkMarks(id: string): string | undefined {
  return useStore(useContext(MarksContext), ({ hover, way }) => lineMarks(hover, way, 'links', id).join(' ') || undefined);
}

function lineMarks(hover: Lit | null, way: Marks['way'], of: keyof Lit, id: string): string[] {
  const marks: string[] = [];
  if (hover?.[of].has(id)) marks.push('hover');
  if (way !== null) marks.push(way.shortest[of].has(id) ? 'way' : way.any[of].has(id) ? 'between' : 'aside');
  return marks;
}
