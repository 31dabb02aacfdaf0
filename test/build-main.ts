/** The built main part, for tests that need a process or a thread of its own; built first when it is stale. */
import { buildWhatIsStale } from '../build/build.mjs';
import { built } from '../build/paths.mjs';

/** The path of out/main/<name>.cjs. */
export function buildMain(name: 'cli' | 'engine-client' | 'engine-thread' | 'digest-thread' | 'store-thread' | 'pack-thread' | 'run-files-thread'): string {
  buildWhatIsStale(['main']);
  return built('main', `${name}.cjs`);
}
