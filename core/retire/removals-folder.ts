/** Where it is written down that folders are to be removed for good. */
import type { Ports } from '../ports';

/** Below the home folder, beside the workspaces. */
export const removalsFolder = 'retired';
export const underWay = '.removing.json';

/** Names of the files of removals that were begun and have not ended. */
export function removalsUnderWay({ home }: Pick<Ports, 'home'>): string[] {
  return home.list(removalsFolder).filter((name) => name.endsWith(underWay));
}
