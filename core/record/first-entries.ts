/** The first entries of long lists in a record: a task that read thousands of files is shown by some of them and their count. */
import { isObject, type Json } from './json';

export interface Shortened {
  value: Json;
  /** Lists and objects of which only the first entries are in `value`. */
  cut: {
    /** Names of members, and positions from 0 on, from `value` to the list. */
    within: string[];
    /** How many entries it has. */
    count: number;
    /** Not an object. */
    list: boolean;
  }[];
}

/** A copy with at most `first` entries of each list and object below the top one, whose members all stay. */
export function firstEntries(value: Json, first: number): Shortened {
  const cut: Shortened['cut'] = [];
  const walk = (one: Json, within: string[]): Json => {
    if (typeof one !== 'object' || one === null) return one;
    const entries = Object.entries(one);
    const most = within.length === 0 ? entries.length : first;
    if (entries.length > most) cut.push({ within, count: entries.length, list: Array.isArray(one) });
    const kept = entries.slice(0, most).map(([name, inner]): [string, Json] => [name, walk(inner, [...within, name])]);
    // By definition, so that a member called __proto__ is one.
    return Array.isArray(one) ? kept.map(([, inner]) => inner) : Object.fromEntries(kept);
  };
  return { value: walk(value, []), cut };
}

/** What stands there; undefined where nothing does. */
export function valueWithin(value: Json, within: readonly string[]): Json | undefined {
  let one: Json | undefined = value;
  for (const name of within) {
    if (Array.isArray(one)) one = /^(0|[1-9]\d{0,9})$/.test(name) ? one[Number(name)] : undefined;
    else one = isObject(one) && Object.hasOwn(one, name) ? one[name] : undefined;
  }
  return one;
}
