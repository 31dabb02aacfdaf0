/** Streams made smaller, by a compressor in JavaScript: what that of the platform writes changes with its version, and a report has to be the same bytes everywhere. */
import { zlibSync } from 'fflate';
import type { Reference } from './internals';

/** A long report holds a hundred million characters that repeat: packing them better takes three times as long for an eighth of the size. */
const level = 2;

/** Packs what is written to a stream, when it ends (ISO 32000-1, 7.4.4). */
export function packAtEnd(stream: Reference): void {
  const finalize = stream.finalize.bind(stream);
  stream.finalize = () => {
    if (stream.buffer.length > 0) {
      stream.buffer = [zlibSync(stream.buffer.length === 1 ? (stream.buffer[0] as Uint8Array) : Buffer.concat(stream.buffer), { level })];
      stream.data.Filter = 'FlateDecode';
    }
    finalize();
  };
}
