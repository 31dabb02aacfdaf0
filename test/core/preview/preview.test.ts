/** A look into hostile files: shown as what they are, bounded, and never as something that acts. */
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { previewOf, textLimit, wantsWhole, wholeLimit } from '../../../core/preview/preview';
import { visibleText } from '../../../core/preview/visible-text';
import { createPorts } from '../../../main/ports';

const ports = await createPorts({ home: '/nonexistent', surface: 'test', version: '0', testRuntime: false });
const look = (name: string, content: Uint8Array | string, size?: number) => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return previewOf(ports, `/data/${name}`, `/mnt/${name}`, bytes, size ?? bytes.length);
};
const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(100)]);

describe('text', () => {
  test('plain, JSON, VCF, HTML and SVG all come as inert text', () => {
    expect(look('a.txt', 'hello\n')).toEqual({
      name: 'a.txt',
      checkedPath: '/mnt/a.txt',
      size: 6,
      shown: 6,
      truncated: false,
      form: 'text',
      text: 'hello\n',
      rows: null,
      base64: null,
      mediaType: 'text/plain',
      note: null,
    });
    expect(look('a.json', '{"a":1}')).toMatchObject({ form: 'text', mediaType: 'application/json', text: '{"a":1}' });
    expect(look('a.vcf', '##fileformat=VCFv4.2\n')).toMatchObject({ form: 'text', mediaType: 'text/x-vcf' });
    expect(look('a.html', '<script>alert(1)</script>')).toMatchObject({ form: 'text', mediaType: 'text/html', base64: null });
    expect(look('a.svg', '<svg onload="x()"/>')).toMatchObject({ form: 'text', base64: null });
    expect(look('constructor', 'x')).toMatchObject({ form: 'text', mediaType: 'text/plain' });
    expect(look('a.__proto__', 'x')).toMatchObject({ form: 'text', mediaType: 'text/plain' });
  });

  test('control characters and marks that turn or hide text are made visible', () => {
    expect(look('a.txt', 'a\x1b[31mred\u202egnp.exe\u200b\r\nb\tc\n').text).toBe('a␛[31mred⟨U+202E⟩gnp.exe⟨U+200B⟩\nb\tc\n');
    expect(look('bad\u202ename\n.txt', 'x').name).toBe('bad⟨U+202E⟩name\n.txt');
    expect(visibleText('\u0000\u007f\u0085\u2028\ud800x\ufeff😀é')).toBe('␀␡⟨U+0085⟩⟨U+2028⟩⟨U+D800⟩x⟨U+FEFF⟩😀é');
  });

  test('a file cut in the middle of a character', () => {
    const bytes = Buffer.from('aé€😀');
    for (let length = 1; length < bytes.length; length++) {
      const shown = look('a.txt', bytes.subarray(0, length), bytes.length);
      expect(shown).toMatchObject({ form: 'text', truncated: true, note: null });
      expect('aé€😀'.startsWith(shown.text ?? '-')).toBe(true);
    }
    expect(look('a.txt', bytes.subarray(0, 2)).note).toContain('Not wholly UTF-8');
  });

  test('empty, UTF-16 and Latin-1', () => {
    expect(look('a.txt', '')).toMatchObject({ form: 'text', text: '', note: 'The file is empty.' });
    expect(look('a.txt', Buffer.from('\ufeffhé', 'utf16le'))).toMatchObject({ form: 'text', note: 'UTF-16 text.', text: 'hé' });
    expect(look('a.txt', Buffer.from('caf\xe9 au lait, s\xfcss', 'latin1'))).toMatchObject({ form: 'text', note: expect.stringContaining('UTF-8') });
  });
});

describe('tables', () => {
  test('CSV with quotes, TSV without', () => {
    expect(look('a.csv', 'a,b\n"x,1","say ""hi"""\n')).toMatchObject({
      form: 'table',
      mediaType: 'text/csv',
      text: null,
      rows: [
        ['a', 'b'],
        ['x,1', 'say "hi"'],
      ],
    });
    expect(look('a.tsv', 'a\tb\n"x\t1"\n')).toMatchObject({
      form: 'table',
      rows: [
        ['a', 'b'],
        ['"x', '1"'],
      ],
    });
  });
  test('cells are inert text: formulas and markup stay characters', () => {
    expect(look('a.csv', '=cmd(),<b>x</b>,\x1b[1m\n').rows).toEqual([['=cmd()', '<b>x</b>', '␛[1m']]);
  });
  test('bounded in rows and columns; a cut last line is left out', () => {
    const many = look('a.csv', 'a,b\n'.repeat(6000));
    expect(many.rows).toHaveLength(5000);
    expect(many).toMatchObject({ truncated: true, note: 'The first 5000 rows.' });
    expect(look('a.csv', `${'x,'.repeat(600)}x\n`).rows?.[0]).toHaveLength(500);
    expect(look('a.csv', 'a,b\n1,2\n3,', 100)).toMatchObject({
      truncated: true,
      rows: [
        ['a', 'b'],
        ['1', '2'],
      ],
    });
    expect(look('a.csv', 'a,"b\n1,2\n').note).toContain('quotes');
  });
});

