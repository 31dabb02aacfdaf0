/** Installs the npm packages when they are missing or are not those of package-lock.json. Needs nothing but Node itself. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { giveUp, say } from './say.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} Locked */

/** @param {string} file @returns {Record<string, Locked>} */
function lockedPackages(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
}

/** Are the packages that npm says it installed the ones that the lock file names? Optional ones may be left out. */
export function dependenciesAreFresh() {
  try {
    const installed = lockedPackages('node_modules/.package-lock.json');
    return Object.entries(lockedPackages('package-lock.json')).every(([path, wanted]) => {
      if (path === '') return true;
      const there = installed[path];
      return there === undefined ? wanted.optional === true || wanted.devOptional === true : there.version === wanted.version && there.integrity === wanted.integrity;
    });
  } catch {
    return false;
  }
}

export function installDependencies() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) giveUp(`This needs Node 20.19 or newer; this is Node ${process.versions.node}.`);
  if (dependenciesAreFresh()) return;
  say('Installing the npm packages of package-lock.json …');
  try {
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  } catch {
    giveUp('npm ci did not succeed; its words are above. With a network or a filled npm cache, run it again: npm ci');
  }
}
