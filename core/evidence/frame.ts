/** One frame of a framed log: reading it at a place, and telling the end of an unfinished write from damage. */
import type { Ports } from '../ports';
import { crc32 } from './crc32';

/** u32le stored length, u32le CRC-32 of codec and payload, u8 codec. */
export const headerBytes = 9;
/** Most records fit: one read a frame. */
const firstRead = 4096;
/** No frame of ours is larger: an object has at most 64 MiB. */
const frameLimit = 256 << 20;

export interface FramePosition {
  segment: number;
  offset: number;
}
export interface Frame extends FramePosition {
  payload: Uint8Array;
  /** Where the next frame begins. */
  end: number;
}
/** Bytes after the last whole frame. `cut`: the end of a write that never finished. `damage`: whole frames follow, or it was whole once. */
export interface BadTail extends FramePosition {
  kind: 'cut' | 'damage';
  message: string;
}
export type LogPorts = Pick<Ports, 'home' | 'deflate' | 'inflate'>;

/** The frame at a place in a file of `size` bytes; a bad one comes back as `cut`, the caller decides whether it is damage. */
export function readFrame(ports: LogPorts, file: string, position: FramePosition, size: number): Frame | BadTail {
  const bad = (message: string): BadTail => ({ ...position, kind: 'cut', message });
  const first = new Uint8Array(firstRead);
  const got = ports.home.readAt(file, position.offset, first);
  if (got < headerBytes) return bad('the last entry is not whole');
  const view = new DataView(first.buffer);
  const length = view.getUint32(0, true);
  const end = position.offset + headerBytes + length;
  if (length > frameLimit || end > size) return bad('the last entry is not whole');
  const stored = first.slice(headerBytes, headerBytes + length);
  const rest = length - stored.length;
  const whole = rest > 0 ? new Uint8Array(length) : stored;
  if (rest > 0) {
    whole.set(stored);
    if (ports.home.readAt(file, position.offset + firstRead, whole.subarray(stored.length)) < rest) return bad('the last entry is not whole');
  } else if (got < headerBytes + length) return bad('the last entry is not whole');
  if (crc32(whole, crc32(first.subarray(8, headerBytes))) !== view.getUint32(4, true)) return bad('an entry does not fit its check sum');
  try {
    const codec = first[8];
    const payload = codec === 0 ? whole : codec === 1 ? ports.inflate(whole, frameLimit) : null;
    return payload === null ? bad(`unknown coding ${codec}`) : { ...position, payload, end };
  } catch {
    return bad('an entry cannot be decompressed');
  }
}

/** Looks for any whole frame within a MiB behind a bad one: then the bad one was no unfinished write. */
export function wholeFrameFollows(ports: LogPorts, file: string, segment: number, from: number, size: number): boolean {
  const window = new Uint8Array(Math.min(size - from, 1 << 20));
  ports.home.readAt(file, from, window);
  const view = new DataView(window.buffer);
  for (let i = 1; i + headerBytes <= window.length; i++) {
    const length = view.getUint32(i, true);
    if ((window[i + 8] ?? 0) > 1 || length === 0 || from + i + headerBytes + length > size) continue;
    const frame = readFrame(ports, file, { segment, offset: from + i }, size);
    if (!('kind' in frame) && frame.payload.length > 0) return true;
  }
  return false;
}
