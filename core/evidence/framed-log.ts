/**
 * Append-only files of checked frames, numbered 000001.log onwards: what the mirror, the ledger and the journal are written in.
 * File: 8 bytes magic, then frames: u32le stored length, u32le CRC-32 of codec and payload, u8 codec (0 as is, 1 raw deflate), payload.
 */
import { AuditError } from '../errors';
import type { AppendFile } from '../ports';
import { crc32 } from './crc32';
import { type Accept, type BadTail, endOfHeader, type Frame, type FramePosition, headerBytes, type LogPorts, nextFrame, readFrame, segmentFile } from './frame';
import { readAhead, readInOrder } from './read-ahead';

const magic = new TextEncoder().encode('LAWLOG1\n');
const segmentLimit = 1 << 30;
/** Frames are written together once they are this long, or are asked for: a call to the disk for each of a million records takes longer than its bytes. */
const writtenTogether = 1 << 20;
const searchLimit = 256 << 20;

export interface Reading {
  accept?: Accept;
  /** Which frames to step over unread, by number; those around a bad place are read all the same, to find where it is. */
  skip?: (number: number) => boolean;
  /** The number of the first frame; 1 when left out. A stretch that is no frame counts as one. */
  first?: number;
}

export interface FramedLog {
  /** Where the next frame goes; everything before it is whole as far as scanned. */
  end(): FramePosition;
  /** Of all files up to a position, in bytes. */
  bytesTo(position: FramePosition): number;
  /** `packed`: the payload in raw deflate, where it is at hand. Where it will lie: it may be written only with those that follow, and an error of the disk be told there, or by `sync`. */
  append(payload: Uint8Array, compress: boolean, packed?: Uint8Array): FramePosition;
  /** Throws where anything appended since the last one could not be written. */
  sync(): void;
  read(position: FramePosition): Uint8Array;
  /**
   * Whole frames from a position on. `onBad` is told of each stretch that is none, and reading goes on behind it: from there on with
   * frames alone that `accept` takes.
   */
  scan(from: FramePosition, onBad: (bad: BadTail) => void, reading?: Reading): Generator<Frame>;
  /** Has another process (or an earlier life) written beyond what we know. */
  grewBeyond(position: FramePosition): boolean;
  /** Drops everything after a position: only for the tail of a write that never finished. */
  truncate(position: FramePosition): void;
  close(): void;
}

