/** The engine's own thread, begun with what the build kept of it. */
import { loadCompiled } from './compiled';

loadCompiled('engine-work');
