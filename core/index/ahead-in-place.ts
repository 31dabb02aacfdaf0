/** A file of what was made ahead, of which only the parts, and of a part only the bytes, that somebody asks for are read: what lies there takes no memory. Its seal is over all of it, so that whoever reads it so holds each piece against a digest of its own. */
import { AuditError } from '../errors';
import { sha256Of } from '../evidence/mirror';
import type { Ports } from '../ports';
import { aheadHeader, headOf, type MadeFrom, type Parts, partOf } from './ahead-file';
import { bytesOfHex } from './key-bytes';

export interface AheadInPlace {
  /** Those of these names that are there and can be read, whole. */
  parts(names: readonly string[]): Parts;
  /** Fills `into` with what lies in a part from `offset` on; false where that is not there. */
  read(name: string, offset: number, into: Uint8Array): boolean;
  /** Of bytes, one behind the other. */
  sha256(bytes: readonly Uint8Array[]): Uint8Array;
}

/** More than a header has. */
const longest = 1 << 20;

/** Null where there is none, or none that is `wanted`. */
export function openAheadInPlace(ports: Pick<Ports, 'home' | 'sha256'>, path: string, wanted: (from: MadeFrom) => boolean): AheadInPlace | null {
  const { home } = ports;
  home.stopReading(); // another process may have put a new file in its place
  /** What cannot be read is as good as not there. */
  const isRead = (offset: number, into: Uint8Array): boolean => {
    try {
      return home.readAt(path, offset, into) === into.length;
    } catch (error) {
      if (error instanceof AuditError) return false;
      throw error;
    }
  };
  const head = new Uint8Array(headOf.length);
  if (!isRead(0, head)) return null;
  const length = headOf.headerLength(head);
  if (length === null || length > longest) return null;
  const text = new Uint8Array(length);
  const header = isRead(head.length, text) ? aheadHeader(text) : null;
  if (header === null || !wanted(header.from)) return null;
  const begin = headOf.contentsAt(length);
  const room = home.size(path) - begin;
  const placeOf = (name: string) => header.parts.find((one) => one.name === name && one.at >= 0 && one.bytes >= 0 && one.at + one.bytes <= room);
  return {
    parts: (names) =>
      Object.fromEntries(
        names.flatMap((name) => {
          const place = placeOf(name);
          const bytes = new Uint8Array(place?.bytes ?? 0);
          return place === undefined || !isRead(begin + place.at, bytes) ? [] : [[name, partOf(bytes, { ...place, at: 0 })]];
        }),
      ),
    read(name, offset, into) {
      const place = placeOf(name);
      return place !== undefined && offset >= 0 && offset + into.length <= place.bytes && isRead(begin + place.at + offset, into);
    },
    sha256: (bytes) => sha256OfAll(ports, bytes),
  };
}

export function sha256OfAll(ports: Pick<Ports, 'sha256'>, all: readonly Uint8Array[]): Uint8Array {
  const [one] = all;
  if (one !== undefined && all.length === 1) return bytesOfHex(sha256Of(ports, one));
  const hash = ports.sha256();
  for (const bytes of all) hash.update(bytes);
  return bytesOfHex(hash.hex());
}
