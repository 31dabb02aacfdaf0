/** Python packages that tests hold bundles against: bagit.py, securesystemslib, in-toto. Installed once into an ignored folder; nothing of them is shipped. */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { say } from './say.mjs';

const packages = ['bagit==1.9.0', 'securesystemslib[crypto]==1.6.0', 'in-toto==3.1.0', 'in-toto-attestation==0.9.3'];
const folder = join(root, '.cache', 'python-tools-1');
/** A program of a Python environment. @param {string} environment its folder @param {string} name */
export const pythonProgram = (environment, name) => (process.platform === 'win32' ? join(environment, 'Scripts', `${name}.exe`) : join(environment, 'bin', name));
/** The Python that has them, once it is there. */
export const pythonWithTools = pythonProgram(folder, 'python');

/** @param {string} command @param {string[]} args */
const succeeds = (command, args) => spawnSync(command, args, { stdio: ['ignore', 2, 2] }).status === 0;
const usable = () => succeeds('python3', ['-c', 'import venv, ensurepip']);

/** Without them the tests that need them are skipped, or fail where CI=true. */
export function installPythonTools() {
  const why = installPythonPackages(folder, packages, packages.join(', '));
  if (why !== null) say(`The tools that evidence bundles are checked with are missing: ${why}. The tests on them ${process.env.CI === 'true' ? 'will fail' : 'are skipped'}.`);
}

/** Makes a Python environment with packages in it, once. @param {string} environment its folder @param {string[]} wanted arguments of `pip install` @param {string} words what is wanted @returns {string | null} why it failed */
export function installPythonPackages(environment, wanted, words) {
  const python = pythonProgram(environment, 'python');
  if (existsSync(python)) return null;
  if (!pythonIsThere()) return 'Python 3 with its module venv is not here (install python3-venv, then run this again)';
  say(`Installing ${words}, which tests check files with (once) …`);
  if (succeeds('python3', ['-m', 'venv', environment]) && succeeds(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...wanted])) return null;
  rmSync(environment, { recursive: true, force: true });
  return 'pip could not install them; its words are above';
}

function pythonIsThere() {
  if (usable()) return true;
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  say('Installing Debian package: python3-venv …');
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'python3-venv'], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return usable();
}
