/** Builds what is stale into out/: `main` is what the command line needs, `window` the page and its preload. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { built, root } from './paths.mjs';
import { giveUp, say } from './say.mjs';
import { filesOf, programSources, windowSources } from './sources.mjs';

/** @typedef {'main' | 'window'} Part */

/** @type {Record<Part, string[]>} */
const sources = {
  // Of the window as well: a build is known by the digest of the whole source.
  main: [...programSources, 'build/keep-compiled.mjs'],
  window: windowSources,
};

/** A digest of names, sizes and times: quick, and different whenever a source has changed. @param {Part} part */
function stateOf(part) {
  const digest = createHash('sha256');
  for (const path of filesOf(sources[part])) {
    const { size, mtimeMs } = statSync(join(root, path));
    digest.update(`${path}\t${size}\t${mtimeMs}\n`);
  }
  return digest.digest('hex');
}

/** @param {Part} part */
const stamp = (part) => built(`.${part}.stamp`);

/** @param {Part} part @param {string} state */
function isFresh(part, state) {
  try {
    return readFileSync(stamp(part), 'utf8') === state;
  } catch {
    return false;
  }
}

/** Says nothing and takes milliseconds when all is fresh. @param {Part[]} parts */
export function buildWhatIsStale(parts) {
  if (parts.every((part) => isFresh(part, stateOf(part)))) return;
  const unlock = lock();
  try {
    for (const part of parts) {
      const state = stateOf(part);
      if (isFresh(part, state)) continue;
      say(`Building (${part}) …`);
      rmSync(stamp(part), { force: true });
      const command = [
        join(root, 'node_modules/electron-vite/bin/electron-vite.js'),
        'build',
        '--config',
        'build/electron.vite.config.ts',
        '--mode',
        part,
        '--logLevel',
        'error',
        '--ignoreConfigWarning',
      ];
      const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } });
      if (status !== 0) giveUp(`${stdout}${stderr}\nThe build failed.`);
      if (part === 'main') keepCompiled();
      writeFileSync(stamp(part), state);
    }
  } finally {
    unlock();
  }
}

/** What is not kept costs a command half a second, and nothing else. */
function keepCompiled() {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'build/keep-compiled.mjs')], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) say(`What was compiled could not be kept: commands start more slowly. ${stderr}`);
}

/** One build at a time: others wait, and take over from one that has died. */
function lock() {
  const file = built('.building');
  const mine = `${file}-${process.pid}`;
  mkdirSync(built(), { recursive: true });
  writeFileSync(mine, String(process.pid));
  for (;;) {
    try {
      linkSync(mine, file);
      rmSync(mine);
      const unlock = () => rmSync(file, { force: true });
      process.once('exit', unlock);
      return unlock;
    } catch {
      if (!alive(readOwner(file))) rmSync(file, { force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
  }
}

/** @param {string} file */
function readOwner(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}

/** @param {number} pid */
function alive(pid) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
