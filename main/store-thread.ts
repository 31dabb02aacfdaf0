/** A thread that reads, hashes and packs objects of a folder store, batch by batch, and cares for nothing else. */
import { parentPort } from 'node:worker_threads';
import { readBatch, type ToRead } from './ports/folder/read-batch';

if (parentPort === null) throw new Error('Stores are read in a worker thread: it is started by ports/folder/read-ahead.');
const port = parentPort;
port.on('message', (batch: ToRead) => {
  const read = readBatch(batch);
  port.postMessage(read, [read.content]);
});
