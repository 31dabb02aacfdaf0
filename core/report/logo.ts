/** What a logo may be: a PNG or JPEG whose colours every reader of an archival PDF shows alike, told from its bytes and not its name. */
import { bytesOfBase64 } from '../engine/base64';
import { AuditError } from '../errors';
import { joinedBytes } from '../joined-bytes';

/** Pixels at the most: what is see-through is kept as it is drawn, three bytes a pixel. */
const mostPixels = 1_000_000;

export interface PngFacts {
  type: 'png';
  width: number;
  height: number;
  /** Of a sample. */
  bits: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha (PNG, 11.2.2). */
  colour: 0 | 2 | 3 | 4 | 6;
  /** Some of it is see-through. */
  alpha: boolean;
  palette: Uint8Array | null;
  /** The chunk tRNS. */
  transparency: Uint8Array | null;
  /** One zlib stream. */
  data: Uint8Array;
}
export interface JpegFacts {
  type: 'jpeg';
  width: number;
  height: number;
  channels: 1 | 3;
  data: Uint8Array;
}
export type LogoFacts = PngFacts | JpegFacts;

/** Throws `bad-input` where it cannot be drawn, with what to do. */
export function logoFacts({ type, base64 }: { type: 'png' | 'jpeg'; base64: string }): LogoFacts {
  const bytes = bytesOfBase64(base64);
  if (bytes === null) throw wrong('it is not base64', 'Choose the file again');
  const facts = type === 'png' ? pngFacts(bytes) : jpegFacts(bytes);
  if (facts.width === 0 || facts.height === 0) throw wrong('it has no pixels', 'Choose another file');
  if (facts.width * facts.height > mostPixels)
    throw wrong(`it has ${facts.width} × ${facts.height} pixels, and ${mostPixels.toLocaleString('en-GB')} is the most`, 'Save it smaller: it is printed at most 6 cm wide');
  return facts;
}

function wrong(why: string, what: string): AuditError {
  return new AuditError('bad-input', `The logo cannot be printed: ${why}. ${what}.`);
}

const at16 = (bytes: Uint8Array, at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
const at32 = (bytes: Uint8Array, at: number) => at16(bytes, at) * 65536 + at16(bytes, at + 2);
const pngSign = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Bits of a sample that a colour type may have (PNG, table 11.1). */
const bitsOf: Record<number, readonly number[]> = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] };

function pngFacts(bytes: Uint8Array): PngFacts {
  if (pngSign.some((byte, at) => bytes[at] !== byte) || at32(bytes, 12) !== 0x49484452) throw wrong('it is not a PNG', 'Choose a PNG or a JPEG');
  const [width, height, bits = 0, colour = 0, interlace] = [at32(bytes, 16), at32(bytes, 20), bytes[24], bytes[25], bytes[28]];
  if (!bitsOf[colour]?.includes(bits)) throw wrong('its header is damaged', 'Save it again as a PNG');
  if (interlace !== 0) throw wrong('it is an interlaced PNG', 'Save it without interlacing');
  const chunks = new Map<string, Uint8Array[]>();
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = at32(bytes, at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (at + 12 + length > bytes.length) throw wrong('it ends too early', 'Save it again as a PNG');
    chunks.set(name, [...(chunks.get(name) ?? []), bytes.subarray(at + 8, at + 8 + length)]);
    at += 12 + length;
  }
  const palette = chunks.get('PLTE')?.[0] ?? null;
  const transparency = chunks.get('tRNS')?.[0] ?? null;
  if (!chunks.has('IEND') || !chunks.has('IDAT') || (colour === 3 && (palette === null || palette.length === 0 || palette.length % 3 !== 0)))
    throw wrong('it is not whole', 'Save it again as a PNG');
  const alpha = transparency !== null || colour === 4 || colour === 6;
  if (alpha && bits !== 8) throw wrong(`it is partly see-through with ${bits} bits a channel`, 'Save it with 8 bits a channel, or on a white ground');
  return { type: 'png', width, height, bits, colour: colour as PngFacts['colour'], alpha, palette, transparency, data: joinedBytes(chunks.get('IDAT') ?? []) };
}

/** Frame headers are the markers C0 to CF but C4, C8 and CC (ITU-T T.81, table B.1). */
function jpegFacts(data: Uint8Array): JpegFacts {
  if (at16(data, 0) !== 0xffd8) throw wrong('it is not a JPEG', 'Choose a PNG or a JPEG');
  for (let at = 2; at + 9 < data.length; ) {
    const marker = data[at + 1] ?? 0;
    if (data[at] !== 0xff) break;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      const [bits, height, width, channels = 0] = [data[at + 4], at16(data, at + 5), at16(data, at + 7), data[at + 9]];
      if (channels === 4) throw wrong('it is a JPEG for print, in CMYK', 'Save it in RGB');
      if ((channels !== 1 && channels !== 3) || bits !== 8 || marker > 0xc2)
        throw wrong('it is of a kind of JPEG that not every reader of PDF shows', 'Save it as a plain JPEG in RGB');
      if (data.lastIndexOf(0xd9) < data.length - 16) throw wrong('it ends too early', 'Save it again as a JPEG');
      return { type: 'jpeg', width, height, channels, data };
    }
    at += 2 + at16(data, at + 2);
  }
  throw wrong('its header is damaged', 'Save it again as a JPEG');
}
