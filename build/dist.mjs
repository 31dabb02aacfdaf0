/** `npm run dist`: packs the program into dist/, unpacked. With a substitute Electron the package is named -test-runtime and is no release. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildWhatIsStale } from './build.mjs';
import { electronRuntime } from './electron-runtime.mjs';
import { root } from './paths.mjs';
import { giveUp, say } from './say.mjs';

buildWhatIsStale(['main', 'window']);
const runtime = await electronRuntime();
mkdirSync(join(root, '.runtime'), { recursive: true });
const work = mkdtempSync(join(root, '.runtime', 'packing-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

// A copy without the link to this repository: nothing that packs may write through it.
const electronDist = join(work, 'electron');
cpSync(runtime.folder, electronDist, { recursive: true, filter: (path) => path !== join(runtime.folder, 'resources', 'app') });

const output = join(work, 'dist');
const settings = [`--config.electronDist=${electronDist}`, `--config.electronVersion=${runtime.version}`, `--config.directories.output=${output}`];
// A door that the substitute is too old to have.
if (!runtime.testRuntime) settings.push('--config.electronFuses.grantFileProtocolExtraPrivileges=false');
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/electron-builder/cli.js'), '--dir', '--publish=never', '--config', 'build/electron-builder.yml', ...settings],
  {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false' },
  },
);
if (status !== 0) giveUp('electron-builder did not succeed; its words are above.');

const packed = readdirSync(output).find((name) => name.endsWith('-unpacked') || name.startsWith('mac'));
if (packed === undefined) giveUp('electron-builder left no unpacked folder.');
const name = `lineage-audit-workbench-${process.platform}-${process.arch}${runtime.testRuntime ? '-test-runtime' : ''}`;
const target = join(root, 'dist', name);
mkdirSync(join(root, 'dist'), { recursive: true });
if (existsSync(target)) rmSync(target, { recursive: true });
renameSync(join(output, packed), target);
say(`Packed: dist/${name}${runtime.testRuntime ? `\nIt carries Electron ${runtime.version}, a runtime for tests: not a release. Its title and its reports say so.` : ''}`);
