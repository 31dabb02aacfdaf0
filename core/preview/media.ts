/** What kind of preview a file gets: by its name, held against its first bytes, as names lie. */

const imageTypes: Record<string, { mediaType: string; starts: readonly string[] }> = {
  png: { mediaType: 'image/png', starts: ['\x89PNG\r\n\x1a\n'] },
  jpg: { mediaType: 'image/jpeg', starts: ['\xff\xd8\xff'] },
  jpeg: { mediaType: 'image/jpeg', starts: ['\xff\xd8\xff'] },
  gif: { mediaType: 'image/gif', starts: ['GIF87a', 'GIF89a'] },
  webp: { mediaType: 'image/webp', starts: ['RIFF'] },
};
const textTypes: Record<string, string> = {
  html: 'text/html',
  htm: 'text/html',
  svg: 'image/svg+xml',
  json: 'application/json',
  xml: 'application/xml',
  vcf: 'text/x-vcf',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
};

type Media = { form: 'image' | 'pdf'; mediaType: string } | { form: 'table'; mediaType: string; delimiter: ',' | '\t' } | { form: 'text'; mediaType: string };

/** `start`: the first bytes of the file, or of what was decompressed. A name whose format the bytes do not bear out is text, or shown as bytes. */
export function mediaOf(name: string, start: Uint8Array): Media {
  const extension = extensionOf(name);
  const image = Object.hasOwn(imageTypes, extension) ? imageTypes[extension] : undefined;
  if (image?.starts.some((text) => startsWith(start, text)) && (extension !== 'webp' || startsWith(start.subarray(8), 'WEBP')))
    return { form: 'image', mediaType: image.mediaType };
  if (extension === 'pdf' && startsWith(start, '%PDF-')) return { form: 'pdf', mediaType: 'application/pdf' };
  const mediaType = (Object.hasOwn(textTypes, extension) ? textTypes[extension] : undefined) ?? 'text/plain';
  if (extension === 'csv') return { form: 'table', mediaType, delimiter: ',' };
  if (extension === 'tsv') return { form: 'table', mediaType, delimiter: '\t' };
  return { form: 'text', mediaType };
}

/** Is it compressed with gzip, and meant to be read decompressed: by name and first bytes. BAM and BCF are gzip inside too, but binary. */
export function isGzip(name: string, start: Uint8Array): boolean {
  return /\.(gz|bgz|gzip)$/i.test(name) && startsWith(start, '\x1f\x8b');
}

/** The name of what is inside. */
export function withoutGzip(name: string): string {
  return name.replace(/\.(gz|bgz|gzip)$/i, '');
}

function extensionOf(name: string): string {
  return /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return bytes.length >= text.length && [...text].every((character, i) => bytes[i] === character.charCodeAt(0));
}
