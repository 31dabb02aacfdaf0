/** The command line, begun with what the build kept of it: the engine's thread first, which loads while the words of the command are read. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { loadCompiled } from './compiled';

const argv = process.argv.slice(2);
/** These are answered without an engine. Whatever else is, too, leaves the thread unused: it does not keep the process. */
const asksForNone = argv.length === 0 || argv[0] === 'help' || argv.some((one) => ['--version', '-h', '--help'].includes(one));
const engine = join(__dirname, 'engine-thread.cjs');
const thread = asksForNone ? undefined : new Worker(engine);
thread?.unref();
const { begin } = loadCompiled('cli-work') as typeof import('./cli-work');
begin(argv, thread);
