/** Text of a PDF as bytes. */

/** Of characters up to U+00FF, in a buffer of its own, which can be handed to another thread. */
export function latin1(text: string): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.allocUnsafeSlow(text.length);
  bytes.write(text, 'latin1');
  return bytes;
}
