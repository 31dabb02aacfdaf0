/** What a measure is counted into: two numbers, or why there are none, and the list that they can be counted again from. */

/** One line of the list behind a number; `node` is an id of the index, null for what is no node of the graph. */
export interface Listed {
  node: number | null;
  /** Where it lies, or what it is called, for what is no node. */
  name: string;
  /** Which part of the list it belongs to. */
  part: string;
  detail: string;
  /** Other parts that it belongs to as well. */
  also?: readonly string[];
  /** The task that read it, as an id of the index, where the line is one reading of a file. */
  reader?: number | null;
}

/** Lines that are told in parts: each node once, with all that is wrong with it. */
export function gathered(): { add(node: number, part: string, detail: string): void; lines(): Listed[] } {
  const found = new Map<number, { parts: Set<string>; details: Set<string> }>();
  return {
    add(node, part, detail) {
      const of = found.get(node) ?? { parts: new Set(), details: new Set() };
      of.parts.add(part);
      of.details.add(detail);
      found.set(node, of);
    },
    lines: () =>
      Array.from(found, ([node, { parts, details }]): Listed => {
        const [part = '', ...also] = parts;
        return { node, name: '', part, ...(also.length > 0 && { also }), detail: [...details].join('; ') };
      }),
  };
}

/** Whether a line stands in this part of its list. */
export function isIn({ part, also }: Listed, wanted: string): boolean {
  return part === wanted || also?.includes(wanted) === true;
}

export interface Counted {
  numerator: number | null;
  denominator: number | null;
  /** A share, or a time; null: not measurable. */
  value: number | null;
  /** Why there is no value. */
  why: string | null;
  items: readonly Listed[];
  /** Beside the value, such as other percentiles. */
  notes: readonly string[];
}

export function share(numerator: number, denominator: number, items: readonly Listed[], empty: string, notes: readonly string[] = []): Counted {
  if (denominator === 0) return { numerator, denominator, value: null, why: empty, items, notes };
  return { numerator, denominator, value: numerator / denominator, why: null, items, notes };
}

/** A time; `of`: how many it was taken over. */
export function time(value: number | null, of: number, why: string, items: readonly Listed[], notes: readonly string[] = []): Counted {
  return { numerator: null, denominator: of, value, why: value === null ? why : null, items, notes };
}

/** How many lines each part has, in the order in which they come first; a line of several parts counts in each. */
export function partCounts(items: readonly Listed[]): { part: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { part, also = [] } of items) for (const one of [part, ...also]) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].map(([part, count]) => ({ part, count }));
}

/** Without the list: how many lines it has, by part. */
export interface Summed extends Omit<Counted, 'items'> {
  parts: { part: string; count: number }[];
  listed: number;
}

export function summed({ items, ...rest }: Counted): Summed {
  return { ...rest, parts: partCounts(items), listed: items.length };
}

/** Of a measure whose lines were counted elsewhere, those that come first before the others. */
export function summedFrom({ items: _, ...rest }: Counted, parts: readonly { part: string; count: number }[], listed: number): Summed {
  const counts = new Map<string, number>();
  for (const { part, count } of parts) if (count > 0) counts.set(part, (counts.get(part) ?? 0) + count);
  return { ...rest, parts: [...counts].map(([part, count]) => ({ part, count })), listed };
}