export function openFramedLog(ports: LogPorts, folder: string): FramedLog {
  const { home } = ports;
  home.makeFolder(folder);
  const fileOf = (segment: number) => segmentFile(folder, segment);
  const lastSegment = () => Math.max(1, ...home.list(folder).map((name) => Number(/^(\d{6,})\.log$/.exec(name)?.[1] ?? 0)));
  const sizeOf = (segment: number) => (home.exists(fileOf(segment)) ? home.size(fileOf(segment)) : 0);
  const inOrder = { inflate: ports.inflate, home: readInOrder(home) };
  let open: { segment: number; file: AppendFile } | null = null;
  /** Frames that are appended and not written, the first of which goes to `at`. */
  let waiting: { at: number; length: number; frames: Uint8Array[] } | null = null;

  const write = () => {
    if (waiting === null || open === null) return;
    const { frames } = waiting;
    waiting = null;
    open.file.append(frames);
  };
  const writable = (): { segment: number; file: AppendFile } => {
    let segment = open?.segment ?? lastSegment();
    if (open !== null && (waiting === null ? open.file.size() : waiting.at + waiting.length) < segmentLimit) return open;
    if (open !== null) {
      write();
      open.file.sync();
      open.file.close();
      segment++;
    } else if (sizeOf(segment) >= segmentLimit) segment++;
    const file = home.openAppend(fileOf(segment));
    if (file.size() < magic.length) {
      file.truncate(0);
      file.append([magic]);
      file.sync(); // else the power may fail between this block of the disk and those of the first frame
    }
    open = { segment, file };
    return open;
  };

  const log: FramedLog = {
    end() {
      write();
      const segment = open?.segment ?? lastSegment();
      return { segment, offset: Math.max(magic.length, open?.file.size() ?? sizeOf(segment)) };
    },
    bytesTo({ segment, offset }) {
      let sum = offset;
      for (let before = 1; before < segment; before++) sum += sizeOf(before);
      return sum;
    },
    append(payload, compress, packed = compress ? ports.deflate(payload) : payload) {
      const { segment, file } = writable();
      const codec = compress && packed.length < payload.length ? 1 : 0;
      const stored = codec === 1 ? packed : payload;
      const frame = new Uint8Array(headerBytes + stored.length);
      const view = new DataView(frame.buffer);
      frame[8] = codec;
      frame.set(stored, headerBytes);
      view.setUint32(0, stored.length, true);
      view.setUint32(4, crc32(frame.subarray(8)), true);
      waiting ??= { at: file.size(), length: 0, frames: [] };
      const offset = waiting.at + waiting.length;
      waiting.frames.push(frame);
      waiting.length += frame.length;
      if (waiting.length >= writtenTogether) write();
      return { segment, offset };
    },
    sync() {
      write();
      open?.file.sync();
    },
    read(position) {
      write();
      let frame = readFrame(inOrder, fileOf(position.segment), position, Number.MAX_SAFE_INTEGER);
      if ('kind' in frame) {
        // A block may be of before another process cut a torn end off and went on in its place.
        inOrder.home.forget();
        frame = readFrame(ports, fileOf(position.segment), position, Number.MAX_SAFE_INTEGER);
      }
      if ('kind' in frame)
        throw new AuditError('evidence-damaged', `${fileOf(position.segment)}, byte ${position.offset}: ${frame.message}`, {
          file: fileOf(position.segment),
          offset: position.offset,
        });
      return frame.payload;
    },
    *scan(from, onBad, { accept = () => true, skip = () => false, first = 1 } = {}) {
      write();
      const last = lastSegment();
      const ahead = { inflate: ports.inflate, home: readAhead(home) };
      let behindDamage = false;
      let number = first;
      for (let segment = from.segment; segment <= last; segment++) {
        const file = fileOf(segment);
        const size = sizeOf(segment);
        const began = segment === from.segment ? Math.max(from.offset, magic.length) : magic.length;
        const damaged = (offset: number, end: number, message: string, at: number | null) => {
          behindDamage = true;
          onBad({ segment, offset, end, kind: 'damage', message, number: at });
        };
        if (size === 0) {
          if (segment < last) damaged(0, 0, 'the file is gone or empty, and a later one is there', null);
          else if (began > magic.length) damaged(0, 0, `the file is gone or empty, and ${began} bytes of it were written`, null);
          continue;
        }
        if (began > size) {
          damaged(size, size, `the file ends at byte ${size}, before byte ${began} that was written`, null);
          continue;
        }
        const head = new Uint8Array(magic.length);
        home.readAt(file, 0, head);
        if (head.some((byte, i) => byte !== magic[i])) {
          if (segment === last && size < magic.length) {
            onBad({ segment, offset: 0, end: size, kind: 'cut', message: 'the file does not begin as a log does', number: null });
            return;
          }
          damaged(0, Math.min(size, magic.length), 'the file does not begin as a log does', null);
        }
        const budget = { left: searchLimit + 4 * size };
        /** Behind the newest frame that was read and whole; up to `mustRead` none is stepped over again. */
        let proven = { offset: began, number };
        let mustRead = 0;
        for (let offset = began; offset < size; ) {
          if (!behindDamage && offset >= mustRead && skip(number)) {
            const over = endOfHeader(ahead, file, offset, size);
            if (over !== null) {
              offset = over;
              number++;
              continue;
            }
          }
          const frame = readFrame(ahead, file, { segment, offset }, size);
          const bad = 'kind' in frame;
          if (!bad && (!behindDamage || accept(frame.payload))) {
            yield { ...frame, number };
            offset = frame.end;
            proven = { offset, number: ++number };
            continue;
          }
          if (bad && proven.offset < offset && mustRead < offset) {
            mustRead = offset + 1;
            ({ offset, number } = proven);
            continue;
          }
          const next = nextFrame(ports, file, { segment, offset }, size, accept, budget);
          if (bad && next === null && segment === last) {
            onBad({ ...frame, number });
            return;
          }
          if (bad)
            damaged(
              offset,
              next ?? size,
              budget.left < 0 ? `${frame.message}, and what follows looks so much like entries that the search for the next was given up` : frame.message,
              number,
            );
          offset = next ?? size;
          number++;
        }
      }
    },
    grewBeyond(position) {
      write();
      const last = lastSegment();
      return last > position.segment || sizeOf(position.segment) > position.offset;
    },
    truncate(position) {
      log.close();
      inOrder.home.forget();
      const file = home.openAppend(fileOf(position.segment));
      file.truncate(position.offset);
      file.sync();
      file.close();
    },
    close() {
      try {
        write();
      } finally {
        open?.file.close();
        open = null;
      }
    },
  };
  return log;
}

export type { BadTail, FramePosition };
