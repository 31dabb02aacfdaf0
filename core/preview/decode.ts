/** Bytes into text to be read, or the finding that they are no text. */

export interface Decoded {
  text: string;
  note: string | null;
}

/** Null for what is binary: a zero byte, or many bytes that no text holds. `cut`: the bytes end in the middle of the file. */
export function decodeText(bytes: Uint8Array, cut: boolean): Decoded | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe && (cut || bytes.length % 2 === 0)) return { text: plainEnds(new TextDecoder('utf-16le').decode(bytes)), note: 'UTF-16 text.' };
  let controls = 0;
  for (const byte of bytes) {
    if (byte === 0) return null;
    if ((byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1b) || byte === 0x7f) controls++;
  }
  if (controls > bytes.length / 50) return null;
  const whole = cut ? bytes.subarray(0, bytes.length - cutCharacter(bytes)) : bytes;
  try {
    return { text: plainEnds(new TextDecoder('utf-8', { fatal: true }).decode(whole)), note: null };
  } catch {
    const text = new TextDecoder('utf-8').decode(whole);
    const strange = text.split('\ufffd').length - 1;
    if (strange > 1 + text.length / 4) return null;
    return { text: plainEnds(text), note: 'Not wholly UTF-8: bytes that are not are shown as \ufffd.' };
  }
}

/** Length of a UTF-8 character at the end that was cut off; 0 where the last one is whole. */
function cutCharacter(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return back < length ? back : 0;
  }
  return 0;
}

/** Windows line ends would show as control characters on every line. */
function plainEnds(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
