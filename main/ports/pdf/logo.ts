/** The logo as an image of the PDF. Nothing is compressed here, as another zlib makes other bytes: what is compressed stays so, what is see-through is laid on white. */
import { inflateSync } from 'node:zlib';
import { AuditError } from '../../../core/errors';
import type { LogoFacts, PngFacts } from '../../../core/report/logo';
import type { Internals, Reference } from './internals';

const channelsOf = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;

export function embedLogo(raw: Internals, logo: LogoFacts): Reference {
  const { width, height } = logo;
  const head = { Type: 'XObject', Subtype: 'Image', Width: width, Height: height };
  const put = (more: Record<string, unknown>, bytes: Uint8Array) => {
    const image = raw.ref({ ...head, ...more });
    image.compress = false;
    image.write(bytes);
    image.end();
    return image;
  };
  if (logo.type === 'jpeg') return put({ BitsPerComponent: 8, ColorSpace: logo.channels === 1 ? 'DeviceGray' : 'DeviceRGB', Filter: 'DCTDecode' }, logo.data);
  const rows = unpacked(logo);
  if (logo.alpha) return put({ BitsPerComponent: 8, ColorSpace: 'DeviceRGB' }, onWhite(logo, rows));
  const { bits, colour, palette } = logo;
  const DecodeParms = { Predictor: 15, Colors: channelsOf[colour], BitsPerComponent: bits, Columns: width };
  const ColorSpace = palette !== null && colour === 3 ? ['Indexed', 'DeviceRGB', palette.length / 3 - 1, Buffer.from(palette)] : colour === 0 ? 'DeviceGray' : 'DeviceRGB';
  return put({ BitsPerComponent: bits, ColorSpace, Filter: 'FlateDecode', DecodeParms }, logo.data);
}

const strideOf = ({ width, bits, colour }: PngFacts) => Math.ceil((width * bits * channelsOf[colour]) / 8);

/** Its rows, each after the byte of its filter. Throws `bad-input` where they are not those that the header tells of. */
function unpacked(logo: PngFacts): Uint8Array {
  const length = logo.height * (strideOf(logo) + 1);
  try {
    const rows = inflateSync(logo.data, { maxOutputLength: length });
    if (rows.length === length) return rows;
  } catch {
    // said below
  }
  throw new AuditError('bad-input', 'The logo cannot be printed: its pixels are damaged. Save it again as a PNG.');
}

/** RGB, eight bits a channel; filters are undone as in PNG, 9.2. */
function onWhite(logo: PngFacts, rows: Uint8Array): Uint8Array {
  const stride = strideOf(logo);
  const step = channelsOf[logo.colour];
  const out = new Uint8Array(logo.width * logo.height * 3);
  let before = new Uint8Array(stride);
  for (let y = 0; y < logo.height; y++) {
    const from = y * (stride + 1);
    const filter = rows[from] ?? 0;
    const row = Uint8Array.from(rows.subarray(from + 1, from + 1 + stride));
    for (let i = 0; i < stride; i++) {
      const [left = 0, up = 0, corner = 0] = [i >= step ? row[i - step] : 0, before[i], i >= step ? before[i - step] : 0];
      row[i] = ((row[i] ?? 0) + predicted(filter, left, up, corner)) & 255;
    }
    for (let x = 0; x < logo.width; x++) {
      const [red, green, blue, alpha] = pixel(logo, row, x * step);
      const laid = (value: number) => Math.round((value * alpha + 255 * (255 - alpha)) / 255);
      out.set([laid(red), laid(green), laid(blue)], (y * logo.width + x) * 3);
    }
    before = row;
  }
  return out;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
      return a <= b && a <= c ? left : b <= c ? up : corner;
    }
    default:
      return 0;
  }
}

/** Red, green, blue, alpha. What tRNS says of grey and RGB is one colour that is not there (PNG, 11.3.2.1). */
function pixel({ colour, palette, transparency }: PngFacts, row: Uint8Array, at: number): [number, number, number, number] {
  const [a = 0, b = 0, c = 0, d = 0] = row.subarray(at, at + 4);
  const gone = (...value: number[]) => (transparency !== null && value.every((one, i) => transparency[2 * i + 1] === one && transparency[2 * i] === 0) ? 0 : 255);
  switch (colour) {
    case 0:
      return [a, a, a, gone(a)];
    case 2:
      return [a, b, c, gone(a, b, c)];
    case 3:
      return [palette?.[3 * a] ?? 0, palette?.[3 * a + 1] ?? 0, palette?.[3 * a + 2] ?? 0, transparency?.[a] ?? 255];
    case 4:
      return [a, a, a, b];
    case 6:
      return [a, b, c, d];
  }
}