describe('compressed', () => {
  const bgzf = (text: string, block: number) => Buffer.concat([...text.matchAll(new RegExp(`[^]{1,${block}}`, 'g'))].map(([part]) => gzipSync(part)));
  const lines = Array.from({ length: 20_000 }, (_, i) => `chr1\t${i}\tA\tT\n`).join('');

  test('VCF and tables, in one member or in many as bgzip writes them', () => {
    expect(look('a.vcf.gz', gzipSync('##fileformat=VCFv4.2\n'))).toMatchObject({
      form: 'text',
      text: '##fileformat=VCFv4.2\n',
      mediaType: 'text/x-vcf',
      note: 'Decompressed (gzip).',
      truncated: false,
    });
    expect(look('a.tsv.gz', gzipSync('a\tb\n1\t2\n'))).toMatchObject({
      form: 'table',
      rows: [
        ['a', 'b'],
        ['1', '2'],
      ],
    });
    expect(look('a.vcf.gz', bgzf(lines, 60_000)).text).toBe(lines);
  });
  test('only its start was read', () => {
    const whole = bgzf(lines, 10_000);
    for (const at of [20, 1000, whole.length - 1, Math.floor(whole.length / 2)]) {
      const shown = look('a.vcf.gz', whole.subarray(0, at), whole.length);
      expect(shown).toMatchObject({ form: 'text', truncated: true, shown: at });
      expect(lines.startsWith(shown.text ?? '-')).toBe(true);
    }
  });
  test('a bomb is bounded', () => {
    const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024, 'a'));
    const before = process.memoryUsage().rss;
    const shown = look('a.txt.gz', bomb);
    expect(shown.truncated).toBe(true);
    expect(shown.text?.length).toBeLessThanOrEqual(textLimit);
    expect(shown.text?.length).toBeGreaterThan(textLimit * 0.99);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });
  test('named gzip but none, or broken', () => {
    expect(look('a.txt.gz', 'plain')).toMatchObject({ form: 'text', text: 'plain', note: null });
    expect(look('a.txt.gz', Buffer.from('1f8b0800000000000003ffffffffff', 'hex'))).toMatchObject({ form: 'binary', note: expect.stringContaining('cannot be decompressed') });
  });
});

describe('pictures, PDF and bytes', () => {
  test('a picture is what its first bytes say', () => {
    expect(look('a.png', png)).toMatchObject({ form: 'image', mediaType: 'image/png', base64: png.toString('base64') });
    expect(look('a.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0]))).toMatchObject({ form: 'image', mediaType: 'image/jpeg' });
    expect(look('a.png', '<html>')).toMatchObject({ form: 'text', base64: null });
    expect(look('a.webp', Buffer.from('RIFF\x01\x00\x00\x00AVI x', 'latin1')).form).toBe('binary');
    expect(look('a.txt', png)).toMatchObject({ form: 'binary', base64: null });
  });
  test('a PDF, and one that is too large', () => {
    expect(look('a.pdf', '%PDF-1.7 x')).toMatchObject({ form: 'pdf', mediaType: 'application/pdf' });
    expect(look('a.pdf', '%PDF-1.7 x', wholeLimit + 1)).toMatchObject({ form: 'binary', base64: null, note: expect.stringContaining('Too large') });
    expect([wantsWhole('a.pdf', Buffer.from('%PDF-1')), wantsWhole('a.png', png), wantsWhole('a.txt', png)]).toEqual([true, true, false]);
  });
  test('BAM, its index, and what else is no text: the first bytes', () => {
    const bam = gzipSync(Buffer.from('BAM\x01'));
    const shown = look('a.bam', Buffer.concat([bam, Buffer.alloc(5000)]));
    expect(shown).toMatchObject({ form: 'binary', shown: 4096, truncated: true, mediaType: 'application/octet-stream' });
    expect(shown.text?.split('\n')[0]).toMatch(/^00000000 {2}1f 8b 08 00( [0-9a-f]{2}){4} {2}([0-9a-f]{2} ?){8} {2}\|.{16}\|$/);
    expect(look('a.bin', Buffer.from([0, 1, 65]))).toMatchObject({ form: 'binary', text: `00000000  00 01 41${' '.repeat(42)}|..A|`, truncated: false });
  });
});
