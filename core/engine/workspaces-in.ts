/** Which workspaces a home has, by their folders. */
import type { Ports } from '../ports';

/** What the folder of a workspace is called while it is added; a kill leaves it behind, and nothing reads it. */
export const unfinished = '.adding-';

/** In the order of their names; those that are locked, too. */
export function workspacesIn({ home }: Pick<Ports, 'home'>): string[] {
  return home
    .list('')
    .filter((name) => !name.startsWith(unfinished) && home.exists(`${name}/workspace.json`))
    .sort();
}
