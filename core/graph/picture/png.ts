/** Words inside a PNG: what it shows and when it was made, as text chunks that image programs read (W3C PNG, 11.3.3.4 iTXt). */
import { AuditError } from '../../errors';
import { crc32 } from '../../evidence/crc32';
import { joinedBytes } from '../../joined-bytes';

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Signature and IHDR, the chunk that has to be the first. */
const headLength = 8 + 25;

/** `texts`: keywords of the standard (Title, Description, …) with their text. Throws `bad-input` for what is no PNG. */
export function withTexts(png: Uint8Array, texts: Record<string, string>): Uint8Array {
  if (png.length < headLength || signature.some((byte, at) => png[at] !== byte) || name(png, 12) !== 'IHDR')
    throw new AuditError('bad-input', 'What was to be saved as an image is no PNG. Try again, or save it as SVG.');
  const chunks = Object.entries(texts).map(([keyword, text]) => chunk('iTXt', new TextEncoder().encode(`${keyword}\0\0\0\0\0${text.replaceAll('\0', '')}`)));
  return joinedBytes([png.subarray(0, headLength), ...chunks, png.subarray(headLength)]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

function name(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
