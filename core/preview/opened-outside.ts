/** Which files the window may hand to another program: by their names alone, and never one that the system would run. */

/** Read as text or drawn as a picture by whatever opens them. */
const plain = new Set('txt log md json jsonl yaml yml vcf bed gff gff3 gtf fa fasta fai fastq fq sam png jpg jpeg gif bmp tif tiff'.split(' '));
/** May hold formulas, scripts or links, or other files: a person confirms. */
const active = new Set('csv tsv pdf html htm svg xml xlsx ods docx odt pptx gz bgz zip bam cram bcf'.split(' '));

/** plain: opened at once; confirm: when a person agreed; never: only shown in its folder. */
export type HowToOpen = 'plain' | 'confirm' | 'never';

/** By the last ending of the name. A name that hides its ending (control and direction characters, a stream of Windows, dots or spaces at the end) is never opened. */
export function howToOpen(path: string): HowToOpen {
  const name = path.split(/[\\/]/).at(-1) ?? '';
  if (/[\p{C}:]|[. ]$/u.test(name)) return 'never';
  const ending = /[^.]\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return plain.has(ending) ? 'plain' : active.has(ending) ? 'confirm' : 'never';
}
