/** Renders the pages of a PDF with poppler, to see that something is on each of them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RenderedPage {
  width: number;
  height: number;
  /** The share of pixels that are not white, 0 to 1. */
  ink: number;
}

/** Each page at 40 dpi in shades of grey (PGM, as pdftoppm writes it: a header of four words, then a byte a pixel). */
export function renderedPages(pdf: string): RenderedPage[] {
  const folder = mkdtempSync(join(tmpdir(), 'pages-'));
  try {
    execFileSync('pdftoppm', ['-r', '40', '-gray', pdf, join(folder, 'page')]);
    return readdirSync(folder)
      .sort()
      .map((name) => {
        const bytes = readFileSync(join(folder, name));
        const [header = '', width = '0', height = '0'] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.toString('latin1', 0, 64)) ?? [];
        const pixels = bytes.subarray(header.length);
        return { width: Number(width), height: Number(height), ink: pixels.filter((pixel) => pixel < 250).length / pixels.length };
      });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
