/** The command line, begun with what the build kept of it: the engine in this thread for what is answered at once, else in one of its own, which loads while the words of the command are read. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { loadCompiled } from './compiled';

const argv = process.argv.slice(2);
const takeValue = ['--home', '-w', '--workspace', '--passphrase-file'];
const verb = argv.find((one, at) => !one.startsWith('-') && !takeValue.includes(argv[at - 1] ?? ''));
/** These are answered without an engine. Whatever else is, too, leaves the thread unused: it does not keep the process. */
const asksForNone = verb === undefined || verb === 'help' || argv.some((one) => ['--version', '-h', '--help'].includes(one));
/** These only ask, and change nothing that an end in the middle would leave half done. As of an instant they replay the evidence first, which is told while it goes on. */
const asksAtOnce = !asksForNone && ['list', 'view', 'find', 'diff', 'runs', 'run', 'tasks', 'outputs', 'inputs'].includes(verb) && !argv.some((one) => one.startsWith('--as-of'));
/** These ask, too, for longer: with less room for values that live shortly, which V8 would fill before it looks for garbage, the process takes 10 to 40 MB less and no longer. */
const asksLonger = !asksForNone && ['workspaces', 'overview', 'search', 'labels'].includes(verb);
/** MB, of three halves of which one is filled at a time. */
const young = 12;
const engine = join(__dirname, 'engine-thread.cjs');

if (verb === 'find' && asksAtOnce && (loadCompiled('cli-find') as typeof import('./cli-find')).answeredAtOnce(argv)) {
  // It is said, and there is nothing left to do.
} else if (asksAtOnce) (loadCompiled('cli-here') as typeof import('./cli-here')).beginHere(argv);
else {
  const thread = asksForNone ? undefined : new Worker(engine, asksLonger ? { resourceLimits: { maxYoungGenerationSizeMb: young } } : {});
  thread?.unref();
  (loadCompiled('cli-work') as typeof import('./cli-work')).begin(argv, thread, { brief: asksLonger });
}
