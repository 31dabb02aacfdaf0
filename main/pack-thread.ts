/** A thread that packs what a report is made of, while its pages are drawn in another. */
import { parentPort } from 'node:worker_threads';
import type { FromPack, ToPack } from './ports/pdf/pack-messages';
import { FileInParts, packed } from './ports/pdf/packed';

if (parentPort === null) throw new Error('What a report is made of is packed in a worker thread: it is started by ports/pdf/packer.');
const port = parentPort;
const files = new Map<number, FileInParts>();
const answer = (message: FromPack, ...bytes: Uint8Array[]) => port.postMessage(message, bytes.map(({ buffer }) => buffer) as ArrayBuffer[]);

port.on('message', (message: ToPack) => {
  if ('streams' in message) {
    const streams = message.streams.map(packedAlone);
    return answer({ numbers: message.numbers, streams }, ...streams);
  }
  if ('file' in message) {
    const file = files.get(message.file) ?? new FileInParts();
    files.set(message.file, file);
    return file.push(message.bytes);
  }
  if ('fileEnd' in message) {
    const bytes = (files.get(message.fileEnd) ?? new FileInParts()).end();
    answer({ file: message.fileEnd, bytes }, bytes);
  }
  files.delete('fileEnd' in message ? message.fileEnd : message.fileLeft);
});

/** In a buffer of its own, to be handed over: what the compressor gives may be a part of more. */
function packedAlone(plain: Uint8Array): Uint8Array {
  const bytes = packed(plain);
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}
