/** `npm run build`: builds what is stale. */
import { buildWhatIsStale } from './build.mjs';

buildWhatIsStale(['main', 'window']);
