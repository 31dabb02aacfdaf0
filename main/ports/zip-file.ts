/** Writes a zip entry by entry, the same bytes on any computer: nothing compressed, no extra fields, one date for all. */
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { ZipFile as Yazl } from 'yazl';
import { AuditError } from '../../core/errors';
import type { ZipFile } from '../../core/ports';
import { syncFolder } from './disk';
import { outFailed as failed, guardOut as guard } from './disk-error';

/** Bytes around the content of an entry, its name apart: the local header, and what follows one whose size was not known before. */
const headerBytes = 30;
const descriptorBytes = 16;

export function openZip(path: string, day: number): ZipFile {
  const beside = `${path}.${process.pid}.part`;
  const fd = guard(path, () => openSync(beside, 'w', 0o600));
  const zip = new Yazl();
  const hash = createHash('sha256');
  const options = { compress: false, mtime: noon(day), forceDosTimestamp: true, mode: 0o100644 };
  let written = 0;
  let expected = 0;
  let fault: unknown;
  let open = true;
  let ended = false;
  let placed = false;
  // What is written waits for the disk: nothing piles up in memory.
  zip.outputStream.on('data', (chunk: Buffer) => {
    if (fault !== undefined || !open) return;
    try {
      for (let done = 0; done < chunk.length; ) done += writeSync(fd, chunk, done);
      hash.update(chunk);
      written += chunk.length;
    } catch (error) {
      fault = error;
    }
  });
  zip.outputStream.on('end', () => (ended = true));
  zip.on('error', (error: unknown) => (fault ??= error));

  async function until(reached: () => boolean) {
    while (!reached() && fault === undefined) await turn();
    if (fault !== undefined) throw fault instanceof AuditError || (fault as Error).name === 'AbortError' ? fault : failed(path, fault);
  }
  const close = () => {
    if (open) closeSync(fd);
    open = false;
  };

  return {
    async add(name, parts, signal) {
      signal.throwIfAborted();
      const around = headerBytes + Buffer.byteLength(name);
      if (parts instanceof Uint8Array) {
        zip.addBuffer(Buffer.from(parts.buffer, parts.byteOffset, parts.length), name, options);
        expected += around + parts.length;
      } else {
        let size: number | null = null;
        const source = Readable.from(
          counted(parts, signal, (bytes) => {
            size = bytes;
          }),
        );
        source.on('error', (error) => (fault ??= error));
        zip.addReadStream(source, name, options);
        await until(() => size !== null);
        expected += around + (size ?? 0) + descriptorBytes;
      }
      await until(() => written >= expected);
    },
    async finish(ready) {
      zip.end();
      await until(() => ended);
      guard(path, () => {
        fsyncSync(fd);
        close();
      });
      const whole = { bytes: written, sha256: hash.digest('hex') };
      ready(whole);
      guard(path, () => {
        renameSync(beside, path);
        syncFolder(dirname(path));
      });
      placed = true;
      return whole;
    },
    discard() {
      if (placed) return;
      close();
      rmSync(beside, { force: true });
    },
  };
}

function* counted(parts: Iterable<Uint8Array>, signal: AbortSignal, total: (bytes: number) => void): Generator<Buffer> {
  let bytes = 0;
  for (const part of parts) {
    signal.throwIfAborted();
    bytes += part.length;
    yield Buffer.from(part.buffer, part.byteOffset, part.length);
  }
  total(bytes);
}

/** Zip dates have no zone and yazl takes them in local time; noon is there on every day in every zone. */
function noon(day: number): Date {
  const date = new Date(day);
  return new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), 12);
}

function turn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
