/** Streams made smaller. */
import { deflated } from './deflate';
import type { Reference } from './internals';

/** Packs what is written to a stream, when it ends (ISO 32000-1, 7.4.4). */
export function packAtEnd(stream: Reference): void {
  const finalize = stream.finalize.bind(stream);
  stream.finalize = () => {
    if (stream.buffer.length > 0) {
      stream.buffer = [deflated(stream.buffer.length === 1 ? (stream.buffer[0] as Uint8Array) : Buffer.concat(stream.buffer))];
      stream.data.Filter = 'FlateDecode';
    }
    finalize();
  };
}
