/** Long text that is made piece by piece, as bytes. */

/** Characters that are put together before they become bytes. */
const portion = 200_000;

export function* encoded(parts: Iterable<string>): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  let held: string[] = [];
  let length = 0;
  for (const part of parts) {
    held.push(part);
    length += part.length;
    if (length < portion) continue;
    yield encoder.encode(held.join(''));
    held = [];
    length = 0;
  }
  yield encoder.encode(held.join(''));
}
