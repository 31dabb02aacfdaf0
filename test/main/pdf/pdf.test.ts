import { createHash } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ReportBlock } from '../../../core/contract/reports';
import { answerOf } from '../../../core/pause';
import { verdicts, verdictWords } from '../../../core/verify/verdict';
import { createPdf } from '../../../main/ports/pdf';
import { hostileNames, outputsTable, sampleOutline, samplePicture } from './sample';
import { allEnclosed, drawn, enclosed, fontsOf, infoOf, overlaps, plainText, structureOf, textOf, unpacked, wordsOf } from './tools';

// Poppler reads a whole file for each question.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describe('a report as PDF', () => {
  let bytes: Uint8Array;
  let pages: number;
  let texts: string[];
  beforeAll(async () => {
    ({ bytes, pages } = await drawn(sampleOutline()));
    texts = textOf(bytes);
  });
  afterEach(() => void vi.useRealTimers());

  it('says on every page which report it is, that it is a draft, of when, by what, and page X of Y', () => {
    expect(texts).toHaveLength(pages);
    expect(pages).toBeGreaterThan(5);
    texts.forEach((text, at) => {
      expect(text).toContain('DRAFT – UNSIGNED');
      expect(text).toContain(`Page ${at + 1} of ${pages}`);
      expect(text).toContain('LAR-0123456789ABCDEF');
      expect(text).toContain('2026-11-21 09:57:12 UTC');
      expect(text).toContain('test runtime: not a release');
      expect(text).toContain('Confidential');
    });
  });

  it('does not say draft where the outline does not', async () => {
    const { bytes: signed } = await drawn({ ...sampleOutline(), draft: false });
    expect(plainText(signed)).not.toContain('DRAFT');
  });

  it('prints on every page its classification, the checkpoint, and the digest of what is enclosed', async () => {
    const checkpoint = { number: 12, size: 3456, root: 'W3xEv2rLmYlM0yqUdZ3sXy3zrqcWqJX1kHc1V5d1k0A=', origin: 'log.example' };
    const { bytes: marked, pages: count } = await drawn({ ...sampleOutline(), classification: 'Vertraulich: Größe', checkpoint });
    const evidence = enclosed(marked)['evidence.json'] ?? Buffer.alloc(0);
    expect(JSON.parse(evidence.toString()).outline.classification).toBe('Vertraulich: Größe');
    const digest = createHash('sha256').update(evidence).digest('hex');
    const all = textOf(marked);
    expect(all).toHaveLength(count);
    for (const text of all) {
      expect(text).toContain('Vertraulich: Größe');
      expect(text).toContain(`Checkpoint 12, root ${checkpoint.root}`);
      expect(text).toContain(digest);
    }
    // Where a screen reader, which passes over heads and feet, finds it.
    expect(all[0]).toMatch(/Report LAR-0123456789ABCDEF · 2026-11-21 09:57:12 UTC · Vertraulich: Größe · DRAFT – UNSIGNED/);
  });

  it('encloses all it says as data, its outputs as CSV, and what it is given', async () => {
    const given = {
      name: 'statement.json',
      mime: 'application/json',
      description: 'Größe',
      relationship: 'Supplement' as const,
      bytes: Buffer.from('{}'),
      modified: '2026-01-02T03:04:05Z',
    };
    const files = enclosed((await drawn(sampleOutline(), [given])).bytes);
    expect(Object.keys(files).sort()).toEqual(['evidence.json', 'outputs.csv', 'statement.json']);
    expect(files['statement.json']?.toString()).toBe('{}');
    const { outline, cites } = JSON.parse(files['evidence.json']?.toString() ?? '');
    expect(outline).toEqual(JSON.parse(JSON.stringify(sampleOutline())));
    expect(cites).toHaveLength(60);
    expect(cites[0]).toMatchObject({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/), text: expect.stringContaining('sample_00000'), section: 'Outputs' });
    const lines = files['outputs.csv']?.toString().trimEnd().split('\r\n') ?? [];
    expect(lines).toHaveLength(61);
    expect(lines[0]).toBe('"File","Verdict","Size","SHA-256","LID","Verdict (word)"');
    expect(lines[1]).toContain(`"${verdicts[0]}"`);
  });

  it.each(['../up.json', 'a b', '', 'evidence.json'])('encloses nothing under the name "%s"', async (name) => {
    await expect(drawn(sampleOutline(), [{ name, mime: 'text/plain', description: '', relationship: 'Data', bytes: Buffer.from('x') }])).rejects.toThrow(/cannot be embedded/);
  });

  it('lists the characters that stand by their number', () => {
    expect(plainText(bytes)).toMatch(/fonts of this report lack.*Here: U\+0000, U\+0009,.*U\+202E.*U\+691C.*U\+1F642\./);
  });

  it('ends with words that say so', () => {
    expect(texts.at(-1)).toContain('End of report');
  });

  it('embeds every font, with the way back to Unicode', () => {
    const fonts = fontsOf(bytes);
    expect(fonts.length).toBeGreaterThanOrEqual(3);
    for (const font of fonts) expect(font).toEqual({ name: expect.stringContaining('DejaVu'), embedded: true, unicode: true });
  });

  it('is tagged A4 with title, author, and the time of the outline', () => {
    const info = infoOf(bytes);
    expect(info).toMatchObject({
      Tagged: 'yes',
      JavaScript: 'no',
      Encrypted: 'no',
      Author: 'Lineage Audit Workbench 0.1.0 (test runtime: not a release)',
      Keywords: 'LAR-0123456789ABCDEF',
    });
    expect(info.Title).toBe('Run provenance report LAR-0123456789ABCDEF');
    expect(info['Page size']).toContain('A4');
    const raw = Buffer.from(bytes).toString('latin1');
    expect(raw).toContain('(D:20261121095712Z)');
    expect(raw).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(raw).toContain('/OutputIntents');
    expect(unpacked(bytes).toString('latin1')).not.toMatch(/\/SMask|\/CA 0|\/ca 0/);
  });

  it('has headings, tables with header cells, and the picture as a figure with words', async () => {
    // Few rows: poppler reads a page anew for each element.
    const [first] = sampleOutline().sections;
    const small = {
      ...sampleOutline(),
      sections: [first, { id: 'drawn', title: 'Drawn', blocks: [samplePicture(4), { type: 'code' as const, lines: ['sha256sum -c list.txt'] }, outputsTable(30)] }].flatMap(
        (one) => one ?? [],
      ),
    };
    const { bytes: few } = await drawn(small);
    const structure = structureOf(few);
    for (const type of ['H1', 'H2', 'H3', 'Table', 'TR', 'TH', 'TD', 'Caption', 'LBody', 'TOC', 'Figure', 'Code'])
      expect(structure, type).toMatch(new RegExp(`^\\s*${type}\\b`, 'm'));
    expect(structure).toMatch(/TH[^"]*"SHA-256"/);
    // A header that stands again on the next page is no second header to a screen reader.
    expect(structure.match(/"SHA-256"/g)).toHaveLength(1);
    expect(textOf(few).filter((page) => /File\s+Verdict\s+Size\s+SHA-256/.test(page)).length).toBeGreaterThan(1);
    expect(unpacked(few).toString('latin1')).toContain('the table after it says the same in words');
  });

  it('prints names as they are where it can, and every other character by its number', () => {
    const text = plainText(bytes);
    expect(text).toContain('Prüfbericht_Größe_déjà-vu_Łódź.pdf');
    expect(text).toContain('cafe\u0301.txt');
    // The grey ground stands off a little, which poppler may take for a space.
    expect(text).toMatch(/U\+691C ?U\+4F53 ?U\+5831 ?U\+544A ?\.csv/);
    expect(text).toMatch(/final ?U\+1F642 ?\.vcf/);
    expect(text).toMatch(/report ?U\+202E ?fdp\.exe/);
    expect(text).toMatch(/tab ?U\+0009 ?here ?U\+0000 ?end/);
    expect(text).toMatch(/U\+05E9 ?U\+05DC ?U\+05D5 ?U\+05DD ?\.txt/);
    expect(text).toMatch(/a ?U\+00A0 ?b/);
    expect(text).toContain(hostileNames.markup);
    expect(text).toContain(hostileNames.pdf);
    const unsafe = [...text].filter((char) => char < ' ' || /[\u202a-\u202e\u2066-\u2069]/.test(char));
    expect(unsafe).toEqual([]);
  });

  it('shows every verdict with its sign and its words', () => {
    const text = plainText(bytes);
    for (const verdict of verdicts) expect(text).toContain(`${verdictWords[verdict].sign} ${verdictWords[verdict].short.split(';')[0]}`);
  });

  it('keeps green for content-verified alone', () => {
    const content = unpacked(bytes).toString('latin1');
    const green = content.match(/0\.090 0\.388 0\.227 rg/g) ?? [];
    expect(green.length).toBeGreaterThan(0);
    const without = sampleOutline();
    const plain = JSON.parse(JSON.stringify(without).replaceAll('"verdict":"content-verified"', '"verdict":"metadata-match"').replaceAll('"tone":"good"', '"tone":"plain"'));
    return drawn(plain).then(({ bytes: other }) => expect(unpacked(other).toString('latin1')).not.toContain('0.090 0.388 0.227 rg'));
  });

  it('keeps every word inside the margins and off every other', () => {
    const words = wordsOf(bytes);
    expect(words.length).toBeGreaterThan(3000);
    for (const word of words) {
      expect(word.left, word.text).toBeGreaterThanOrEqual(53);
      expect(word.right, word.text).toBeLessThanOrEqual(595.28 - 53);
      expect(word.top, word.text).toBeGreaterThanOrEqual(30);
      expect(word.bottom, word.text).toBeLessThanOrEqual(841.89 - 24);
    }
    // A combining mark sits on its letter by design.
    expect(overlaps(words.filter((word) => !word.text.includes('\u0301')))).toEqual([]);
  });

  it('loses no part of a row taller than a page', () => {
    const count = plainText(bytes).match(/\bwort\b/g)?.length;
    expect(count).toBe(3000);
    expect(plainText(bytes)).toContain('after the tall one');
  });

  it('writes the same bytes for the same outline, whenever it is drawn', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-05-05T05:05:05Z') });
    vi.stubEnv('TZ', 'Pacific/Kiritimati');
    vi.stubEnv('LANG', 'tr_TR.UTF-8');
    const again = await drawn(sampleOutline());
    vi.unstubAllEnvs();
    expect(Buffer.compare(Buffer.from(again.bytes), Buffer.from(bytes))).toBe(0);
  });

  it('writes other bytes where one letter differs', async () => {
    const other = sampleOutline();
    other.subject = 'lid://another';
    expect(Buffer.compare(Buffer.from((await drawn(other)).bytes), Buffer.from(bytes))).not.toBe(0);
  });

  it('says in the document information what it says in its metadata, whatever its title holds', async () => {
    const hostile = { ...sampleOutline(), title: 'A <b>&"report', subject: 'x\u0000<y>', organisation: '<!--' };
    const info = infoOf((await drawn(hostile)).bytes);
    expect(info.Title).toBe('A <b>&"report LAR-0123456789ABCDEF');
    expect(info.Author).toBe('<!--');
    const raw = Buffer.from((await drawn(hostile)).bytes).toString('latin1');
    const xml = raw.slice(raw.indexOf('<x:xmpmeta'), raw.indexOf('</x:xmpmeta>'));
    expect(xml).not.toContain('<!--');
    expect(xml).toContain('A &lt;b&gt;&amp;"report LAR-0123456789ABCDEF');
    expect(xml).toContain('>x &lt;y&gt;<');
  });
});

