/** Files made to fill the memory, or never to be read to their end: each is refused in words, in bounded time and memory. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evidenceName } from '../../../core/report/enclosed';
import { embeddedDigest, embeddedFile } from '../../../main/ports/pdf-sign/embedded';
import { PdfFile } from '../../../main/ports/pdf-sign/file';
import { BadPdf } from '../../../main/ports/pdf-sign/objects';
import { readSignatures } from '../../../main/ports/pdf-sign/read-signatures';
import { openWorkbench, type Workbench } from '../../workbench';

type Part = string | Buffer;
/** An object and its bytes; a stream is given with its dictionary, without the length. */
const object = (number: number, body: Part): Part[] => [`${number} 0 obj\n`, body, '\nendobj\n'];
const stream = (number: number, entries: string, data: Part): Part[] => {
  const bytes = Buffer.from(data as string, 'latin1');
  return object(number, Buffer.concat([Buffer.from(`<<${entries}/Length ${bytes.length}>>\nstream\n`), bytes, Buffer.from('\nendstream')]));
};

/** A file of these parts, and where each begins that is marked. */
class Made {
  readonly parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  at = 9;
  readonly places: [number: number, at: number][] = [];
  put(...parts: Part[]): this {
    for (const part of parts) {
      const bytes = Buffer.from(part as string, 'latin1');
      this.parts.push(bytes);
      this.at += bytes.length;
    }
    return this;
  }
  object(number: number, ...parts: Part[]): this {
    this.places.push([number, this.at]);
    return this.put(...parts);
  }
  end(startxref: number): Buffer {
    return Buffer.concat([...this.parts, Buffer.from(`startxref\n${startxref}\n%%EOF\n`)]);
  }
  /** With a table of what was marked. */
  withTable(trailer: string): Buffer {
    const start = this.at;
    const lines = this.places.map(([number, at]) => `${number} 1\n${String(at).padStart(10, '0')} 00000 n \n`).join('');
    return this.put(`xref\n${lines}trailer\n<<${trailer}>>\n`).end(start);
  }
}

const flate = '/Filter/FlateDecode';
/** Streams of zeros, thousand times as large as what they are packed to. */
const zeros = (bytes: number) => deflateSync(Buffer.alloc(bytes), { level: 9 });

const signatures = (bytes: Buffer) => readSignatures(bytes, { ownSeals: new Set(), roots: [], now: new Date(0) });

