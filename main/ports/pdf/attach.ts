/** Embeds files as PDF/A-3 asks (ISO 19005-3, 6.8): a type, a time, a description, and what each is to the report. */
import { AuditError } from '../../../core/errors';
import type { PdfAttachment } from '../../../core/ports';
import type { Internals } from './internals';

/** Waits for those that are being packed. `made`: the time of those that have none. Throws `bad-input` for a name that is given twice or would need quoting. */
export async function attachFiles(document: Internals, files: readonly PdfAttachment[], made: Date): Promise<void> {
  const named = new Map(files.map((file) => [file.name, file]));
  const bad = files.find(({ name }) => !/^[A-Za-z0-9._-]{1,100}$/.test(name));
  if (bad !== undefined || named.size < files.length)
    throw new AuditError(
      'bad-input',
      `A file cannot be embedded in the report under the name "${bad?.name ?? files.map(({ name }) => name).join(', ')}": names are of letters, digits, . - _, and each is used once.`,
    );
  const specs = new Map<string, ReturnType<typeof specOf>>();
  for (const file of files) specs.set(file.name, specOf(document, file, await file.content.bytes, made));
  // The tree is searched by the order of its bytes.
  const sorted = [...specs.keys()].sort();
  document._root.data.Names.data.EmbeddedFiles = { Names: sorted.flatMap((name) => [new String(name), specs.get(name)]) };
  document._root.data.AF = [...specs.values()];
}

function specOf(document: Internals, file: PdfAttachment, bytes: Uint8Array, made: Date) {
  const { packed, size } = file.content;
  const stream = document.ref({
    Type: 'EmbeddedFile',
    Subtype: nameOf(file.mime),
    Params: { Size: size, ModDate: file.modified === undefined ? made : new Date(file.modified) },
    Length: bytes.length,
    ...(packed ? { Filter: 'FlateDecode' } : {}),
  });
  stream.compress = false;
  if (bytes.length > 0) stream.write(bytes);
  stream.end();
  const spec = document.ref({
    Type: 'Filespec',
    F: new String(file.name),
    UF: new String(file.name),
    Desc: new String(file.description),
    AFRelationship: file.relationship,
    EF: { F: stream, UF: stream },
  });
  spec.end();
  return spec;
}

/** As a name object (ISO 32000-1, 7.3.5). */
function nameOf(text: string): string {
  return [...new TextEncoder().encode(text)]
    .map((byte) => (/[A-Za-z0-9.+-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `#${byte.toString(16).padStart(2, '0')}`))
    .join('');
}
