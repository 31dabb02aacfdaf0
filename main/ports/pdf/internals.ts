/** What pdfkit 0.20 has and its types do not tell: the little of its inside that a valid file needs. */

/** An object of the file (pdfkit 0.20, lib/reference.js): `data` is its dictionary, a `String` object a string, a plain text a name. */
export interface Reference {
  id: number;
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
  add(key: string | number, value: unknown): void;
}

export interface Internals {
  ref(data: Record<string, unknown>): Reference;
  info: Record<string, string | Date>;
  _info: Reference;
  /** Bytes of the file identifier (ISO 32000-1, 14.4). */
  _id: Uint8Array;
  _root: Reference & { data: { Names: Reference & { data: { Dests: Tree; EmbeddedFiles?: unknown } }; AF?: Reference[]; Metadata?: Reference } };
  getStructParentTree(): Tree;
  getStructTreeRoot(): Reference;
  createStructParentTreeNextKey(): number;
  endMetadata(): void;
  addNamedDestination(name: string, kind: 'XYZ' | 'FitR', ...at: (number | null)[]): void;
  page: { content: Reference; dictionary: Reference; structParentTreeKey: number; annotations: Reference[]; fonts: Record<string, unknown>; xobjects: Record<string, unknown> };
  /** Where each object begins, by number from 1; how many have a number and are not written; how many bytes are written. */
  _offsets: (number | null)[];
  _waiting: number;
  _offset: number;
  _write(data: string | Uint8Array): void;
  /** Writes the cross-reference table and what comes after it. */
  _finalize(): void;
  /** What was written and nobody read (of the stream that a document is). */
  read(): Uint8Array | null;
}

/** A reference to an object by its number alone, made from another of the same document. */
export function referTo(like: Reference, id: number): Reference {
  return Object.assign(Object.create(Object.getPrototypeOf(like)), { id, gen: 0 });
}

export function inside(document: PDFKit.PDFDocument): Internals {
  return document as unknown as Internals;
}