/** By its name: the file, and what of it is asked. */
const bombs: Record<string, () => [Buffer, ask?: (bytes: Buffer) => unknown]> = {
  'a cross-reference stream that follows itself': () => [new Made().put(...stream(1, '/Type/XRef/W[1 1 1]/Size 1/Root 1 0 R/Prev 9', '\0\0\0')).end(9)],
  'a table that follows itself': () => [new Made().put('xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Prev 9>>\n').end(9)],
  'tables without end': () => {
    const made = new Made();
    let before = '';
    for (let count = 0; count < 500; count++) {
      const here = made.at;
      made.put(`xref\n0 0\ntrailer\n<</Size 1${before}>>\n`);
      before = `/Prev ${here}`;
    }
    return [made.put(`xref\n0 0\ntrailer\n<</Size 1${before}>>\n`).end(made.at)];
  },
  'a cross-reference stream of 256 MiB of zeros': () => [new Made().put(...stream(1, `/Type/XRef/W[1 1 1]/Size 1${flate}`, zeros(1 << 28))).end(9)],
  'sixty that are unpacked to 100 MiB each': () => {
    const made = new Made();
    const packed = zeros(100 << 20);
    let before = '';
    for (let count = 0; count < 60; count++) {
      const here = made.at;
      made.put(...stream(count + 1, `/Type/XRef/W[1 1 1]/Size 1${flate}${before}`, packed));
      before = `/Prev ${here}`;
    }
    return [made.put(...stream(99, `/Type/XRef/W[1 1 1]/Size 1${before}`, '\0\0\0')).end(made.at)];
  },
  'more objects than a PDF may have': () => [new Made().put(...stream(1, `/Type/XRef/W[1 0 0]/Size 100000000${flate}`, zeros(100_000_000))).end(9)],
  'objects of numbers beyond those': () => [new Made().put(...stream(1, '/Type/XRef/W[1 1 1]/Size 1/Index[900000000000000 1]', '\0\0\0')).end(9)],
  'a table of objects beyond those': () => [new Made().put('xref\n999999999999 1\n0000000009 00000 n \ntrailer\n<</Size 1>>\n').end(9)],
  'the same objects told of in a million runs': () => [
    new Made().put(...stream(1, `/Type/XRef/W[1 0 0]/Size 1${flate}/Index[${'5 1 '.repeat(1_000_000)}]`, zeros(1_000_000))).end(9),
  ],
  'a million runs that are asked for one by one': () => {
    const index = Array.from({ length: 1_000_000 }, (_, at) => `${at * 2 + 1} 1`).join(' ');
    const made = new Made().put(...stream(1, `/Type/XRef/W[1 0 0]/Size 1${flate}/Index[${index}]`, zeros(1_000_000)));
    return [made.end(9), (bytes) => allOf(new PdfFile(bytes))];
  },
  'a negative width': () => [new Made().put(...stream(1, '/Type/XRef/W[1 -1 1]/Size 1', '\0\0\0')).end(9)],
  'a width of 4 GiB': () => [new Made().put(...stream(1, '/Type/XRef/W[1 4294967296 1]/Size 1', '\0\0\0')).end(9)],
  'a size below nothing': () => [new Made().put(...stream(1, '/Type/XRef/W[1 1 1]/Size -5', '\0\0\0')).end(9)],
  'a length beyond the file': () => [new Made().put('1 0 obj\n<</Type/XRef/W[1 1 1]/Size 1/Length 900000000000>>\nstream\n\0\0\0\nendstream\nendobj\n').end(9)],
  'a stream whose length is that of itself': () => [
    new Made().object(1, '1 0 obj\n<</Length 1 0 R>>\nstream\nx\nendstream\nendobj\n').withTable('/Size 2/Root 1 0 R'),
    (bytes) => new PdfFile(bytes).root,
  ],
  'streams whose lengths are in one another': () => {
    const made = new Made();
    for (let number = 1; number <= 20_000; number++) made.object(number, `${number} 0 obj\n<</Length ${number + 1} 0 R>>\nstream\nx\nendstream\nendobj\n`);
    return [made.withTable('/Size 20001/Root 1 0 R'), (bytes) => new PdfFile(bytes).root];
  },
  'objects that lead to one another': () => [
    new Made()
      .object(1, ...object(1, '2 0 R'))
      .object(2, ...object(2, '1 0 R'))
      .withTable('/Size 3/Root 1 0 R'),
    (bytes) => new PdfFile(bytes).root,
  ],
  'objects that lie within one another': () => {
    const count = 20_000;
    const made = new Made();
    for (let number = 1; number <= count; number++) made.object(number, `${number} 0 obj (`);
    made.put(...Array.from({ length: count }, () => ') endobj '));
    return [made.withTable(`/Size ${count + 1}/Root 1 0 R`), (bytes) => allOf(new PdfFile(bytes))];
  },
  'nested a million deep': () => [
    new Made().object(1, ...object(1, `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`)).withTable('/Size 2/Root 1 0 R'),
    (bytes) => new PdfFile(bytes).root,
  ],
  'a string without an end': () => [new Made().object(1, ...object(1, `(${'('.repeat(5_000_000)}`)).withTable('/Size 2/Root 1 0 R'), (bytes) => new PdfFile(bytes).root],
  'a stream of objects that is itself in it': () =>
    inStream('/N 1/First 4', '1 0 <<>>', [
      [2, 1, 0],
      [1, 1],
    ]),
  'a stream of objects of 256 MiB of zeros': () => inStream(`/N 1/First 4${flate}`, zeros(1 << 28)),
  'a stream of ten million objects': () => inStream('/N 10000000/First 40', '1 0 <<>>'),
  'a stream that has as many places as bytes': () => inStream(`/N 50000000/First 100000000${flate}`, deflateSync(Buffer.alloc(100_000_000, '0 '))),
  'a stream that begins after its end': () => inStream('/N 1/First 4000', '1 0 <<>>'),
  'a stream whose objects all are one that is large': () => {
    const count = 5_000;
    const head = Array.from({ length: count }, (_, at) => `${at + 10} 0`).join(' ');
    const body = `${head} [${'0 '.repeat(5_000_000)}]`;
    const made = new Made().object(1, ...stream(1, `/Type/ObjStm/N ${count}/First ${head.length + 1}${flate}`, deflateSync(Buffer.from(body))));
    const rows = Buffer.alloc((count + 1) * 6);
    rows.writeUInt8(1, 0);
    rows.writeUInt32BE(9, 1);
    for (let at = 0; at < count; at++) {
      rows.writeUInt8(2, (at + 1) * 6);
      rows.writeUInt8(1, (at + 1) * 6 + 2);
      rows.writeUInt16BE(at, (at + 1) * 6 + 4);
    }
    const start = made.at;
    return [made.put(...stream(5, `/Type/XRef/W[1 2 3]/Size ${count + 10}/Index[1 1 10 ${count}]`, rows)).end(start), (bytes) => allOf(new PdfFile(bytes))];
  },
  'a form whose fields hold themselves': () => form('3 0 obj\n<</T(a)/Kids[3 0 R 3 0 R 3 0 R]>>\nendobj\n'),
  'a form of fields that all hold the same ones': () => {
    const levels = Array.from({ length: 18 }, (_, level) => `${level + 3} 0 obj\n<</T(a)/Kids[${`${level + 4} 0 R `.repeat(10)}]>>\nendobj\n`);
    return form(...levels, '21 0 obj\n<</T(a)/FT/Sig>>\nendobj\n');
  },
  'more signatures than can be read': () => {
    const fields = Array.from({ length: 5_000 }, (_, at) => `${at + 4} 0 obj\n<</T(${at})/FT/Sig/V<</Contents<00>/ByteRange[0 1 2 3]>>>>\nendobj\n`);
    return form(`3 0 obj\n<</T(a)/Kids[${fields.map((_, at) => `${at + 4} 0 R`).join(' ')}]>>\nendobj\n`, ...fields);
  },
  'names that all hold the same ones': () => names(`<</Kids[${'<</Kids 4 0 R>>'.repeat(10)}]>>`, `[${'<</Kids 4 0 R>>'.repeat(10)}]`),
  'names that hold themselves': () => names('<</Kids[3 0 R 3 0 R]>>', 'null'),
  'evidence of 256 MiB of zeros': () => evidence(zeros(1 << 28)),
  'a digest of evidence of 256 MiB of zeros': () => {
    const [bytes] = evidence(zeros(1 << 28));
    return [bytes, (given) => embeddedDigest(new PdfFile(given), evidenceName)];
  },
};

