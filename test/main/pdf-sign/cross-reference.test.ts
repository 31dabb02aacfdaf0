/** Files with cross-reference tables and with streams, as reports were and are: read, updated in their own kind, and refused where they are not sound. */
import { deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { PdfFile } from '../../../main/ports/pdf-sign/file';
import { BadPdf, Ref, type Value } from '../../../main/ports/pdf-sign/objects';
import { Update } from '../../../main/ports/pdf-sign/update';
import { sampleOutline } from '../pdf/sample';
import { drawn, textOf } from '../pdf/tools';

let report: Buffer;
let older: Buffer;
beforeAll(async () => {
  report = Buffer.from((await drawn(sampleOutline())).bytes);
  const document = new PDFDocument({ compress: false });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on('end', resolve));
  document.text('As reports were');
  document.end();
  await ended;
  older = Buffer.concat(chunks);
});

/** With its catalogue written anew. */
function updated(bytes: Buffer): Buffer {
  const update = new Update(new PdfFile(bytes));
  update.edit(update.file.trailer.get('Root') as Ref).set('Lang', update.add(7));
  return update.bytes();
}

describe('an update', () => {
  it('of a file with a table is a table, of one with a stream a stream; poppler reads both, and so do we', () => {
    for (const [bytes, end] of [
      [older, /\nxref\n/],
      [report, /\/Type \/XRef/],
    ] as const) {
      const once = updated(bytes);
      const twice = updated(once);
      expect(twice.subarray(0, once.length).equals(once)).toBe(true);
      expect(twice.subarray(once.length).toString('latin1')).toMatch(end);
      expect(new PdfFile(twice).get(new PdfFile(twice).root.get('Lang'))).toBe(7);
      expect(new PdfFile(twice).size).toBeGreaterThan(new PdfFile(bytes).size);
      expect(textOf(twice)).toEqual(textOf(bytes));
    }
  });

  it('may write anew what lay in a stream', () => {
    const update = new Update(new PdfFile(report));
    const { file } = update;
    const number = file.numbers.find((one) => 'stream' in (file.place(one) ?? {})) as number;
    update.set(new Ref(number, 0), 5);
    const now = new PdfFile(update.bytes());
    expect(file.object(number)).toBeInstanceOf(Map);
    expect(now.object(number)).toBe(5);
  });
});

describe('a file', () => {
  it('gives each object that a report has, the most of them out of streams', () => {
    const file = new PdfFile(report);
    const kinds = file.numbers.map((number) => [file.place(number), file.object(number)] as [object | null, Value]);
    expect(kinds.filter(([place]) => place === null)).toHaveLength(1);
    expect(kinds.filter(([place]) => place !== null && 'stream' in place).length).toBeGreaterThan(kinds.length / 2);
    for (const [place, value] of kinds) expect(value === null).toBe(place === null);
  });

  /** The head of a PDF, objects as they are given from number 1 on, and a cross-reference stream of these entries. */
  const made = (objects: string[], entries: number[][], dictionary: string, packed = (rows: Buffer) => rows): Buffer => {
    let text = '%PDF-1.7\n';
    const places = objects.map((object, at) => {
      const place = text.length;
      text += `${at + 1} 0 obj\n${object}\nendobj\n`;
      return place;
    });
    const rows = packed(Buffer.from(entries.flatMap(([kind = 0, where = 0, which = 0]) => [kind, kind === 1 ? (places[where - 1] ?? where) : where, which])));
    const start = text.length;
    text += `${objects.length + 1} 0 obj\n<</Type/XRef/W[1 1 1]/Root 1 0 R/Length ${rows.length}${dictionary}>>\nstream\n`;
    return Buffer.concat([Buffer.from(text), rows, Buffer.from(`\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n`)]);
  };
  const body = '1 0 2 4 <<>>7';
  const objectStream = (more = '') => `<</Type/ObjStm/N 2/First 8/Length ${body.length}${more}>>\nstream\n${body}\nendstream`;
  const good = [[0], [1, 1], [2, 2, 1], [1, 2]];

  it('is refused where its streams are not as they say', () => {
    const refused = (bytes: Buffer, ask: (file: PdfFile) => unknown = () => undefined) => expect(() => ask(new PdfFile(bytes)), bytes.toString('latin1')).toThrow(BadPdf);
    const first = '<</Kind/Catalog>>';
    expect(new PdfFile(made([first], [[0], [1, 1]], '/Size 2')).root.size).toBe(1);
    refused(made([first], [[0], [1, 1]], '/Size 2000000000'));
    refused(made([first], [[0], [1, 1]], '/Size 2/Index[0 2 5]'));
    refused(made([first], [[0], [1, 1]], '/Size 2/Filter/LZWDecode'));
    refused(made([first], [[0], [1, 1]], '/Size 2/Filter/FlateDecode'));
    refused(made([first], [[0], [1, 1]], '/Size 2/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 100>>', (rows) => deflateSync(rows)));
    refused(made([first], [[0], [1, 1]], '/Size 2', (rows) => rows.subarray(0, 4)));
    // Of another kind than those that are known; in an object that is no stream of objects; one in another; in itself.
    refused(made([first], [[0], [3, 1]], '/Size 2'), (file) => file.object(1));
    refused(made([first], [[0], [2, 1, 0]], '/Size 2'), (file) => file.object(1));
    refused(made([first, objectStream()], good, '/Size 4'), (file) => file.object(2));
    refused(made([first, objectStream('/Filter/Crypt')], [[0], [2, 2, 0], [1, 2]], '/Size 3'), (file) => file.object(1));
    expect(new PdfFile(made([first, objectStream()], [[0], [2, 2, 0], [1, 2]], '/Size 3')).root.size).toBe(0);
    refused(made([first, objectStream()], [[0], [2, 2, 9], [1, 2]], '/Size 3'), (file) => file.object(1));
  });
});
