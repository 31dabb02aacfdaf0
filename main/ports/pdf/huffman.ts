/** Huffman codes of limited length, canonical as DEFLATE has them (RFC 1951, 3.2.2). */

/** Bits of the code of each symbol, by how often it occurs; 0 where it never does. At most `most` bits; at least one symbol occurs. */
export function lengthsOf(counts: Uint32Array, most: number): Uint8Array {
  const symbols = Array.from(counts.keys()).filter((symbol) => (counts[symbol] as number) > 0);
  symbols.sort((x, y) => (counts[x] as number) - (counts[y] as number) || x - y);
  const lengths = new Uint8Array(counts.length);
  if (symbols.length === 1) lengths[symbols[0] as number] = 1;
  if (symbols.length < 2) return lengths;
  const ofLength = limited(depths(symbols.map((symbol) => counts[symbol] as number)), most);
  let next = 0;
  for (let bits = most; bits > 0; bits--) for (let left = ofLength[bits] as number; left > 0; left--) lengths[symbols[next++] as number] = bits;
  return lengths;
}

/** How deep each leaf lies in the tree of two or more weights that are sorted, the lightest first. */
function depths(weights: readonly number[]): number[] {
  const count = weights.length;
  const weight = [...weights];
  const parent: number[] = [];
  let leaf = 0;
  let inner = count;
  const lightest = () => (leaf < count && (inner >= weight.length || (weight[leaf] as number) <= (weight[inner] as number)) ? leaf++ : inner++);
  while (weight.length < 2 * count - 1) {
    const [one, two] = [lightest(), lightest()];
    parent[one] = weight.length;
    parent[two] = weight.length;
    weight.push((weight[one] as number) + (weight[two] as number));
  }
  const depth: number[] = [];
  depth[weight.length - 1] = 0;
  for (let at = weight.length - 2; at >= 0; at--) depth[at] = (depth[parent[at] as number] as number) + 1;
  return depth.slice(0, count);
}

/** How many codes there are of each length, none longer than `most`: those that are, are taken in, and shorter ones made longer until all have room. */
function limited(lengths: readonly number[], most: number): number[] {
  const ofLength = Array<number>(most + 1).fill(0);
  for (const bits of lengths) (ofLength[Math.min(bits, most)] as number)++;
  let taken = ofLength.reduce((sum, count, bits) => (bits === 0 ? sum : sum + count * 2 ** (most - bits)), 0);
  for (; taken > 2 ** most; taken--) {
    (ofLength[most] as number)--;
    let shorter = most - 1;
    while (ofLength[shorter] === 0) shorter--;
    (ofLength[shorter] as number)--;
    (ofLength[shorter + 1] as number) += 2;
  }
  return ofLength;
}

/** The code of each symbol, its bits turned round, as they are written the lowest first. */
export function codesOf(lengths: Uint8Array): Uint16Array {
  const ofLength = new Uint16Array(17);
  for (const bits of lengths) (ofLength[bits] as number)++;
  const next = new Uint16Array(17);
  for (let bits = 2; bits <= 16; bits++) next[bits] = ((next[bits - 1] as number) + (bits === 1 ? 0 : (ofLength[bits - 1] as number))) << 1;
  const codes = new Uint16Array(lengths.length);
  for (const [symbol, bits] of lengths.entries()) {
    if (bits === 0) continue;
    let code = next[bits] as number;
    next[bits] = code + 1;
    let turned = 0;
    for (let bit = 0; bit < bits; bit++) {
      turned = (turned << 1) | (code & 1);
      code >>= 1;
    }
    codes[symbol] = turned;
  }
  return codes;
}
