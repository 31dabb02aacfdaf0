/** MurmurHash3 x64 128, seed 0, with big integers: slow and plain, to hold the WebAssembly one against. */
const word = (1n << 64n) - 1n;
const c1 = 0x87c37b91114253d5n;
const c2 = 0x4cf5ad432745937fn;
const rotate = (x: bigint, by: bigint) => ((x << by) | (x >> (64n - by))) & word;
const mixed1 = (k: bigint) => (rotate((k * c1) & word, 31n) * c2) & word;
const mixed2 = (k: bigint) => (rotate((k * c2) & word, 33n) * c1) & word;
const final = (k: bigint) => {
  let x = ((k ^ (k >> 33n)) * 0xff51afd7ed558ccdn) & word;
  x = ((x ^ (x >> 33n)) * 0xc4ceb9fe1a85ec53n) & word;
  return x ^ (x >> 33n);
};

export function murmur3Reference(bytes: Uint8Array): string {
  let h1 = 0n;
  let h2 = 0n;
  const whole = bytes.length - (bytes.length % 16);
  const padded = new Uint8Array(whole + 16);
  padded.set(bytes);
  const view = new DataView(padded.buffer);
  for (let at = 0; at < whole; at += 16) {
    h1 ^= mixed1(view.getBigUint64(at, true));
    h1 = (((rotate(h1, 27n) + h2) & word) * 5n + 0x52dce729n) & word;
    h2 ^= mixed2(view.getBigUint64(at + 8, true));
    h2 = (((rotate(h2, 31n) + h1) & word) * 5n + 0x38495ab5n) & word;
  }
  const length = BigInt(bytes.length);
  h1 ^= mixed1(view.getBigUint64(whole, true)) ^ length;
  h2 ^= mixed2(view.getBigUint64(whole + 8, true)) ^ length;
  h1 = (h1 + h2) & word;
  h2 = (h2 + h1) & word;
  h1 = final(h1);
  h2 = final(h2);
  h1 = (h1 + h2) & word;
  h2 = (h2 + h1) & word;
  const digest = new DataView(new ArrayBuffer(16));
  digest.setBigUint64(0, h1, true);
  digest.setBigUint64(8, h2, true);
  return Buffer.from(digest.buffer).toString('hex');
}
