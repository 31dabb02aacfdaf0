/** Where the tables of an index are: on the disk, page by page, or in memory as a whole, where the workspace is encrypted or SQLite cannot be given files. */
import { AuditError } from '../errors';
import type { Ports, SqlDatabase } from '../ports';
import { factMasker } from '../redact/facts';
import { isOlderForm, openImageBlocks, readImage, writeImage } from './image';
import { heldBytes, type ImageBlocks } from './image-blocks';
import { fitting, putMeta, runsNamed } from './meta';
import { keepPagesFor } from './page-cache';
import { type PagedImage, pagedImage } from './paged-image';
import { schema, schemaNumber } from './schema';

export interface Storage {
  readonly db: SqlDatabase;
  /** Of the image that it was read from or written as; null: of none. */
  seal(): string | null;
  /** Writes it as the image. No transaction may be open. */
  write(): void;
  /** Makes ready in parts what questions would else wait for; once, and where there is something. */
  ahead(): Generator<void, void>;
  close(): void;
}

export interface StorageSource {
  ports: Ports;
  imagePath: string;
  /** A block of the image turned out not to be what was written, in the middle of a question: the index is of no use any more. */
  onBroken?: () => void;
  /** Bytes of an image that are read as a whole: see openImageBlocks. */
  mostAtOnce?: number | undefined;
}

/** No event at all. */
export function emptyStorage(source: StorageSource): Storage {
  const storage = isPaged(source) ? onPages(source, null) : inMemory(source, null, null);
  storage.db.exec(schema);
  putMeta(storage.db, 'schema', String(schemaNumber));
  putMeta(storage.db, runsNamed.name, runsNamed.plain);
  putMeta(storage.db, 'mask', factMasker(source.ports.masking).key);
  return storage;
}

export interface Opened {
  /** Null where there is none on the disk, or none that is of use. */
  storage: Storage | null;
  /** It is there, and not as it was written. */
  broken: boolean;
  /** It is there, and its masks are of another key than those that are made now. */
  otherKey: boolean;
}

const unused = { storage: null, broken: false, otherKey: false } satisfies Opened;
const brokenOne = { ...unused, broken: true };

/** What is on the disk, where it is as it was written, of this schema and of the key that masks are made with. */
export function openStorage(source: StorageSource): Opened {
  const { ports, imagePath } = source;
  if (!ports.home.exists(imagePath) || isOlderForm(ports, imagePath)) return unused;
  if (isPaged(source)) {
    const blocks = openImageBlocks(ports, imagePath, source.mostAtOnce);
    return blocks === null ? brokenOne : openPaged(source, blocks);
  }
  const image = readImage(ports, imagePath);
  return image === null ? brokenOne : ofUse(source, inMemory(source, image.bytes, image.seal));
}

function openPaged(source: StorageSource, blocks: ImageBlocks): Opened {
  let broken = false;
  const watched = {
    ...source,
    onBroken() {
      broken = true;
      source.onBroken?.();
    },
  };
  try {
    return { ...ofUse(source, onPages(watched, blocks)), broken };
  } catch (error) {
    blocks.close();
    if (!broken) throw error;
    return brokenOne;
  }
}

/** Whether what is on the disk is as it was written, every byte of it. */
export function isWritten({ ports, imagePath }: StorageSource): boolean {
  const blocks = openImageBlocks(ports, imagePath, 0);
  if (blocks === null) return false;
  try {
    return blocks.isWhole();
  } finally {
    blocks.close();
  }
}

function isPaged({ ports, imagePath }: StorageSource): boolean {
  return ports.openSqlFile !== null && ports.vault.folder(imagePath.split('/')[0] ?? '') === null;
}

function ofUse({ ports }: StorageSource, storage: Storage): Opened {
  const fit = fitting(storage.db, factMasker(ports.masking).key);
  if (fit === 'fits') return { ...unused, storage };
  storage.close();
  return { ...unused, otherKey: fit === 'other-key' };
}

function onPages({ ports, imagePath, mostAtOnce, onBroken }: StorageSource, blocks: ImageBlocks | null): Storage {
  if (ports.openSqlFile === null) throw new AuditError('internal', 'SQLite of this program cannot be given files.');
  const image: PagedImage = pagedImage(ports, imagePath, blocks, mostAtOnce, (at) => {
    onBroken?.();
    return new AuditError(
      'evidence-damaged',
      `The index of this workspace, ${imagePath}, is damaged near byte ${at}: it is not what was written there. It is a cache and no evidence is lost: ask again, and it is made anew from the evidence.`,
      { path: imagePath, offset: at },
    );
  });
  const db = ports.openSqlFile(image);
  if (blocks !== null) keepPagesFor(ports, db);
  return {
    db,
    seal: image.seal,
    write: () => image.keep(rootsOf(db), alikeOf(db)),
    ahead: image.ahead,
    close() {
      db.close();
      image.close();
    },
  };
}

function inMemory({ ports, imagePath }: StorageSource, bytes: Uint8Array | null, read: string | null): Storage {
  const db = ports.openSql(bytes);
  let seal = read;
  return {
    db,
    seal: () => seal,
    write() {
      const image = db.export();
      seal = writeImage(ports, imagePath, { size: image.length, roots: rootsOf(db), alike: alikeOf(db), read: heldBytes(image).readAt });
    },
    *ahead() {},
    close: () => db.close(),
  };
}

/** The pages that its trees begin with, in the order in which they were made. */
function rootsOf(db: SqlDatabase): number[] {
  return pagesNamed(db, 'SELECT 1 UNION ALL SELECT rootpage FROM sqlite_master WHERE rootpage > 0');
}

/** Of these, that of the results of checks: a verification writes them all anew. */
function alikeOf(db: SqlDatabase): number[] {
  return pagesNamed(db, "SELECT rootpage FROM sqlite_master WHERE name = 'file_check'");
}

function pagesNamed(db: SqlDatabase, sql: string): number[] {
  const statement = db.prepare(sql);
  const pages = statement.all().map(([page]) => Number(page));
  statement.free();
  return pages;
}