function inStream(
  entries: string,
  data: Part,
  rows: number[][] = [
    [2, 2, 0],
    [1, 1],
  ],
): [Buffer, (bytes: Buffer) => unknown] {
  const made = new Made().object(2, ...stream(2, `/Type/ObjStm${entries}`, data));
  const start = made.at;
  const places = rows.flatMap(([kind = 0, where = 0, which = 0]) => (kind === 1 ? [1, 9, 0] : [kind, where, which]));
  return [made.put(...stream(3, '/Type/XRef/W[1 1 1]/Size 3/Index[1 2]/Root 1 0 R', Buffer.from(places))).end(start), (bytes) => new PdfFile(bytes).root];
}
function form(...fields: string[]): [Buffer, (bytes: Buffer) => unknown] {
  const made = new Made().object(1, ...object(1, '<</AcroForm 2 0 R>>')).object(2, ...object(2, '<</Fields[3 0 R]>>'));
  for (const field of fields) made.object(Number.parseInt(field, 10), field);
  return [made.withTable('/Size 10/Root 1 0 R'), signatures];
}
function names(first: string, second: string): [Buffer, (bytes: Buffer) => unknown] {
  const made = new Made()
    .object(1, ...object(1, '<</Names<</EmbeddedFiles 3 0 R>>>>'))
    .object(3, ...object(3, first))
    .object(4, ...object(4, second));
  return [made.withTable('/Size 5/Root 1 0 R'), (bytes) => embeddedFile(new PdfFile(bytes), evidenceName)];
}
function evidence(packed: Buffer): [Buffer, (bytes: Buffer) => unknown] {
  const made = new Made().object(1, ...object(1, `<</Names<</EmbeddedFiles<</Names[(x)<</F(${evidenceName})/EF<</F 2 0 R>>>>]>>>>>>`)).object(2, ...stream(2, flate, packed));
  return [made.withTable('/Size 3/Root 1 0 R'), (bytes) => embeddedFile(new PdfFile(bytes), evidenceName)];
}
function allOf(file: PdfFile): void {
  for (const number of file.numbers) file.place(number);
  for (const _ of file.objects());
  throw new BadPdf('nothing is wrong with it');
}

describe('is refused, in bounded time and memory:', () => {
  it.each(Object.keys(bombs))(
    '%s',
    async (name) => {
      const [bytes, ask = (given: Buffer) => new PdfFile(given)] = bombs[name]?.() ?? [Buffer.alloc(0)];
      const before = process.cpuUsage();
      const memory = process.resourceUsage().maxRSS;
      await expect(Promise.resolve().then(() => ask(bytes))).rejects.toBeInstanceOf(BadPdf);
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1e6, 'seconds').toBeLessThan(10);
      expect((process.resourceUsage().maxRSS - memory) / 1024, 'MiB').toBeLessThan(600);
    },
    60_000,
  );
});

describe('a hostile file', () => {
  let bench: Workbench;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bombs-'));
    bench = await openWorkbench();
  }, 60_000);
  afterAll(async () => {
    await bench.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is named where it is refused, with the cause and what to do', async () => {
    const path = join(folder, 'from them.pdf');
    writeFileSync(path, (bombs['a cross-reference stream of 256 MiB of zeros'] as () => [Buffer])()[0]);
    await expect(bench.engine.call('report.signatures', { file: path })).rejects.toMatchObject({
      code: 'not-supported',
      message: expect.stringMatching(/from them\.pdf: This PDF cannot be read here: the streams .* are larger.*ask for another copy/),
      data: { path },
    });
  });
});
