/**
 * Packs a store with its files into the archive that the demo is unpacked from: `node build/demo/pack.mjs FOLDER`.
 * FOLDER holds lineage/, the data files as recorded below one folder, and pipeline.bundle. File times are kept to the
 * nanosecond (PAX headers), because recorded metadata checksums hold them. Links to staged inputs are left out.
 * Files of the same name lie side by side, so that copies of one another cost nothing.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const folder = process.argv[2];
if (folder === undefined) throw new Error('Which folder? node build/demo/pack.mjs FOLDER');
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replace(/^\/+/, ''))
  .sort((a, b) => (basename(a) < basename(b) ? -1 : basename(a) > basename(b) ? 1 : a < b ? -1 : 1));
const tar = execFileSync(
  'tar',
  ['--format=posix', '--pax-option=delete=atime,delete=ctime', '--owner=0', '--group=0', '--numeric-owner', '--no-recursion', '-cf', '-', '-C', folder, '--null', '-T', '-'],
  { input: files.join('\0'), maxBuffer: 2 ** 30, stdio: ['pipe', 'pipe', 'inherit'] },
);
const packed = brotliCompressSync(tar, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: tar.length } });
writeFileSync(join(import.meta.dirname, 'trial-042.tar.br'), packed);
process.stdout.write(`${files.length} files, ${tar.length} bytes, packed ${packed.length}\n`);
