/** Opens PDFs with poppler, another program than the one that wrote them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import type { ReportOutline } from '../../../core/contract/reports';
import { embeddedBytes } from '../../../core/engine/report/enclose';
import { atOnce } from '../../../core/pause';
import type { PdfAttachment, PdfPort } from '../../../core/ports';
import { enclosedFiles } from '../../../core/report/enclosed';
import { createPdf } from '../../../main/ports/pdf';
import { isName, PdfFile } from '../../../main/ports/pdf-sign/file';
import { Ref, Stream } from '../../../main/ports/pdf-sign/objects';
import { Update } from '../../../main/ports/pdf-sign/update';

/** A file to be embedded, as it is. */
export type Given = Omit<PdfAttachment, 'content'> & { bytes: Uint8Array };

/** What the outline says as files, and those given after it. */
export function allEnclosed(pdf: PdfPort, outline: ReportOutline, given: readonly Given[] = []): PdfAttachment[] {
  const attachments: PdfAttachment[] = [];
  for (const { bytes, ...kind } of given) attachments.push({ ...kind, content: embeddedBytes({ pdf }, bytes) });
  const attached = attachments.map(({ name, content: { sha256 } }) => ({ name, sha256 }));
  return [...atOnce(enclosedFiles(pdf, outline, { asked: null, attached })), ...attachments];
}

export async function drawn(
  outline: ReportOutline,
  given: readonly Given[] = [],
  pdf: PdfPort = createPdf(),
): Promise<{ bytes: Uint8Array; pages: number; steps: { done: number; total: number | null }[] }> {
  const drawing = pdf.draw(outline, allEnclosed(pdf, outline, given), new AbortController().signal);
  const steps: { done: number; total: number | null }[] = [];
  for (;;) {
    const step = await drawing.next();
    if (step.done) return { ...step.value, steps };
    steps.push(step.value);
  }
}

/** A report without its seal and signatures, each of which is an update appended to it: what the same outline gives again, byte for byte. */
export function unsealed(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, Buffer.from(bytes).indexOf('%%EOF\n') + 6);
}

function withFile<T>(bytes: Uint8Array, use: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
  try {
    const path = join(folder, 'report.pdf');
    writeFileSync(path, bytes);
    return use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The files embedded in it, by name. */
export function enclosed(bytes: Uint8Array): Record<string, Buffer> {
  return withFile(bytes, (path) => {
    const folder = mkdtempSync(join(tmpdir(), 'pdf-files-'));
    try {
      run('pdfdetach', ['-saveall', '-o', folder, path]);
      return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

const run = (program: string, args: string[]) => execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 });

/** The text of each page. */
export function textOf(bytes: Uint8Array): string[] {
  return withFile(bytes, (path) => run('pdftotext', ['-layout', path, '-']))
    .split('\f')
    .slice(0, -1);
}

/** The whole text with every run of white space as one space. */
export function plainText(bytes: Uint8Array): string {
  return textOf(bytes).join(' ').replace(/\s+/g, ' ');
}

export function infoOf(bytes: Uint8Array): Record<string, string> {
  const lines = withFile(bytes, (path) => run('pdfinfo', [path])).split('\n');
  return Object.fromEntries(lines.filter((line) => line.includes(':')).map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
}

/** The structure tree with the text in it, as a screen reader gets it. */
export function structureOf(bytes: Uint8Array): string {
  return withFile(bytes, (path) => run('pdfinfo', ['-struct-text', path]));
}

export function fontsOf(bytes: Uint8Array): { name: string; embedded: boolean; unicode: boolean }[] {
  const rows = withFile(bytes, (path) => run('pdffonts', [path]))
    .trim()
    .split('\n')
    .slice(2);
  return rows.map((row) => {
    const cells = row.trim().split(/\s{2,}|\s(?=yes|no)/);
    const flags = row.match(/\b(yes|no)\b/g) ?? [];
    return { name: cells[0] ?? '', embedded: flags[0] === 'yes', unicode: flags[2] === 'yes' };
  });
}

export interface Word {
  page: number;
  text: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Every word with its box, in points from the top left of its page. */
export function wordsOf(bytes: Uint8Array): Word[] {
  const html = withFile(bytes, (path) => {
    run('pdftotext', ['-bbox', path, `${path}.html`]);
    return readFileSync(`${path}.html`, 'utf8');
  });
  let page = 0;
  const words: Word[] = [];
  for (const [, isPage, left, top, right, bottom, text] of html.matchAll(/(<page )|<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g)) {
    if (isPage) page++;
    else words.push({ page, text: text ?? '', left: Number(left), top: Number(top), right: Number(right), bottom: Number(bottom) });
  }
  return words;
}

/** Pairs of words that lie over one another by more than a hair. */
export function overlaps(words: readonly Word[]): [Word, Word][] {
  const found: [Word, Word][] = [];
  const byPage = new Map<number, Word[]>();
  for (const word of words) byPage.set(word.page, [...(byPage.get(word.page) ?? []), word]);
  for (const page of byPage.values()) {
    page.sort((a, b) => a.top - b.top);
    page.forEach((a, at) => {
      for (const b of page.slice(at + 1)) {
        if (b.top > a.bottom) break;
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        // Boxes of words reach from ascender to descender; lines set close touch by a little and cover no letter.
        if (across > 0.8 && down > 0.45 * Math.min(a.bottom - a.top, b.bottom - b.top)) found.push([a, b]);
      }
    });
  }
  return found;
}

/** The same file with an update that holds each packed stream as it is, `change` made to it. */
export function unpacked(bytes: Uint8Array, change: (content: string) => string = (content) => content): Buffer {
  const update = new Update(new PdfFile(bytes));
  for (const number of update.file.numbers) {
    const stream = update.file.object(number);
    if (!(stream instanceof Stream) || !isName(stream.dict.get('Filter'), 'FlateDecode') || isName(stream.dict.get('Type'), 'XRef')) continue;
    const entries = new Map(stream.dict);
    entries.delete('Filter');
    update.set(new Ref(number, 0), new Stream(entries, Buffer.from(change(inflateSync(stream.data).toString('latin1')), 'latin1')));
  }
  return update.bytes();
}
