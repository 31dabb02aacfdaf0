/** Refuses packs that lead in a circle or claim more than they hold: isomorphic-git believes them, and would follow without end. */
import { inflateSync } from 'node:zlib';
import { AuditError } from '../../../core/errors';

/** An object larger than this is none of a pipeline's scripts. */
export const largestObject = 2 ** 29;

interface Entry {
  /** Where the object stands that this one is a difference to; null for a whole one. */
  base: number | string | null;
  size: number;
  /** Where its compressed bytes begin. */
  data: number;
}

/**
 * `offsets`: of all entries; `offsetOf`: of the object with this id in this pack, null where that is not to be followed. git's gitformat-pack: a difference names its base by
 * the distance back to it, or by an id, which in a pack on a disk is one of the same pack. Throws AuditError `file-unreadable`.
 */
export function guardPack(path: string, pack: Buffer, offsets: readonly number[], offsetOf: (id: string) => number | null | undefined): void {
  const ended = new Set<number>();
  for (const start of offsets) {
    const chain = new Set<number>();
    for (let at: number | null = start; at !== null && !ended.has(at); ) {
      if (chain.has(at)) throw damaged(path, `the object at byte ${at} is stored as a difference to itself`);
      chain.add(at);
      const { base } = entryAt(path, pack, at);
      const next: number | null | undefined = typeof base === 'string' ? offsetOf(base) : base;
      if (next === undefined || (next !== null && next < 12)) throw damaged(path, `the object at byte ${at} is stored as a difference to one that is not there`);
      at = next;
    }
    for (const at of chain) ended.add(at);
  }
}

/** The entries of a pack without index, found by unpacking each; differences to an id are left to whoever indexes it. */
export function guardUnindexedPack(path: string, pack: Buffer): void {
  const offsets: number[] = [];
  const count = pack.readUInt32BE(8);
  for (let at = 12; offsets.length < count; ) {
    const { size, data } = entryAt(path, pack, at);
    offsets.push(at);
    try {
      const { engine } = inflateSync(pack.subarray(data, -20), { info: true, maxOutputLength: Math.max(1, size) }) as unknown as { engine: { bytesWritten: number } };
      at = data + engine.bytesWritten;
    } catch (error) {
      throw damaged(path, `the object at byte ${at} cannot be unpacked (${(error as Error).message})`);
    }
  }
  const known = new Set(offsets);
  // An id is only looked up among objects whose own id was computed before, so a chain that goes on there has an end.
  guardPack(path, pack, offsets, () => null);
  for (const at of offsets) {
    const { base } = entryAt(path, pack, at);
    if (typeof base === 'number' && !known.has(base)) throw damaged(path, `the object at byte ${at} is stored as a difference to no object`);
  }
}

/** The ids and offsets of a pack's index, version 2. Throws AuditError `file-unreadable` where it is none or not whole. */
export function readPackIndex(path: string, index: Buffer): Map<string, number> {
  const count = index.length >= 1032 && index.readUInt32BE(0) === 0xff744f63 && index.readUInt32BE(4) === 2 ? index.readUInt32BE(1028) : -1;
  const table = 1032 + 24 * count;
  if (count < 0 || index.length < table + 4 * count + 40) throw damaged(path, 'it is no whole index of a pack (version 2)');
  const offsets = new Map<string, number>();
  for (let i = 0; i < count; i++) offsets.set(index.toString('hex', 1032 + 20 * i, 1052 + 20 * i), index.readUInt32BE(table + 4 * i));
  return offsets;
}

function entryAt(path: string, pack: Buffer, start: number): Entry {
  let at = start;
  const next = (): number => {
    const byte = at < pack.length - 20 ? pack[at++] : undefined;
    if (byte === undefined) throw damaged(path, `it ends within the object at byte ${start}`);
    return byte;
  };
  let byte = next();
  const type = (byte >> 4) & 7;
  let size = byte & 15;
  for (let scale = 16; byte & 0x80; scale *= 128) {
    byte = next();
    size += (byte & 0x7f) * scale;
  }
  if (size > largestObject) throw damaged(path, `the object at byte ${start} says that it has ${size} bytes, which is more than is read here`);
  if (type === 7) return { base: pack.toString('hex', at, at + 20), size, data: at + 20 };
  if (type !== 6) return { base: null, size, data: at };
  byte = next();
  let distance = byte & 0x7f;
  while (byte & 0x80) {
    byte = next();
    distance = (distance + 1) * 128 + (byte & 0x7f);
  }
  return { base: start - distance, size, data: at };
}

function damaged(path: string, why: string): AuditError {
  return new AuditError('file-unreadable', `${path} is damaged or made to mislead: ${why}. Make a new clone or bundle of the repository.`, { path });
}