describe('a large embedded file', () => {
  it('is packed, and comes out as it was; the pages are packed always', async () => {
    const large = Buffer.from('0123456789abcdef'.repeat(40_000));
    const { bytes } = await drawn(sampleOutline(), [{ name: 'large.txt', mime: 'text/plain', description: '', relationship: 'Data', bytes: large }]);
    expect(bytes.length).toBeLessThan(large.length);
    expect(enclosed(bytes)['large.txt']?.equals(large)).toBe(true);
    const raw = Buffer.from(bytes).toString('latin1');
    for (const mark of ['/TD <</MCID', '/S/TD/P']) {
      expect(raw).not.toContain(mark);
      expect(unpacked(bytes).toString('latin1')).toContain(mark);
    }
  });
});

describe('a long report', () => {
  it('repeats the header of a table of 1,000 rows on each page and loses none', async () => {
    const { bytes, pages, steps } = await drawn(sampleOutline([outputsTable(1000)]));
    const texts = textOf(bytes);
    expect(pages).toBeGreaterThan(30);
    const inTable = texts.filter((text) => text.includes('results/sample_00'));
    for (const text of inTable) expect(text).toMatch(/File\s+Verdict\s+Size\s+SHA-256/);
    const all = texts.join(' ');
    for (const row of [0, 1, 499, 998, 999]) expect(all).toContain(`results/sample_${String(row).padStart(5, '0')}/`);
    expect(all.match(/results\/sample_\d{5}\//g)?.length).toBe(1060);
    const outside = wordsOf(bytes).filter((word) => word.right > 595.28 - 53 || word.left < 53 || word.bottom > 841.89 - 24);
    expect(outside).toEqual([]);
    // Progress: the total is that of all rows from the first, and what is done never falls.
    const { total } = steps[0] ?? { total: 0 };
    expect(total).toBeGreaterThan(1000);
    expect(steps.at(-1)).toEqual({ done: total, total, pages });
    expect(new Set(steps.map((step) => step.total)).size).toBe(1);
    const done = steps.map((step) => step.done);
    expect([...done].sort((a, b) => a - b)).toEqual(done);
  });

  it('leaves no heading at the foot of a page, whatever comes after it', async () => {
    const blocks = Array.from({ length: 60 }, (_, at): ReportBlock[] => [{ type: 'heading', text: `Heading no. ${at}` }, outputsTable((at % 7) + 1)]);
    const sections = Array.from({ length: 40 }, (_, at) => ({
      id: `s${at}`,
      title: `Title no. ${at}`,
      blocks: [outputsTable((at % 5) + 1), { type: 'paragraph' as const, text: 'A word. '.repeat(at * 7), tone: 'plain' as const }],
    }));
    const outline = sampleOutline(blocks.flat());
    const { bytes } = await drawn({ ...outline, sections: [...outline.sections, ...sections] });
    const pages = textOf(bytes).slice(2);
    expect(pages.length).toBeGreaterThan(25);
    for (const page of pages) {
      const [body = ''] = page.split(/\n\s*Report LAR-/);
      expect(body.trimEnd().split('\n').at(-1)).not.toMatch(/(Heading|Title) no\. \d+$/);
    }
  });

  it('leaves no header of a table without a row at the foot of a page, and no page mostly empty before a tall row', async () => {
    const lines = (count: number) => Array.from({ length: count }, (_, at) => `line${at}`).join('\n');
    const two = (count: number): ReportBlock => ({
      type: 'table',
      caption: `Two rows of ${count} lines`,
      columns: [
        { title: 'Name', weight: 1 },
        { title: 'Lines', weight: 1 },
      ],
      rows: [
        [{ text: 'first' }, { text: lines(count) }],
        [{ text: 'second' }, { text: lines(count) }],
      ],
    });
    const filler = (at: number): ReportBlock => ({ type: 'paragraph', text: 'A word. '.repeat(30 + at * 23), tone: 'plain' });
    const counts = [8, 15, 40, 60];
    const { bytes } = await drawn(sampleOutline(counts.flatMap((count) => Array.from({ length: 12 }, (_, at) => [filler(at), two(count)]).flat())));
    const pages = textOf(bytes).slice(2);
    const bodies = pages.map((page) => page.split(/\n\s*Report LAR-/)[0]?.trimEnd() ?? '');
    for (const body of bodies) expect(body.split('\n').at(-1)).not.toMatch(/Name\s+Lines$|Two rows of/);
    expect(bodies.join(' ').match(/\bline59\b/g)).toHaveLength(24);
    // By where the last word above the foot of a page stands: the last half is never empty while something comes after it; a row of up to a third of a page, caption and header go over whole.
    const words = wordsOf(bytes).filter((word) => word.bottom < 841.89 - 60 && word.top > 70);
    const lowest = new Map<number, number>();
    for (const { page, bottom } of words) lowest.set(page, Math.max(lowest.get(page) ?? 0, bottom));
    const ours = words.filter(({ text }) => text === 'second').map(({ page }) => page);
    for (let page = Math.min(...ours); page < Math.max(...ours); page++) expect(lowest.get(page), `page ${page}`).toBeGreaterThan(420);
  });

  it('stops when asked', async () => {
    const stop = new AbortController();
    const drawing = createPdf().draw(sampleOutline([outputsTable(5000)]), [], stop.signal);
    await drawing.next();
    stop.abort();
    await expect(
      (async () => {
        for (;;) if ((await drawing.next()).done) return;
      })(),
    ).rejects.toThrow(/abort/i);
  });

  it('draws an outline that nobody needs any more to the same bytes, and lets all of it go; any other stays as it is', async () => {
    const made = () => sampleOutline([outputsTable(60), { type: 'list', items: ['One', 'Two'] }, outputsTable(20)]);
    const kept = made();
    const { bytes } = await drawn(kept);
    expect(kept).toEqual(made());
    const pdf = createPdf();
    const spent = made();
    const tables = spent.sections.flatMap(({ blocks }) => blocks.filter((block) => block.type === 'table'));
    const drawing = pdf.draw(spent, allEnclosed(pdf, spent), new AbortController().signal, true);
    expect(Buffer.compare(Buffer.from((await answerOf(drawing)).bytes), Buffer.from(bytes))).toBe(0);
    expect(spent.sections.flatMap(({ blocks }) => blocks).filter((block) => block.type !== 'list' || block.items.length > 0)).toEqual([]);
    expect(tables.flatMap(({ rows }) => rows.filter((row) => row.length > 0))).toEqual([]);
    expect(tables.some(({ rows }) => rows.length === 60)).toBe(true);
  });

  it('draws a picture of many columns over several pages and keeps it inside the margins', async () => {
    const { bytes } = await drawn(sampleOutline([samplePicture(30)]));
    const words = wordsOf(bytes);
    expect(words.filter((word) => word.right > 595.28 - 53 || word.left < 53)).toEqual([]);
    expect(overlaps(words.filter((word) => !word.text.includes('\u0301')))).toEqual([]);
  });
});
