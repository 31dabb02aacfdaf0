/** The engine's own thread, begun with what the build kept of it. */
import { parentPort } from 'node:worker_threads';
import { loadCompiled } from './compiled';

if (parentPort === null) throw new Error('This runs in a worker thread: start it by startEngine of engine-client.');
const { serve } = loadCompiled('engine-work') as typeof import('./engine-work');
serve(parentPort);
