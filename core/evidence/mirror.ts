/** The mirror: the raw bytes of every version of every object ever read, each content once, found again by position and proven by SHA-256. */
import { digestOf } from '../digest-of';
import { AuditError } from '../errors';
import type { Ports } from '../ports';
import { type BadTail, type FramePosition, openFramedLog, type Reading } from './framed-log';

interface PackEntry {
  pack: number;
  offset: number;
  end: number;
  number: number;
  bytes: Uint8Array;
  sha256: string;
}

export interface Mirror {
  /** Appends bytes that no pack holds yet (`packed`: in raw deflate, where that is at hand); counts as saved only after `sync`. */
  put(bytes: Uint8Array, packed?: Uint8Array): { pack: number; offset: number };
  sync(): void;
  /** Throws `evidence-damaged` when the bytes are not those of `sha256`. */
  get(at: { pack: number; offset: number }, sha256: string): Uint8Array;
  /** As `FramedLog.scan` reads; behind damage only bytes that the ledger names are to be believed. */
  scan(from: FramePosition, onBad: (bad: BadTail) => void, reading?: Reading): Generator<PackEntry>;
  end(): FramePosition;
  /** As `FramedLog.bytesTo`. */
  bytesTo(position: FramePosition): number;
  truncate(position: FramePosition): void;
  close(): void;
}

export function sha256Of(ports: Pick<Ports, 'sha256'>, bytes: Uint8Array): string {
  return ports.sha256.of?.(bytes) ?? digestOf(ports.sha256(), bytes);
}

export function openMirror(ports: Ports, folder: string): Mirror {
  const log = openFramedLog(ports, folder);
  return {
    put(bytes, packed) {
      const { segment, offset } = log.append(bytes, true, packed);
      return { pack: segment, offset };
    },
    sync: () => log.sync(),
    get(at, sha256) {
      const bytes = log.read({ segment: at.pack, offset: at.offset });
      if (sha256Of(ports, bytes) !== sha256)
        throw new AuditError('evidence-damaged', `${folder}, pack ${at.pack}, byte ${at.offset}: the bytes kept are not those of SHA-256 ${sha256}.`, {
          pack: at.pack,
          offset: at.offset,
        });
      return bytes;
    },
    *scan(from, onBad, reading) {
      for (const { segment: pack, offset, end, number, payload: bytes } of log.scan(from, onBad, reading))
        yield { pack, offset, end, number, bytes, sha256: sha256Of(ports, bytes) };
    },
    end: () => log.end(),
    bytesTo: (position) => log.bytesTo(position),
    truncate: (position) => log.truncate(position),
    close: () => log.close(),
  };
}
