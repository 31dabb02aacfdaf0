/**
 * File names that are not UTF-8, as text and back: such a file must be listed, told and read like any other.
 * Such a part follows an empty part (`folder//not-utf-8:caf\xe9`), which no path of a folder has otherwise: the text is unique.
 */

const mark = 'not-utf-8:';
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of one file name: itself where the bytes are UTF-8, else `/not-utf-8:` with each other byte as `\xHH`. */
export function textOfName(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    let text = '';
    for (const byte of bytes) text += byte >= 0x20 && byte < 0x7f && byte !== 0x5c ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
    return `/${mark}${text}`;
  }
}

/** The bytes of a path made of such names, joined by `/`. */
export function bytesOfPath(path: string): Uint8Array {
  const encoder = new TextEncoder();
  const parts = path.split('/');
  const names = parts.map((name, at) => ({ name, odd: isOddPart(name) && parts[at - 1] === '' })).filter(({ name }, at) => name !== '' || !isOddPart(parts[at + 1] ?? ''));
  const bytes: number[] = [];
  for (const [at, { name, odd }] of names.entries()) {
    if (at > 0) bytes.push(0x2f);
    bytes.push(...(odd ? bytesOfOdd(name.slice(mark.length)) : encoder.encode(name)));
  }
  return Uint8Array.from(bytes);
}

/** Does this part of a path stand for a name that is not UTF-8. */
export function isOddPart(part: string): boolean {
  return part.startsWith(mark) && part.includes('\\x');
}

function bytesOfOdd(text: string): number[] {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const hex = /^\\x([0-9a-f]{2})/.exec(text.slice(i, i + 4))?.[1];
    if (hex === undefined) bytes.push(text.charCodeAt(i));
    else {
      bytes.push(Number.parseInt(hex, 16));
      i += 3;
    }
  }
  return bytes;
}
