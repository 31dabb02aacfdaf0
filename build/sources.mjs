/** What the program is built of: the build is stale when any of it has changed, and is known by the digest of it. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

const how = ['package-lock.json', 'build/electron.vite.config.ts', 'build/schemas-when-asked.mjs'];

/** Files and folders below the project; of the window alone where it says so. */
export const programSources = ['core', 'main', 'preload', 'renderer', 'package.json', ...how];
export const windowSources = ['core', 'preload', 'renderer', ...how];

/** The files of these, in the order of their paths; hidden ones are no source. @param {readonly string[]} sources */
export function filesOf(sources) {
  /** @type {string[]} */
  const files = [];
  /** @param {string} path */
  const add = (path) => {
    if (!statSync(join(root, path)).isDirectory()) files.push(path);
    else for (const name of readdirSync(join(root, path))) if (!name.startsWith('.')) add(`${path}/${name}`);
  };
  sources.forEach(add);
  return files.sort();
}
