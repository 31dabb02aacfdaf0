/** A thread that reads and digests files, batch by batch, and cares for nothing else. */
import { parentPort } from 'node:worker_threads';
import { digestBatch } from './ports/digest/digest-batch';
import type { FromDigest, ToDigest } from './ports/digest/messages';

if (parentPort === null) throw new Error('Files are digested in a worker thread: it is started by the pool of ports/digest.');
const port = parentPort;
let before = Promise.resolve();
port.on('message', (batch: ToDigest) => {
  before = before.then(() => digestBatch(batch, (message: FromDigest) => port.postMessage(message)));
});
