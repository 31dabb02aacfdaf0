/** What is packed in a report, by a compressor in JavaScript: what that of the platform writes changes with its version, and a report has to be the same bytes everywhere. */
import { Zlib, zlibSync } from 'fflate';
import { joinedBytes } from '../../../core/joined-bytes';

/** A long report holds a hundred million characters that repeat: packing them better takes three times as long for an eighth of the size. */
const level = 2;
/** Bytes that are packed at a time; what comes out depends on it. */
const portion = 1 << 16;
/** Bytes up to which an embedded file lies in the report as it is, so that it can be read with nothing. */
export const readAsItIs = 1 << 18;

/** A stream of the file, packed (ISO 32000-1, 7.4.4). */
export function packed(bytes: Uint8Array): Uint8Array {
  return zlibSync(bytes, { level });
}

/** A file that is embedded, packed as it comes; the same bytes however they were parted. */
export class FileInParts {
  readonly #plain: Uint8Array[] = [];
  readonly #chunks: Uint8Array[] = [];
  readonly #room = new Uint8Array(portion);
  #zlib: Zlib | null = null;
  #filled = 0;
  #size = 0;

  push(bytes: Uint8Array): void {
    this.#size += bytes.length;
    if (this.#zlib !== null) return this.#pack(bytes);
    this.#plain.push(bytes);
    if (this.#size <= readAsItIs) return;
    this.#zlib = new Zlib({ level }, (chunk) => void this.#chunks.push(chunk));
    for (const part of this.#plain.splice(0)) this.#pack(part);
  }

  /** In a buffer of its own, which can be handed to another thread. */
  end(): Uint8Array {
    this.#zlib?.push(this.#room.subarray(0, this.#filled), true);
    return joinedBytes(this.#zlib === null ? this.#plain : this.#chunks);
  }

  #pack(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; ) {
      const some = bytes.subarray(from, from + portion - this.#filled);
      this.#room.set(some, this.#filled);
      this.#filled += some.length;
      from += some.length;
      if (this.#filled < portion) continue;
      this.#zlib?.push(this.#room, false);
      this.#filled = 0;
    }
  }
}
