/** The port that reports are drawn through; what draws them is loaded when the first one is drawn. */
import type { PdfPort } from '../../core/ports';
import { createPacker } from './pdf/packer';
import { createRunFiles } from './pdf/run-files';

/** `packThread`, `runFilesThread`: built by these names; beside the running program when left out. */
export function createPdf(packThread?: string, runFilesThread?: string): PdfPort {
  const packer = createPacker(packThread);
  return {
    file: packer.file,
    runFiles: createRunFiles(runFilesThread),
    async *draw(...what) {
      const { draw } = await import('./pdf/draw');
      return yield* draw(packer, ...what);
    },
  };
}
