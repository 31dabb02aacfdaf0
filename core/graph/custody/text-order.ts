/** Many texts in the order in which JavaScript compares them, on every computer the same, without holding others up. */

/** Texts that are sorted at once; places that are filled in one turn. */
const portion = 20_000;

/** Places of `texts`, in the order of what stands there; of equal texts the first comes first. In turns. */
export function* inOrderOfTexts(texts: readonly string[]): Generator<void, Int32Array> {
  const before = (a: number, b: number) => {
    const [x = '', y = ''] = [texts[a], texts[b]];
    return x < y ? -1 : x > y ? 1 : a - b;
  };
  let runs: Int32Array[] = [];
  for (let from = 0; from < texts.length; from += portion) {
    runs.push(Int32Array.from({ length: Math.min(portion, texts.length - from) }, (_, i) => from + i).sort(before));
    yield;
  }
  while (runs.length > 1) {
    const longer: Int32Array[] = [];
    for (let i = 0; i < runs.length; i += 2) longer.push(yield* merged(runs[i] ?? none, runs[i + 1] ?? none, before));
    runs = longer;
  }
  return runs[0] ?? none;
}

const none = new Int32Array(0);

function* merged(a: Int32Array, b: Int32Array, before: (a: number, b: number) => number): Generator<void, Int32Array> {
  if (b.length === 0) return a;
  const all = new Int32Array(a.length + b.length);
  for (let at = 0, i = 0, j = 0; at < all.length; at++) {
    const first = j >= b.length || (i < a.length && before(a[i] ?? 0, b[j] ?? 0) < 0);
    all[at] = (first ? a[i++] : b[j++]) ?? 0;
    if (at % portion === portion - 1) yield;
  }
  return all;
}
