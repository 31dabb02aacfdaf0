/** A git bundle as isomorphic-git asks for a repository: its pack is indexed in memory, so that nothing is left on the disk. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import git, { type PromiseFsClient } from 'isomorphic-git';
import { AuditError } from '../../../core/errors';
import type { GitSource } from '../git';
import { isBundle, readBundleHead } from './bundle-head';
import { guardUnindexedPack } from './pack-guard';

/** Held in memory, twice while it is indexed. */
const largestBundle = 2 ** 30;
const packPath = '/0/objects/pack/bundle.pack';

/** Throws AuditError `file-unreadable` where the file is no bundle, is cut or damaged, `not-supported` for what this program does not read. */
export async function bundleFiles(path: string, size: number, signal: AbortSignal): Promise<GitSource> {
  if (size > largestBundle)
    throw new AuditError('not-supported', `${path} is larger than 1 GiB, which is too large for a bundle here. Clone it (git clone ${path} FOLDER) and name the folder.`, { path });
  const bytes = await readFile(path).catch((error: Error) => {
    throw new AuditError('file-unreadable', `${path} cannot be read: ${error.message}.`, { path });
  });
  if (!isBundle(bytes)) throw new AuditError('file-unreadable', `${path} is no git bundle. Name a file made by "git bundle create", or the folder of a clone.`, { path });
  const head = readBundleHead(path, bytes);
  const [first] = head.prerequisites;
  if (first !== undefined)
    throw new AuditError(
      'not-supported',
      `${path} is a thin bundle: it holds only what is new after ${head.prerequisites.length === 1 ? `commit ${first}` : `${head.prerequisites.length} commits (${first} …)`}, so it proves nothing by itself. Make a whole one: git bundle create FILE --all`,
      { path, prerequisites: head.prerequisites.slice(0, 20) },
    );
  const pack = bytes.subarray(head.packStart);
  const damaged = (why: string) => new AuditError('file-unreadable', `${path} is damaged: ${why}. Make the bundle again, or get another copy of it.`, { path });
  if (pack.length < 32 || pack.toString('latin1', 0, 4) !== 'PACK') throw damaged('it holds no pack of objects behind its head');
  if (createHash('sha1').update(pack.subarray(0, -20)).digest('hex') !== pack.toString('hex', pack.length - 20))
    throw damaged('the checksum at its end does not fit, so it is cut or was changed');
  guardUnindexedPack(path, pack);
  const fs = inMemory(new Map([[packPath, pack]]));
  try {
    const { oids } = await git.indexPack({ fs, dir: '/', gitdir: '/0', filepath: packPath.slice(1), onProgress: () => signal.throwIfAborted() });
    if (oids.length < pack.readUInt32BE(8)) throw damaged(`only ${oids.length} of its ${pack.readUInt32BE(8)} objects can be unpacked`);
  } catch (error) {
    if (error instanceof AuditError || signal.aborted) throw error;
    throw damaged(`its objects cannot be unpacked (${(error as Error).message})`);
  }
  return {
    fs,
    gitdirs: ['/0'],
    description: { kind: 'bundle', path, remotes: [], refs: head.refs.slice(0, 200), sha256: createHash('sha256').update(bytes).digest('hex') },
  };
}

/** The few calls that isomorphic-git makes, over a map of files. */
function inMemory(files: Map<string, Buffer>): PromiseFsClient {
  const missing = (path: string) => Object.assign(new Error(`${path} is not there`), { code: 'ENOENT' });
  const isFolder = (path: string) => [...files.keys()].some((one) => one.startsWith(`${path.replace(/\/$/, '')}/`));
  const info = async (path: string) => {
    if (!files.has(path) && !isFolder(path)) throw missing(path);
    return { isFile: () => files.has(path), isDirectory: () => !files.has(path), isSymbolicLink: () => false };
  };
  const nothing = async () => undefined;
  return {
    promises: {
      async readFile(path: string) {
        const found = files.get(path);
        if (found === undefined) throw missing(path);
        return found;
      },
      async readdir(path: string) {
        const base = `${path.replace(/\/$/, '')}/`;
        return [...new Set([...files.keys()].filter((one) => one.startsWith(base)).map((one) => one.slice(base.length).split('/')[0] ?? ''))];
      },
      writeFile: async (path: string, bytes: Uint8Array) => void files.set(path, Buffer.from(bytes)),
      stat: info,
      lstat: info,
      mkdir: nothing,
      unlink: nothing,
      rmdir: nothing,
      readlink: nothing,
      symlink: nothing,
      chmod: nothing,
    },
  };
}
