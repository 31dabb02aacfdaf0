/** Draws reports as PDF with pdfkit: fonts embedded, tagged, PDF/A-3a, and byte for byte the same for the same outline. */
import PDFDocument from 'pdfkit';
import type { ReportOutline } from '../../core/contract/reports';
import type { PdfPort } from '../../core/ports';
import { fontPath } from './pdf/fonts';
import { layOut } from './pdf/layout';
import { Typeface } from './pdf/typeface';
import { writePages } from './pdf/write';

/** Milliseconds of work between two looks at the stop signal. */
const turn = 40;

export function createPdf(): PdfPort {
  return { draw };
}

/** Yields pages laid out (total unknown), then pages written of the total. Stops by throwing the signal's reason. */
async function* draw(outline: ReportOutline, signal: AbortSignal): AsyncGenerator<{ done: number; total: number | null }, { bytes: Uint8Array; pages: number }> {
  signal.throwIfAborted();
  const document = new PDFDocument({
    font: fontPath('text'),
    compress: false,
    pdfVersion: '1.7',
    subset: 'PDF/A-3a',
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    autoFirstPage: false,
    fontLayoutCache: false,
    info: metadata(outline),
  });
  const chunks: Uint8Array[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    document.on('end', resolve);
    document.on('error', reject);
  });
  const type = new Typeface(document);
  const pause = pauses(signal);

  const layout = layOut(outline, type);
  let step = layout.next();
  while (!step.done) {
    if (pause.due()) {
      yield { done: step.value.pages.length, total: null };
      await pause.take();
    }
    step = layout.next();
  }
  const paper = step.value;
  const total = paper.pages.length;
  for (const done of writePages(document, paper, type, outline)) {
    if (!pause.due()) continue;
    yield { done, total };
    await pause.take();
  }
  document.end();
  await ended;
  yield { done: total, total };
  return { bytes: Buffer.concat(chunks), pages: total };
}

/** Lets other messages in every `turn` milliseconds, a stop among them. */
function pauses(signal: AbortSignal) {
  let last = performance.now();
  return {
    due: () => performance.now() - last > turn,
    async take() {
      await new Promise<void>((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      last = performance.now();
    },
  };
}

/**
 * Document information. pdfkit copies it into XMP without escaping (pdfkit 0.20, lib/mixins/metadata.js), and PDF/A wants
 * both alike: so markup and controls, which no value here needs, are left out of both.
 */
function metadata(outline: ReportOutline): Record<string, string | Date> {
  const plain = (text: string) => text.replace(/[<>&\p{C}\p{Zl}\p{Zp}]/gu, ' ').slice(0, 400);
  const made = new Date(outline.at);
  made.setUTCMilliseconds(0);
  return {
    Title: plain(`${outline.title} ${outline.id}`),
    Subject: plain(outline.subject),
    Author: plain(outline.organisation ?? outline.product),
    Keywords: plain(outline.id),
    Creator: plain(outline.product),
    Producer: plain(outline.product),
    CreationDate: made,
  };
}
