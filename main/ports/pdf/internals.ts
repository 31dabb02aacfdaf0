/** What pdfkit 0.20 has and its types do not tell: the little of its inside that a valid file needs. */

/** An object of the file (pdfkit 0.20, lib/reference.js): `data` is its dictionary, a `String` object a string, a plain text a name. */
export interface Reference {
  data: Record<string, unknown>;
  compress: boolean;
  buffer: Uint8Array[];
  write(bytes: Uint8Array): void;
  end(): void;
  /** Called by `end`: writes it out. */
  finalize(): void;
}

/** Keys and their values in the order of the bytes of the keys (ISO 32000-1, 7.9.6). */
interface Tree {
  limits: boolean;
}

export interface Internals {
  ref(data: Record<string, unknown>): Reference;
  info: Record<string, string | Date>;
  /** Bytes of the file identifier (ISO 32000-1, 14.4). */
  _id: Uint8Array;
  _root: Reference & { data: { Names: Reference & { data: { Dests: Tree; EmbeddedFiles?: unknown } }; AF?: Reference[]; Metadata?: Reference } };
  getStructParentTree(): Tree;
  endMetadata(): void;
  addNamedDestination(name: string, kind: 'XYZ' | 'FitR', ...at: (number | null)[]): void;
  page: { content: Reference; fonts: Record<string, unknown>; xobjects: Record<string, unknown> };
}

export function inside(document: PDFKit.PDFDocument): Internals {
  return document as unknown as Internals;
}
