/** The demo: a real store with the files of its runs, unpacked with their times, and a workspace on it. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { built, root } from './paths.mjs';
import { giveUp, say } from './say.mjs';

const name = 'trial-042';
const archive = join(root, 'build', 'demo', `${name}.tar.br`);

/** Unpacks the demo's files unless they lie there already. @param {string} [folder] where; returns the folder of the store's files */
export function unpackDemo(folder = join(root, '.demo')) {
  const packed = readFileSync(archive);
  const digest = createHash('sha256').update(packed).digest('hex');
  const target = join(folder, name);
  const stamp = join(folder, `${name}.sha256`);
  if (existsSync(target) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return target;
  say('Unpacking the demo …');
  const fresh = join(folder, `${name}.unpacking-${process.pid}`);
  mkdirSync(fresh, { recursive: true });
  const { status, error, stderr } = spawnSync('tar', ['-xf', '-', '-C', fresh], { input: brotliDecompressSync(packed), encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (error !== undefined || status !== 0) giveUp(`The demo could not be unpacked with tar: ${error?.message ?? stderr}`);
  rmSync(target, { recursive: true, force: true });
  renameSync(fresh, target);
  writeFileSync(stamp, digest);
  return target;
}

/** Unpacks the demo and, in a home without it, adds its workspace and syncs it. @param {string} home @param {string} [folder] */
export async function prepareDemo(home, folder) {
  const files = unpackDemo(folder);
  /** @type {typeof import('../main/engine-client')} */
  const { startEngine } = createRequire(import.meta.url)(built('main', 'engine-client.cjs'));
  const engine = startEngine({ home, surface: 'command line', version: JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version, testRuntime: false });
  try {
    const { workspaces } = await engine.call('workspaces.list', {});
    if (!workspaces.some((workspace) => workspace.name === name)) {
      say(`Adding the demo workspace ${name} …`);
      await engine.call('workspaces.add', { name, store: { type: 'folder', path: join(files, 'lineage') }, maps: [{ from: '/data/trial-042', to: files }], demo: true });
    } else if (workspaces.some((workspace) => workspace.name === name && workspace.lastSync !== null)) return;
    await engine.send('sync.run', { workspace: name });
  } catch (error) {
    say(`The demo workspace could not be made ready: ${/** @type {Error} */ (error).message}`);
  } finally {
    await engine.close();
  }
}
