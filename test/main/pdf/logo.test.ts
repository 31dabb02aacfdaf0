/** The logo on the first page: every form of PNG as its pixels are, JPEGs as they are, the same bytes each time; what cannot be shown alike everywhere is refused in words. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { logoFacts } from '../../../core/report/logo';
import { jpegs, pngOf, seeThrough } from './logos';
import { sampleOutline } from './sample';
import { drawn, unpacked } from './tools';

const withLogo = (type: 'png' | 'jpeg', base64: string) => drawn({ ...sampleOutline(), logo: { type, base64, alt: 'The sign of the house' } });

/** The pixels of the only picture, as RGB, taken out by poppler. */
function pixels(bytes: Uint8Array): number[] {
  const folder = mkdtempSync(join(tmpdir(), 'logo-'));
  try {
    writeFileSync(join(folder, 'a.pdf'), bytes);
    execFileSync('pdfimages', [join(folder, 'a.pdf'), join(folder, 'image')]);
    const image = readFileSync(join(folder, 'image-000.ppm'));
    return [...image.subarray(image.indexOf('255\n') + 4)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const red = [255, 0, 0];
const blue = [0, 0, 255];
const white = [255, 255, 255];

describe('a PNG', () => {
  it.each([
    ['RGB', pngOf({ width: 2, height: 1, colour: 2, rows: [[0, ...red, ...blue]] }), [...red, ...blue]],
    ['with alpha, on white', seeThrough, [...red, 127, 255, 127, ...white, ...blue]],
    ['with a palette', pngOf({ width: 2, height: 1, colour: 3, rows: [[0, 1, 0]], more: { PLTE: [...red, ...blue] } }), [...blue, ...red]],
    ['with a palette that is partly see-through', pngOf({ width: 2, height: 1, colour: 3, rows: [[0, 0, 1]], more: { PLTE: [...red, ...blue], tRNS: [0] } }), [...white, ...blue]],
    ['with one colour that is not there', pngOf({ width: 2, height: 1, colour: 2, rows: [[0, ...red, ...blue]], more: { tRNS: [0, 255, 0, 0, 0, 0] } }), [...white, ...blue]],
    [
      'grey with alpha, by Average and Up',
      pngOf({
        width: 1,
        height: 2,
        colour: 4,
        rows: [
          [3, 0, 255],
          [2, 0, 0],
        ],
      }),
      [0, 0, 0, 0, 0, 0],
    ],
  ])('%s comes out as it is', async (_, base64, expected) => {
    const { bytes } = await withLogo('png', base64);
    expect(pixels(bytes)).toEqual(expected);
    expect(Buffer.from(bytes).equals((await withLogo('png', base64)).bytes)).toBe(true);
  });

  it('has its words, and leaves the rest of the page as it is', async () => {
    const text = unpacked((await withLogo('png', seeThrough)).bytes).toString('latin1');
    expect(text).toContain('/Alt (The sign of the house)');
    expect(text.match(/\/Logo Do/g)).toHaveLength(1);
  });

  it('whose pixels are fewer than it says is refused', async () => {
    await expect(withLogo('png', pngOf({ width: 9, height: 9, colour: 2, rows: [[0, ...red]] }))).rejects.toThrow('its pixels are damaged');
    await expect(withLogo('png', pngOf({ width: 1, height: 1, colour: 2, rows: Array.from({ length: 99 }, () => [0, ...red]) }))).rejects.toThrow('its pixels are damaged');
  });
});

describe('a JPEG', () => {
  it.each(['rgb', 'grey'] as const)('in %s goes in byte for byte', async (kind) => {
    const { bytes } = await withLogo('jpeg', jpegs[kind]);
    expect(Buffer.from(bytes).indexOf(Buffer.from(jpegs[kind], 'base64'))).toBeGreaterThan(0);
  });
});

describe('a logo is refused', () => {
  const cut = (base64: string, left: number) => Buffer.from(base64, 'base64').subarray(0, left).toString('base64');
  it.each([
    ['in CMYK', 'jpeg', jpegs.cmyk, 'in CMYK. Save it in RGB.'],
    ['cut off', 'jpeg', cut(jpegs.rgb, 200), 'ends too early'],
    ['no JPEG', 'jpeg', seeThrough, 'not a JPEG'],
    ['no PNG', 'png', jpegs.rgb, 'not a PNG'],
    ['cut off', 'png', cut(seeThrough, 60), 'ends too early'],
    ['interlaced', 'png', pngOf({ width: 1, height: 1, colour: 2, interlace: 1, rows: [[0, ...red]] }), 'interlaced'],
    ['too large', 'png', pngOf({ width: 65535, height: 65535, colour: 2, rows: [[0]] }), '1,000,000 is the most'],
    ['of no pixels', 'png', pngOf({ width: 0, height: 1, colour: 2, rows: [[0]] }), 'no pixels'],
    ['without its palette', 'png', pngOf({ width: 1, height: 1, colour: 3, rows: [[0, 0]] }), 'not whole'],
    ['of a kind that is none', 'png', pngOf({ width: 1, height: 1, colour: 5, rows: [[0, 0]] }), 'header is damaged'],
    ['see-through with 16 bits', 'png', pngOf({ width: 1, height: 1, colour: 6, bits: 16, rows: [[0, 0, 0, 0, 0, 0, 0, 0, 0]] }), '16 bits a channel'],
    ['empty', 'png', '', 'not a PNG'],
  ] as const)('%s (%s)', (_, type, base64, words) => {
    expect(() => logoFacts({ type, base64 })).toThrow(words);
  });
});
