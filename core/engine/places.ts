/** Where each id of a column stands in it: looked up once somebody asks. */

/** -1 for what is not in it. */
export function placesOf(ids: Int32Array): (id: number) => number {
  let places: Int32Array | null = null;
  const found = () => {
    let last = 0;
    for (const id of ids) if (id > last) last = id;
    const at = new Int32Array(last + 1).fill(-1);
    for (let i = 0; i < ids.length; i++) at[ids[i] ?? 0] = i;
    return at;
  };
  return (id) => {
    places ??= found();
    return places[id] ?? -1;
  };
}

/** These ids in the order of a column; null where one of them is not in it. */
export function inOrderOf(order: Int32Array, placeOf: (id: number) => number, ids: Iterable<number>): number[] | null {
  const places = Int32Array.from(ids, placeOf).sort();
  return places[0] !== undefined && places[0] < 0 ? null : Array.from(places, (place) => order[place] ?? -1);
}
