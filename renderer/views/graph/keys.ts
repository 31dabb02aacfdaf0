/** What each key does in the drawing; told apart from the view so that it can be tested. */
import type { Box, Link } from './boxes';
import type { Point } from './layout';
import type { Hidden, Side } from './model';
import { type Arrow, boxTowards } from './move';

export type KeyAction =
  | { do: 'go'; id: string }
  | { do: 'home' }
  | { do: 'open'; lid: string }
  | { do: 'focus'; lid: string }
  | { do: 'unfold' | 'fold'; lid: string; sides: readonly Side[] }
  | { do: 'more'; id: string; shown: number }
  /** The key is ours, but leads nowhere from here. */
  | { do: 'nothing' };

const arrows: readonly string[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] satisfies Arrow[];

export interface KeyPlace {
  box: Box;
  hidden: Hidden | undefined;
  places: ReadonlyMap<string, Point>;
  links: readonly Link[];
}

/** null for keys that mean nothing here. */
export function keyAction(key: string, { box, hidden, places, links }: KeyPlace): KeyAction | null {
  if (arrows.includes(key)) {
    const id = boxTowards(box.id, key as Arrow, places, links);
    return id === null ? { do: 'nothing' } : { do: 'go', id };
  }
  if (key === 'Home') return { do: 'home' };
  if (box.type === 'group') return key === '+' || key === 'Enter' ? { do: 'more', id: box.id, shown: box.shown } : null;
  const lid = box.node.lid;
  const sides = (wanted: (side: Side) => boolean) => (['up', 'down'] as const).filter(wanted);
  switch (key) {
    case 'Enter':
      return { do: 'open', lid };
    case 'f':
      return { do: 'focus', lid };
    case '+':
      return { do: 'unfold', lid, sides: sides((side) => (hidden?.[side] ?? 0) > 0) };
    case '-':
      return { do: 'fold', lid, sides: sides((side) => (side === 'up' ? hidden?.foldUp : hidden?.foldDown) === true) };
    default:
      return null;
  }
}
