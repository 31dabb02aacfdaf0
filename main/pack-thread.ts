/** A thread that packs what a report is made of, while its pages are drawn in another. */
import { parentPort } from 'node:worker_threads';
import type { FromPack, ToPack } from './ports/pdf/pack-messages';
import { FileInParts, packed } from './ports/pdf/packed';

if (parentPort === null) throw new Error('What a report is made of is packed in a worker thread: it is started by ports/pdf/packer.');
const port = parentPort;
const files = new Map<number, FileInParts>();
const answer = (message: FromPack, bytes: Uint8Array) => port.postMessage(message, [bytes.buffer as ArrayBuffer]);

port.on('message', (message: ToPack) => {
  if ('stream' in message) {
    const bytes = packed(message.bytes);
    // Of one's own, to be handed over: what the compressor gives may be a part of more.
    const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
    return answer({ stream: message.stream, packed: own }, own);
  }
  if ('file' in message) {
    const file = files.get(message.file) ?? new FileInParts();
    files.set(message.file, file);
    return file.push(message.bytes);
  }
  if ('fileEnd' in message) {
    const embedded = (files.get(message.fileEnd) ?? new FileInParts()).end();
    answer({ file: message.fileEnd, embedded }, embedded.bytes);
  }
  files.delete('fileEnd' in message ? message.fileEnd : message.fileLeft);
});
