/** Where the tables of an index are: on the disk, page by page, or in memory as a whole, where the workspace is encrypted or SQLite cannot be given files. */
import { AuditError } from '../errors';
import type { Ports, SqlDatabase } from '../ports';
import { isOlderForm, openImageBlocks, readImage, writeImage } from './image';
import type { ImageBlocks } from './image-blocks';
import { fits, putMeta } from './meta';
import { type PagedImage, pagedImage } from './paged-image';
import { schema, schemaNumber } from './schema';

export interface Storage {
  readonly db: SqlDatabase;
  /** Of the image that it was read from or written as; null: of none. */
  seal(): string | null;
  /** Writes it as the image. No transaction may be open. */
  write(): void;
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
  return storage;
}

/** What is on the disk; `storage` is null where there is none, or one that is not as it was written (`broken`), or one of another schema. */
export function openStorage(source: StorageSource): { storage: Storage | null; broken: boolean } {
  const { ports, imagePath } = source;
  if (!ports.home.exists(imagePath) || isOlderForm(ports, imagePath)) return { storage: null, broken: false };
  if (isPaged(source)) {
    const blocks = openImageBlocks(ports, imagePath, source.mostAtOnce);
    return blocks === null ? { storage: null, broken: true } : openPaged(source, blocks);
  }
  const image = readImage(ports, imagePath);
  return image === null ? { storage: null, broken: true } : { storage: fitting(inMemory(source, image.bytes, image.seal)), broken: false };
}

function openPaged(source: StorageSource, blocks: ImageBlocks): { storage: Storage | null; broken: boolean } {
  let broken = false;
  const watched = {
    ...source,
    onBroken() {
      broken = true;
      source.onBroken?.();
    },
  };
  try {
    const storage = fitting(onPages(watched, blocks));
    return { storage, broken };
  } catch (error) {
    blocks.close();
    if (!broken) throw error;
    return { storage: null, broken };
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

function fitting(storage: Storage): Storage | null {
  if (fits(storage.db)) return storage;
  storage.close();
  return null;
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
  return {
    db,
    seal: image.seal,
    write: image.keep,
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
      seal = writeImage(ports, imagePath, { size: image.length, read: (at, into) => into.set(image.subarray(at, at + into.length)) });
    },
    close: () => db.close(),
  };
}
