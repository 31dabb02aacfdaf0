/** Git repositories and bundles as a source of objects: read by isomorphic-git, without the git program and without writing anything. */
import { stat } from 'node:fs/promises';
import git, { type PromiseFsClient } from 'isomorphic-git';
import { AuditError } from '../../core/errors';
import type { GitObjects } from '../../core/ports';
import { bundleFiles } from './git/bundle-files';
import { repositoryFiles } from './git/repository-files';

/** Where isomorphic-git finds objects: folders of a file system made for it, each with `objects` below. */
export interface GitSource {
  fs: PromiseFsClient;
  gitdirs: string[];
  description: GitObjects['description'];
}

/** See core/ports.ts. A folder is a clone (or its `.git`), a worktree or bare; a file is a bundle. */
export async function openGit(path: string, signal: AbortSignal): Promise<GitObjects> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR')
      throw new AuditError('file-unreadable', `${path} is not there. Name the folder of a clone, a bare repository or a bundle file.`, { path });
    throw new AuditError('file-unreadable', `${path} cannot be read: ${error.message}.`, { path });
  });
  if (!found.isDirectory() && !found.isFile())
    throw new AuditError('file-unreadable', `${path} is neither a folder nor a file, so it is no git repository and no bundle.`, { path });
  return reader(path, found.isDirectory() ? await repositoryFiles(path) : await bundleFiles(path, found.size, signal));
}

function reader(path: string, { fs, gitdirs, description }: GitSource): GitObjects {
  let cache = {};
  return {
    description,
    async read(id) {
      for (const gitdir of gitdirs) {
        const found = await readFrom(gitdir, id);
        if (found !== null) return found;
      }
      return null;
    },
    close() {
      cache = {};
    },
  };

  async function readFrom(gitdir: string, oid: string) {
    try {
      // `wrapped` leaves the comparison of the id to the caller: a loose object that is another is told, not refused.
      const { object, type, format } = await git.readObject({ fs, gitdir, oid, format: 'wrapped', cache });
      return format === 'wrapped' ? unwrapped(object as Uint8Array, oid) : { type, bytes: object as Uint8Array };
    } catch (error) {
      if (error instanceof AuditError) throw error;
      if (error instanceof git.Errors.NotFoundError && error.data.what === oid) return null;
      const why = error instanceof git.Errors.NotFoundError ? `the object ${error.data.what} that it is stored as a difference to is not there` : (error as Error).message;
      throw new AuditError('file-unreadable', `${path} is damaged: the object ${oid} cannot be unpacked (${why}). Make a new clone or bundle of the repository.`, {
        path,
        id: oid,
      });
    }
  }

  /** `type size NUL bytes`; the size is told by the bytes themselves. */
  function unwrapped(object: Uint8Array, oid: string) {
    const end = object.indexOf(0);
    const head = /^(commit|tree|blob|tag) \d+$/.exec(Buffer.from(object.subarray(0, Math.max(0, Math.min(end, 32)))).toString('latin1'));
    if (head === null)
      throw new AuditError('file-unreadable', `${path} is damaged: what is filed under ${oid} is no git object. Make a new clone or bundle of the repository.`, { path, id: oid });
    return { type: head[1] ?? '', bytes: object.subarray(end + 1) };
  }
}
