/** Draws a report with pdfkit: PDF/A-3a and PDF/UA-1, with what they say as files in them, and byte for byte the same for the same outline. */
import { createHash } from 'node:crypto';
import PDFDocument from 'pdfkit';
import type { ReportOutline } from '../../../core/contract/reports';
import type { PdfAttachment } from '../../../core/ports';
import { statementName } from '../../../core/report/enclosed';
import { logoFacts } from '../../../core/report/logo';
import { attachFiles } from './attach';
import { fontPath } from './fonts';
import { identityOf } from './identity';
import { inside } from './internals';
import { layOut } from './layout';
import { embedLogo } from './logo';
import { FileObjects } from './objects';
import type { Packer } from './packer';
import { Typeface } from './typeface';
import { PageWriter } from './write';
import { documentInfo, writeMetadata } from './xmp';

/** Milliseconds of work between two looks at the stop signal. */
const turn = 40;

/** Stops by throwing the signal's reason. */
export async function* draw(
  packer: Packer,
  outline: ReportOutline,
  enclosed: readonly PdfAttachment[],
  signal: AbortSignal,
  spent = false,
): AsyncGenerator<{ done: number; total: number; pages: number }, { bytes: Uint8Array; pages: number }> {
  signal.throwIfAborted();
  const identity = identityOf(outline, enclosed[0]?.content.sha256 ?? '');
  const info = documentInfo(outline);
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
    info: { ...info },
  });
  const raw = inside(document);
  const objects = new FileObjects(raw, packer);
  raw._id = fileId(enclosed);
  writeMetadata(raw, info);
  const type = new Typeface(document);
  const pause = pauses(signal);

  const logo = outline.logo === null ? null : logoFacts(outline.logo);
  const writer = new PageWriter(document, objects, packer, type, logo === null ? null : embedLogo(raw, logo));
  const layout = layOut(outline, identity, type, logo, spent);
  const total = partsOf(outline);
  let done = 0;
  let step = layout.next();
  while (!step.done) {
    writer.upToLast(step.value);
    if (pause.due()) {
      yield { done, total, pages: writer.written };
      await packer.room();
      await pause.take();
    }
    done++;
    step = layout.next();
  }
  const pages = step.value.pages.length;
  for await (const _ of writer.finish(step.value, identity)) {
    if (!pause.due()) continue;
    yield { done: total, total, pages };
    await pause.take();
  }
  await attachFiles(raw, enclosed, info.CreationDate);
  // Roots of trees have no limits (ISO 32000-1, tables 36 and 37).
  raw.getStructParentTree().limits = false;
  raw._root.data.Names.data.Dests.limits = false;
  document.end();
  yield { done: total, total, pages };
  return { bytes: await objects.bytes(), pages };
}

/** Steps of its layout: blocks, and rows of tables. */
function partsOf({ sections }: ReportOutline): number {
  return sections.reduce((sum, { blocks }) => blocks.reduce((parts, block) => parts + 1 + (block.type === 'table' ? block.rows.length : 0), sum), 0);
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

/** Of what the file holds but who signed it, so that it is the same for the same report and another for any other. */
function fileId(files: readonly PdfAttachment[]): Uint8Array {
  const hash = createHash('sha256');
  for (const { name, content } of files) if (name !== statementName) hash.update(`${name} ${content.sha256}\n`);
  return hash.digest().subarray(0, 16);
}
