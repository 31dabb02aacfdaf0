/** The Debian packages that Electron and the tests need: found, installed where that is allowed, or named with the command to run. */
import { spawnSync } from 'node:child_process';
import { giveUp, say } from './say.mjs';

const forWindow = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libatk-bridge2.0-0', 'libatspi2.0-0', 'libxss1'];
const forTests = ['xvfb', 'xauth', 'poppler-utils'];

/** @param {string} command @param {string[]} args */
const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Since 2024 Debian and Ubuntu name some of these with `t64` at the end. @param {string} name */
const names = (name) => [name, `${name}t64`];

/** @param {string} name */
function installed(name) {
  return names(name).some((one) => spawnSync('dpkg-query', ['-W', '-f=${db:Status-Status}', one], { encoding: 'utf8' }).stdout === 'installed');
}

/** @param {{ tests: boolean }} options whether the tests are to run: they need a display of their own and a PDF reader */
export function installSystemPackages({ tests }) {
  const failed = installPackages([...forWindow, ...(tests ? forTests : [])]);
  if (failed !== null) giveUp(failed);
}

/** Installs those of the packages that are missing, on Debian and as root. @param {string[]} wanted @returns {string | null} what could not be done, and how to do it by hand */
export function installPackages(wanted) {
  if (process.platform !== 'linux' || !succeeds('dpkg-query', ['--version'])) return null;
  const missing = wanted.filter((name) => !installed(name));
  if (missing.length === 0) return null;
  const mayInstall = process.getuid?.() === 0 && succeeds('apt-get', ['--version']);
  if (!mayInstall)
    return `These Debian packages are missing: ${missing.join(' ')}\nInstall them, then run this again:\n  sudo apt-get update && sudo apt-get install -y ${missing.join(' ')}`;
  say(`Installing Debian packages: ${missing.join(' ')} …`);
  const apt = (/** @type {string[]} */ ...args) => spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0;
  apt('update', '-qq');
  const available = missing.map((name) => names(name).findLast((one) => succeeds('apt-cache', ['show', one])) ?? name);
  return apt('install', '-y', '-qq', '--no-install-recommends', ...available) ? null : `apt-get could not install ${available.join(' ')}; its words are above.`;
}
