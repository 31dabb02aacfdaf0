/** The files of a git repository on a disk as isomorphic-git asks for them: read only, with the objects of worktrees and alternates. */
import type { Stats } from 'node:fs';
import { lstat, readdir, readFile, readlink, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { inflateSync } from 'node:zlib';
import git, { type PromiseFsClient } from 'isomorphic-git';
import { AuditError } from '../../../core/errors';
import { withoutUser } from '../../../core/verify/code/repository-url';
import type { GitSource } from '../git';
import { guardPack, largestObject, readPackIndex } from './pack-guard';

/** A file is read whole; Node reads none of 2 GiB and more that way. */
const largestFile = 2 ** 31 - 1;
/** Alternates may have alternates; git itself stops here too. */
const deepestAlternate = 5;

/** Throws AuditError `file-unreadable` where the folder is no repository, `not-supported` for SHA-256 repositories. */
export async function repositoryFiles(path: string): Promise<GitSource> {
  const found = await gitFolder(path);
  if (found === null)
    throw new AuditError('file-unreadable', `${path} is no git repository: it holds no .git and no objects. Name the folder of a clone, a bare repository or a bundle file.`, {
      path,
    });
  const common = await textOf(join(found.folder, 'commondir')).then((text) => (text === null ? found.folder : resolve(found.folder, text.trim())));
  const objects = [join(common, 'objects')];
  if (!(await isFolder(objects[0] ?? '')))
    throw new AuditError('file-unreadable', `${path} is no whole git repository: ${objects[0]} is not there. A worktree needs the repository that it belongs to.`, { path });
  await addAlternates(objects, objects[0] ?? '', deepestAlternate);
  const fs = readOnly(objects.map((folder, at) => ({ objects: folder, other: at === 0 ? common : dirname(folder) })));
  const setting = (name: string) => git.getConfig({ fs, gitdir: '/0', path: name }).catch(() => undefined);
  const format = await setting('extensions.objectformat');
  if (typeof format === 'string' && format.toLowerCase() !== 'sha1')
    throw new AuditError('not-supported', `${path} names its objects by ${format}, which is not supported: only repositories with SHA-1 object ids can be read.`, { path });
  const remotes = await git.listRemotes({ fs, gitdir: '/0' }).catch(() => []);
  return {
    fs,
    gitdirs: objects.map((_, at) => `/${at}`),
    description: {
      kind: found.bare ? 'bare' : 'clone',
      path,
      remotes: remotes.map(({ remote, url }) => ({ name: remote, url: withoutUser(String(url)) })),
      refs: [],
      sha256: null,
    },
  };
}

async function gitFolder(path: string): Promise<{ folder: string; bare: boolean } | null> {
  const inside = join(path, '.git');
  if (await isFolder(inside)) return { folder: inside, bare: false };
  const link = /^gitdir: (.+)$/m.exec((await textOf(inside)) ?? '');
  if (link !== null) return { folder: resolve(path, (link[1] ?? '').trim()), bare: false };
  if (!(await isFolder(join(path, 'objects'))) || (await textOf(join(path, 'HEAD'))) === null) return null;
  return { folder: path, bare: true };
}

/** `objects/info/alternates`: a folder of objects on each line, absolute or relative to this one. */
async function addAlternates(found: string[], objects: string, depth: number): Promise<void> {
  const lines = ((await textOf(join(objects, 'info', 'alternates'))) ?? '').split(/\r?\n/);
  for (const line of lines) {
    if (line === '' || line.startsWith('#')) continue;
    const folder = resolve(objects, line);
    if (depth === 0 || found.includes(folder) || !(await isFolder(folder))) continue;
    found.push(folder);
    await addAlternates(found, folder, depth - 1);
  }
}

/** `/N/objects/…` is below the Nth folder of objects, anything else below the folder beside it. Everything that would write is refused. */
function readOnly(folders: { objects: string; other: string }[]): PromiseFsClient {
  const at = (path: string) => {
    const [number = '', first, ...rest] = path.split('/').filter((part) => part !== '');
    const folder = folders[Number(number)];
    if (folder === undefined) throw Object.assign(new Error(`no such folder: ${path}`), { code: 'ENOENT' });
    return first === 'objects' ? join(folder.objects, ...rest) : join(folder.other, ...(first === undefined ? [] : [first, ...rest]));
  };
  const refuse = async (): Promise<never> => {
    throw new Error('a repository is never written');
  };
  return {
    promises: {
      readFile: async (path: string, options?: { encoding?: BufferEncoding } | BufferEncoding) => {
        const real = at(path);
        const info = await stat(real);
        checkFile(real, info);
        const content = await readFile(real, options);
        if (typeof content !== 'string') await guard(real, content);
        return content;
      },
      readdir: async (path: string) => readdir(at(path)),
      stat: async (path: string) => stat(at(path)),
      lstat: async (path: string) => lstat(at(path)),
      readlink: async (path: string) => readlink(at(path)),
      writeFile: refuse,
      unlink: refuse,
      mkdir: refuse,
      rmdir: refuse,
      symlink: refuse,
      chmod: refuse,
    },
  };
}

/** A FIFO would never end; a folder where a file is asked for is isomorphic-git's to handle. */
function checkFile(path: string, info: Stats): void {
  if (info.isDirectory()) throw Object.assign(new Error(`${path} is a folder`), { code: 'EISDIR' });
  if (!info.isFile()) throw new AuditError('file-unreadable', `${path} is no regular file, so it is not opened.`, { path });
  if (info.size > largestFile)
    throw new AuditError(
      'not-supported',
      `${path} is larger than 2 GiB, which cannot be read here. Make a bundle of the one commit: git bundle create FILE TAG, from a shallow clone if need be.`,
      { path },
    );
}

/** What a hostile repository could stop this program with is refused before isomorphic-git sees it. */
async function guard(path: string, content: Buffer): Promise<void> {
  if (path.endsWith('.idx')) readPackIndex(path, content);
  else if (path.endsWith('.pack')) {
    const offsets = readPackIndex(path, await readFile(path.replace(/pack$/, 'idx')));
    guardPack(path, content, [...offsets.values()], (id) => offsets.get(id));
  } else if (/[\\/][0-9a-f]{2}[\\/][0-9a-f]{38}$/.test(path)) guardLoose(path, content);
}

/** Few bytes can unpack to more than there is memory for. */
function guardLoose(path: string, content: Buffer): void {
  try {
    inflateSync(content, { maxOutputLength: largestObject });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new AuditError('not-supported', `${path} unpacks to more than 512 MiB, which is not read here.`, { path });
  }
}

async function textOf(path: string): Promise<string | null> {
  try {
    const info = await stat(path);
    return info.isFile() && info.size < 1_000_000 ? await readFile(path, 'utf8') : null;
  } catch {
    return null;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  );
}
