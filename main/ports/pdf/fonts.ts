/** Finds the font files that reports embed: beside the built program, or in the package they come from. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AuditError } from '../../../core/errors';

/** text and bold: DejaVu Sans Condensed; mono: DejaVu Sans Mono, for LIDs, paths and digests. */
export const fontFiles = { text: 'DejaVuSansCondensed.ttf', bold: 'DejaVuSansCondensed-Bold.ttf', mono: 'DejaVuSansMono.ttf' } as const;
export type Face = keyof typeof fontFiles;

/** The path of one font file. Throws `disk` when the installation lacks it. */
export function fontPath(face: Face): string {
  const name = fontFiles[face];
  const here = dirname(fileURLToPath(import.meta.url));
  for (const folder of [join(here, 'fonts'), join(here, '..', 'fonts')]) {
    if (existsSync(join(folder, name))) return join(folder, name);
  }
  try {
    return createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}`);
  } catch {
    throw new AuditError('disk', `The font ${name} that reports are set in is missing from this installation. Install the program again.`);
  }
}
