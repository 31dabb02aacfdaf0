/** Pictures of graphs as files: well formed whatever records say, no script, nothing lost that was folded, journalled by their digest. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Picture, type PictureBox, picture as pictureSchema } from '../../../core/contract/graph-picture';
import { pictureCsv } from '../../../core/graph/picture/csv';
import { fit as fitted, widthOf, wrap } from '../../../core/graph/picture/fit';
import { pictureSvg } from '../../../core/graph/picture/svg';
import { openWorkbench, unpack, type Workbench } from '../../workbench';

const made = { workspace: 'trial-042', at: '2026-11-26T05:00:00.000Z' };
const box = (id: string, more: Partial<PictureBox> = {}): PictureBox => ({
  id,
  lid: `lid://${id}`,
  kind: 'File',
  title: id,
  detail: '',
  check: '',
  labels: [],
  findings: 0,
  note: '',
  tone: 'plain',
  shape: 'M1,1H203V65H1Z',
  focus: false,
  ghost: false,
  folded: [],
  notDrawn: { up: 0, down: 0 },
  x: 0,
  y: 0,
  width: 204,
  height: 66,
  ...more,
});
const member = (lid: string) => ({ lid, kind: 'Task', title: lid, detail: '', check: '', labels: [] as string[], findings: 0 });
const example: Picture = {
  title: 'cohort.tsv',
  focus: 'lid://x/cohort.tsv',
  boxes: [
    box('cohort.tsv', { focus: true, x: 400, tone: 'good', check: 'Content verified', notDrawn: { up: 0, down: 3 } }),
    box('group', { kind: '2 tasks', title: 'ALIGN', lid: '', folded: [member('lid://a'), member('lid://b')] }),
    box('gone', { ghost: true, y: 120 }),
  ],
  links: [
    { from: 'group', to: 'cohort.tsv', word: 'produced', inferred: false, count: 2, path: 'M204,33L400,33', at: { x: 300, y: 33 } },
    { from: 'gone', to: 'cohort.tsv', word: 'inside', inferred: true, count: 1, path: 'M204,150L400,33', at: { x: 300, y: 90 } },
  ],
  frames: [{ x: -10, y: -20, width: 250, height: 220, title: 'release' }],
  hidden: ['Runs', 'Code'],
};

/** Throws for what is not well formed. */
function parsed(svg: string) {
  const refuse = (message: string) => {
    throw new Error(message);
  };
  return new DOMParser({ errorHandler: { warning: refuse, error: refuse, fatalError: refuse } }).parseFromString(svg, 'image/svg+xml');
}
const textsOf = (svg: string, name: string) => Array.from(parsed(svg).getElementsByTagName(name)).map((each) => each.textContent ?? '');

describe('as SVG', () => {
  it('says what it is of, when it was drawn, and how much is folded, left out, inferred', () => {
    const { svg } = pictureSvg(example, made);
    expect(textsOf(svg, 'title')[0]).toBe('Lineage graph around cohort.tsv');
    expect(textsOf(svg, 'desc')[0]).toBe(
      [
        'Workspace trial-042 · focus lid://x/cohort.tsv · as drawn at 2026-11-26 05:00:00 UTC',
        '4 items in 3 boxes. 2 of them are folded into 1 group box.',
        'Not the whole graph: 1 box of 3 has direct neighbours that are not drawn, marked by how many.',
        'Switched off: Runs, Code.',
        '1 dashed line: inferred from equal paths or names, no record states it.',
        'The picture shows what records say. It is no check of any file; signs of checks are those of the moment it was drawn.',
      ].join(' '),
    );
    expect(svg).toMatch(/font-family="[^"]*sans-serif"/);
    expect(textsOf(svg, 'text').join('\n')).toContain('2 of them are folded into 1 group box.');
    expect(textsOf(svg, 'text')).toContain('+3');
    expect(textsOf(svg, 'text')).toContain('inside (inferred)');
  });

  it('is well formed and holds no script, handler, style sheet or address, whatever is in it', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map((codes) => String.fromCharCode(...codes)),
      fc.constantFrom(
        '</text><script>alert(1)</script>',
        '"><image href="http://x/"/>',
        ']]>',
        '<!--',
        '&amp;',
        '&#0;',
        '\u0000\u001b[31m',
        '\ud800',
        '\uffff',
        '\u202egpj.exe',
        '<?xml ?>',
      ),
    );
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 8, maxLength: 8 }), ([a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = '']) => {
        const picture = pictureSchema.parse({
          ...example,
          title: a,
          focus: b,
          boxes: [box(c, { title: d, detail: e, kind: f, note: g, check: h, folded: [member(a), member(h)] })],
          links: [{ from: c, to: c, word: d, inferred: true, count: 3, path: 'M0,0L1,1', at: { x: 0, y: 0 } }],
          frames: [{ x: 0, y: 0, width: 1, height: 1, title: e }],
          hidden: [f],
        });
        const { svg } = pictureSvg(picture, made);
        const elements = Array.from(parsed(svg).getElementsByTagName('*'));
        expect(new Set(elements.map((each) => each.nodeName))).toEqual(
          new Set(['svg', 'title', 'desc', 'defs', 'marker', 'rect', 'g', 'text', 'path'].filter((name) => svg.includes(`<${name}`))),
        );
        for (const { attributes } of elements)
          for (const { name, value } of Array.from(attributes))
            expect(/^on|href|^style$/i.test(name) || /javascript:|https?:(?!\/\/www\.w3\.org\/2000\/svg$)/.test(value)).toBe(false);
        // XML 1.0, production 2: tab, line feed and the planes without surrogates and their last two.
        expect(svg).toMatch(/^[\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
      }),
      { numRuns: 100 },
    );
  });

  it('carries what boxes carry on the screen: labels, and findings that are open', () => {
    const carrying = { ...example, boxes: [box('a', { labels: ['gxp', 'deliverable'], findings: 2 }), box('b')] };
    const { svg } = pictureSvg(carrying, made);
    expect(textsOf(svg, 'text')).toEqual(expect.arrayContaining(['File · ! 2 · gxp, deliverable', 'File']));
    expect(textsOf(svg, 'title')).toContain('File · a · lid://a · labels: gxp, deliverable · 2 open findings');
    const { text } = pictureCsv({ ...carrying, links: [], frames: [] }, made);
    expect(text).toContain('"check","labels","open findings"');
    expect(text).toContain('"box","File","a","","lid://a","1","","","gxp, deliverable","2",');
  });

  it('draws nothing as well as something', () => {
    expect(parsed(pictureSvg({ ...example, boxes: [], links: [], frames: [] }, made).svg).documentElement?.getAttribute('viewBox')).toMatch(/^0 0 \d+ \d+$/);
  });

  it('an outline or a line is a path and nothing else', () => {
    expect(pictureSchema.safeParse({ ...example, boxes: [box('x', { shape: 'M0,0"/><script>' })] }).success).toBe(false);
  });
});

