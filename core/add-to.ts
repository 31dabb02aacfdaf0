/** Lists by key. */

/** Adds to the list of a key, which begins empty. It grows in place: a copy for every value would take the square of its length. */
export function addTo<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
