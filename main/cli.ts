/** The command line, begun with what the build kept of it. */
import { loadCompiled } from './compiled';

loadCompiled('cli-work');
