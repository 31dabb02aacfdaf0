/** The tables of an index as its image on the disk has them, to look at or to forge. */
import { readImage, writeImage } from '../core/index/image';
import { heldBytes } from '../core/index/image-blocks';
import type { Ports, SqlDatabase } from '../core/ports';

/** `path`: below the home folder. */
export function openImage(ports: Ports, path: string): SqlDatabase {
  const image = readImage(ports, path);
  if (image === null) throw new Error(`There is no sound image at ${path}.`);
  return ports.openSql(image.bytes);
}

/** Rewrites a real image, and seals it as this program does. */
export function forgeImage(ports: Ports, path: string, ...statements: string[]): void {
  const db = openImage(ports, path);
  for (const sql of statements) db.exec(sql);
  const image = db.export();
  db.close();
  writeImage(ports, path, { size: image.length, roots: [], read: heldBytes(image).readAt });
}
