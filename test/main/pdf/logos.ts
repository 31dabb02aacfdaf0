/** Logos for tests: PNGs of any form made by hand, and small JPEGs that another program wrote. */
import { crc32, deflateSync } from 'node:zlib';

const chunk = (name: string, data: Uint8Array) => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};

export interface PngMade {
  width: number;
  height: number;
  colour: number;
  bits?: number;
  interlace?: number;
  /** Each with the byte of its filter. */
  rows: readonly (readonly number[])[];
  more?: Record<string, readonly number[]>;
}

/** As base64. */
export function pngOf({ width, height, colour, bits = 8, interlace = 0, rows, more = {} }: PngMade): string {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([bits, colour, 0, 0, interlace], 8);
  const extra = Object.entries(more).map(([name, data]) => chunk(name, Buffer.from(data)));
  const sign = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const whole = [sign, chunk('IHDR', head), ...extra, chunk('IDAT', deflateSync(Buffer.from(rows.flat()))), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat(whole).toString('base64');
}

/** Four pixels of RGB with alpha in two rows, of the filters Sub and Paeth: red, half green; nothing, blue. */
export const seeThrough = pngOf({
  width: 2,
  height: 2,
  colour: 6,
  rows: [
    [1, 255, 0, 0, 255, (0 - 255) & 255, 255, 0, (128 - 255) & 255],
    [4, (9 - 255) & 255, 9, 9, (0 - 255) & 255, 0, (0 - 255) & 255, 255 - 9, 255],
  ],
});

/** 8 by 8 pixels each, by Pillow. */
export const jpegs = {
  rgb: '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAABAX/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCEAdYf/9k=',
  grey: '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAABP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AI//Z',
  cmyk: '/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAbEhQXFBEbFxYXHhwbIChCKyglJShROj0wQmBVZWRfVV1baniZgWpxkHNbXYW1hpCeo6utq2eAvMm6pseZqKuk/8AAFAgACAAIBEMRAE0RAFkRAEsRAP/EABUAAQEAAAAAAAAAAAAAAAAAAAUG/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAA4EQwBNAFkASwAAPwCmEiVA/9k=',
};
