/**
 * Append-only files of checked frames, numbered 000001.log onwards: what the mirror, the ledger and the journal are written in.
 * File: 8 bytes magic, then frames: u32le stored length, u32le CRC-32 of codec and payload, u8 codec (0 as is, 1 raw deflate), payload.
 */
import { AuditError } from '../errors';
import type { AppendFile } from '../ports';
import { crc32 } from './crc32';
import { type BadTail, type Frame, type FramePosition, headerBytes, type LogPorts, readFrame, wholeFrameFollows } from './frame';

const magic = new TextEncoder().encode('LAWLOG1\n');
const segmentLimit = 1 << 30;

export interface FramedLog {
  /** Where the next frame goes; everything before it is whole as far as scanned. */
  end(): FramePosition;
  append(payload: Uint8Array, compress: boolean): FramePosition;
  sync(): void;
  read(position: FramePosition): Uint8Array;
  /** Whole frames from a position on; stops at the end or at the first bad one, which `onBad` is told. */
  scan(from: FramePosition, onBad: (bad: BadTail) => void): Generator<Frame>;
  /** Has another process (or an earlier life) written beyond what we know. */
  grewBeyond(position: FramePosition): boolean;
  /** Drops everything after a position: only for the tail of a write that never finished. */
  truncate(position: FramePosition): void;
  close(): void;
}

export function openFramedLog(ports: LogPorts, folder: string): FramedLog {
  const { home } = ports;
  home.makeFolder(folder);
  const fileOf = (segment: number) => `${folder}/${String(segment).padStart(6, '0')}.log`;
  const lastSegment = () => Math.max(1, ...home.list(folder).map((name) => Number(/^(\d{6,})\.log$/.exec(name)?.[1] ?? 0)));
  const sizeOf = (segment: number) => (home.exists(fileOf(segment)) ? home.size(fileOf(segment)) : 0);
  let open: { segment: number; file: AppendFile } | null = null;

  const writable = (): { segment: number; file: AppendFile } => {
    let segment = open?.segment ?? lastSegment();
    if (open !== null && open.file.size() < segmentLimit) return open;
    if (open !== null) {
      open.file.sync();
      open.file.close();
      segment++;
    } else if (sizeOf(segment) >= segmentLimit) segment++;
    const file = home.openAppend(fileOf(segment));
    if (file.size() < magic.length) {
      file.truncate(0);
      file.append(magic);
    }
    open = { segment, file };
    return open;
  };

  const log: FramedLog = {
    end() {
      const segment = open?.segment ?? lastSegment();
      return { segment, offset: Math.max(magic.length, open?.file.size() ?? sizeOf(segment)) };
    },
    append(payload, compress) {
      const { segment, file } = writable();
      const packed = compress ? ports.deflate(payload) : payload;
      const codec = compress && packed.length < payload.length ? 1 : 0;
      const stored = codec === 1 ? packed : payload;
      const frame = new Uint8Array(headerBytes + stored.length);
      const view = new DataView(frame.buffer);
      frame[8] = codec;
      frame.set(stored, headerBytes);
      view.setUint32(0, stored.length, true);
      view.setUint32(4, crc32(frame.subarray(8)), true);
      const offset = file.size();
      file.append(frame);
      return { segment, offset };
    },
    sync() {
      open?.file.sync();
    },
    read(position) {
      const frame = readFrame(ports, fileOf(position.segment), position, Number.MAX_SAFE_INTEGER);
      if ('kind' in frame)
        throw new AuditError('evidence-damaged', `${fileOf(position.segment)}, byte ${position.offset}: ${frame.message}`, {
          file: fileOf(position.segment),
          offset: position.offset,
        });
      return frame.payload;
    },
    *scan(from, onBad) {
      const last = lastSegment();
      for (let segment = from.segment; segment <= last; segment++) {
        const file = fileOf(segment);
        const size = sizeOf(segment);
        if (size === 0 && segment === last) {
          if (segment === from.segment && from.offset > magic.length)
            onBad({ segment, offset: 0, kind: 'damage', message: `the file is gone or empty, and ${from.offset} bytes of it were written` });
          return;
        }
        const head = new Uint8Array(magic.length);
        home.readAt(file, 0, head);
        if (size < magic.length || head.some((byte, i) => byte !== magic[i])) {
          const cut = segment === last && size < magic.length;
          onBad({ segment, offset: 0, kind: cut ? 'cut' : 'damage', message: 'the file does not begin as a log does' });
          return;
        }
        let offset = segment === from.segment ? Math.max(from.offset, magic.length) : magic.length;
        if (offset > size) {
          onBad({ segment, offset: size, kind: 'damage', message: `the file ends at byte ${size}, before byte ${offset} that was written` });
          return;
        }
        while (offset < size) {
          const frame = readFrame(ports, file, { segment, offset }, size);
          if ('kind' in frame) {
            onBad(segment < last || wholeFrameFollows(ports, file, segment, offset, size) ? { ...frame, kind: 'damage' } : frame);
            return;
          }
          yield frame;
          offset = frame.end;
        }
      }
    },
    grewBeyond(position) {
      const last = lastSegment();
      return last > position.segment || sizeOf(position.segment) > position.offset;
    },
    truncate(position) {
      open?.file.close();
      open = null;
      const file = home.openAppend(fileOf(position.segment));
      file.truncate(position.offset);
      file.sync();
      file.close();
    },
    close() {
      open?.file.close();
      open = null;
    },
  };
  return log;
}

export type { BadTail, FramePosition };
