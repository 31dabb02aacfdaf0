/** One frame of a framed log: reading it at a place, and telling the end of an unfinished write from damage. */
import type { Ports } from '../ports';
import { crc32 } from './crc32';
import type { ReadAt } from './read-ahead';

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
/** The files of a log are numbered from 1: 000001.log. */
export function segmentName(segment: number): string {
  return `${String(segment).padStart(6, '0')}.log`;
}

export function segmentFile(folder: string, segment: number): string {
  return `${folder}/${segmentName(segment)}`;
}

export function isBefore(one: FramePosition, other: FramePosition): boolean {
  return one.segment < other.segment || (one.segment === other.segment && one.offset < other.offset);
}

export interface Frame extends FramePosition {
  payload: Uint8Array;
  /** Where the next frame begins. */
  end: number;
  /** Of the frame in the log, counted from where reading began. */
  number: number;
}
/**
 * Bytes that are no whole frame, from `offset` to `end`, where reading goes on or the file ends. `cut`: the last bytes of the log, as a write
 * that never finished leaves them, or damage to the last frame. `damage`: whole frames follow, or it was whole once.
 */
export interface BadTail extends FramePosition {
  kind: 'cut' | 'damage';
  end: number;
  message: string;
  /** Of the frame that should be there; null where none is meant. */
  number: number | null;
}
/** A frame behind damage counts only where this says so: what looks like a frame may be part of a damaged frame's payload, which a store wrote. */
export type Accept = (payload: Uint8Array) => boolean;
export type LogPorts = Pick<Ports, 'home' | 'deflate' | 'inflate'>;
export type FramePorts = Pick<Ports, 'inflate'> & { home: ReadAt };

/** The frame at a place in a file of `size` bytes; a bad one comes back as `cut`, the caller decides whether it is damage. */
export function readFrame(ports: FramePorts, file: string, position: FramePosition, size: number): Omit<Frame, 'number'> | BadTail {
  const bad = (message: string): BadTail => ({ ...position, kind: 'cut', end: size, message, number: null });
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

/** How much a search for the next frame may still read: content made to look like headers must not make it endless. In bytes. */
export interface SearchBudget {
  left: number;
}

/**
 * Where reading can go on behind a bad frame: the nearest whole frame that is accepted, or null. The bad frame's own length is believed
 * only after the bytes it spans were searched: it may be what is damaged, and lead past whole frames.
 */
export function nextFrame(ports: FramePorts, file: string, { segment, offset }: FramePosition, size: number, accept: Accept, budget: SearchBudget): number | null {
  const good = (at: number): boolean => {
    const frame = readFrame(ports, file, { segment, offset: at }, size);
    return !('kind' in frame) && accept(frame.payload);
  };
  const search = (until: number, among: (end: number) => boolean): number | null => {
    for (const { at, end } of headers(ports, file, offset + 1, size)) {
      if (at >= until) return null;
      if (!among(end)) continue;
      budget.left -= end - at;
      if (budget.left < 0) return null;
      if (good(at)) return at;
    }
    return null;
  };
  // A frame is followed by the end of the file or by another header; that is cheap to see, and few places pass it by chance.
  const followed = (end: number) => end === size || endOfHeader(ports, file, end, size) !== null;
  const after = endOfHeader(ports, file, offset, size);
  if (after !== null && after < size && good(after)) return search(after, followed) ?? after;
  return search(size, followed) ?? search(size, (end) => !followed(end));
}

/** Where the frame with a header at this place would end; null where there is no header that fits the file. */
export function endOfHeader(ports: FramePorts, file: string, offset: number, size: number): number | null {
  const header = new Uint8Array(headerBytes);
  return ports.home.readAt(file, offset, header) < headerBytes ? null : endOf(new DataView(header.buffer), 0, offset, size);
}

function endOf(view: DataView, i: number, offset: number, size: number): number | null {
  const length = view.getUint32(i, true);
  const end = offset + headerBytes + length;
  return view.getUint8(i + 8) > 1 || length > frameLimit || end > size ? null : end;
}

/** Each place from `from` on that could be a header, by its coding and its length. */
function* headers(ports: FramePorts, file: string, from: number, size: number): Generator<{ at: number; end: number }> {
  const window = new Uint8Array(Math.max(0, Math.min(size - from, 1 << 20)));
  const view = new DataView(window.buffer);
  for (let start = from; start + headerBytes <= size; ) {
    const got = ports.home.readAt(file, start, window);
    for (let i = 0; i + headerBytes <= got; i++) {
      const end = endOf(view, i, start + i, size);
      if (end !== null) yield { at: start + i, end };
    }
    if (got < headerBytes) return;
    start += got - headerBytes + 1;
  }
}