it('text is cut to its width, at whole characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 20, max: 300 }), fc.constantFrom('start' as const, 'end' as const), (text, width, keep) => {
      const shown = fitted(text, 12, width, keep);
      expect(shown === text || widthOf(shown, 12) <= width).toBe(true);
      expect(keep === 'start' ? text.startsWith(shown.replace(/…$/, '')) : text.endsWith(shown.replace(/^…/, ''))).toBe(true);
      for (const line of wrap(text, 12, width)) expect(widthOf(line, 12)).toBeLessThanOrEqual(width);
    }),
  );
});

it('as CSV every box, everything folded and every line is a row, and no cell a formula', () => {
  const { text, guarded } = pictureCsv({ ...example, boxes: [...example.boxes, box('=cmd')] }, made);
  const kinds = text.split('\r\n').map((line) => /^"([^"]*)"/.exec(line)?.[1]);
  const count = (kind: string) => kinds.filter((each) => each === kind).length;
  expect([count('about'), count('box'), count('group box'), count('folded item'), count('line')]).toEqual([7, 3, 1, 2, 2]);
  expect(guarded).toBe(1);
  expect(text).toContain(`"'=cmd"`);
  expect(text).toContain('"inside","lid://gone","lid://cohort.tsv","1","yes"');
});

describe('saved', () => {
  let bench: Workbench;
  beforeAll(async () => {
    bench = await openWorkbench();
    await bench.sync('legacy', join(unpack('assay-legacy.tar.gz', join(bench.folder, 'store')), 'lineage'));
  });
  afterAll(() => bench?.close());
  // One pixel, by the example of the standard's own test suite in form: signature, IHDR, IDAT, IEND.
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

  it.each(['svg', 'png', 'csv'] as const)('%s: what lies there is what the journal says', async (form) => {
    const out = join(bench.folder, `graph.${form}`);
    const answer = await bench.job('graph.save', { workspace: 'legacy', picture: example, form, out, ...(form === 'png' && { png }) });
    const bytes = readFileSync(out);
    expect(answer).toMatchObject({ path: out, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), records: 4, boxes: 3, lines: 2 });
    const [entry] = (await bench.engine.call('journal.list', { workspace: 'legacy', act: 'graph-saved' })).events;
    expect(entry?.detail).toMatchObject({ focus: example.focus, form, records: 4, boxes: 3, lines: 2, folded: 2, path: out, sha256: answer.sha256 });
    if (form === 'svg') expect(textsOf(bytes.toString('utf8'), 'title')[0]).toBe('Lineage graph around cohort.tsv');
    if (form === 'png') {
      expect(bytes.toString('latin1')).toContain('iTXtTitle\0\0\0\0\0Lineage graph around cohort.tsv');
      const plain = Buffer.from(png, 'base64');
      expect(bytes.subarray(0, 33)).toEqual(plain.subarray(0, 33));
      expect(bytes.subarray(bytes.length - (plain.length - 33))).toEqual(plain.subarray(33));
    }
  });

  it('refuses a place in the store, pixels that are none, and leaves nothing there', async () => {
    const inStore = join(bench.folder, 'store', 'lineage', 'x.svg');
    await expect(bench.job('graph.save', { workspace: 'legacy', picture: example, form: 'svg', out: inStore })).rejects.toMatchObject({ code: 'bad-input' });
    const out = join(bench.folder, 'kept.png');
    writeFileSync(out, 'before');
    for (const bad of [{}, { png: 'AAAA' }])
      await expect(bench.job('graph.save', { workspace: 'legacy', picture: example, form: 'png', out, ...bad })).rejects.toMatchObject({ code: 'bad-input' });
    expect(readFileSync(out, 'utf8')).toBe('before');
  });
});
