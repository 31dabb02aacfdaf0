/** The files of one commit, by path: every folder's object computed again, links followed inside the commit alone. */
import type { Progress } from '../../contract/shared';
import { AuditError, toErrorData } from '../../errors';
import type { GitObjects, Ports } from '../../ports';
import { type Damage, parseCommit, parseTree, readVerified, type TreeEntry } from './git-object';

/** A commit can name more files than there are atoms, folder by folder the same one: git's own tools hang on it. */
const mostEntries = 200_000;
const longestChain = 16;

export interface Broken {
  reason: 'object-damaged' | 'object-unreadable';
  detail: string;
}
/** Where a path leads in the commit. */
export type Lookup =
  | { kind: 'file'; path: string; id: string }
  | { kind: 'folder' | 'none' | 'submodule' | 'link-outside'; path: string }
  | ({ kind: 'broken'; path: string } & Broken);
export type Content = { bytes: Uint8Array } | Broken;

export interface CommitFiles {
  committed: string | null;
  /** By path below the root; folders too. */
  entries: ReadonlyMap<string, TreeEntry>;
  damaged: (Damage & { path: string })[];
  /** Folders whose files are not known. */
  broken: ReadonlyMap<string, Broken>;
  find(path: string): Promise<Lookup>;
  /** The bytes of a file, held against its id; asked for once each. */
  content(path: string, id: string): Promise<Content>;
}

/** Throws AuditError: `not-found` for a commit that the repository does not hold, `file-unreadable` for one that is damaged or none. */
export async function* openCommit(ports: Pick<Ports, 'sha1'>, git: GitObjects, commit: string, signal: AbortSignal): AsyncGenerator<Progress, CommitFiles> {
  const { path: where } = git.description;
  const damaged: CommitFiles['damaged'] = [];
  const entries = new Map<string, TreeEntry>();
  const broken = new Map<string, Broken>();
  const contents = new Map<string, Promise<Content>>();
  const files: CommitFiles = { committed: null, entries, damaged, broken, find, content: (path, id) => remembered(path, id) };

  const head = await readVerified(git, ports.sha1, commit);
  if ('missing' in head) throw notHeld(git, commit);
  if ('damage' in head) {
    note('', head.damage);
    broken.set('', damageWords('the commit', head.damage));
    return files;
  }
  const said = head.type === 'commit' ? parseCommit(head.bytes) : null;
  if (said === null)
    throw new AuditError('file-unreadable', `${where}: ${commit} is a ${head.type} and no commit, so it cannot be what the run was started from.`, { path: where, commit });
  files.committed = said.committed;

  const waiting = [{ path: '', id: said.tree }];
  for (let done = 0; waiting.length > 0; done++) {
    signal.throwIfAborted();
    if (done % 50 === 0) yield { phase: 'reading the folders of the commit', done, total: null };
    const { path, id } = waiting.shift() as { path: string; id: string };
    const tree = await folder(path, id);
    for (const entry of tree) {
      const at = path === '' ? entry.name : `${path}/${entry.name}`;
      entries.set(at, entry);
      if (entry.type === 'tree') waiting.push({ path: at, id: entry.id });
    }
    if (entries.size > mostEntries)
      throw new AuditError('not-supported', `${where}: commit ${commit} names more than ${mostEntries} files, which is more than is read here.`, { path: where });
  }
  return files;

  async function folder(path: string, id: string): Promise<TreeEntry[]> {
    const found = await verified(path, id, 'tree', `the folder "${path === '' ? '/' : path}"`);
    if (!('bytes' in found)) {
      broken.set(path, found);
      return [];
    }
    try {
      return parseTree(found.bytes);
    } catch (error) {
      broken.set(path, { reason: 'object-damaged', detail: `The folder "${path === '' ? '/' : path}" is no folder that git would make: ${(error as Error).message}.` });
      return [];
    }
  }

  async function verified(path: string, id: string, type: string, what: string): Promise<Content> {
    try {
      const found = await readVerified(git, ports.sha1, id);
      if ('missing' in found)
        return { reason: 'object-unreadable', detail: `The repository does not hold ${what} (object ${id}), as a shallow or partial clone may not. Fetch all of it.` };
      if ('damage' in found) {
        note(path, found.damage);
        return damageWords(what, found.damage);
      }
      return found.type === type ? { bytes: found.bytes } : { reason: 'object-damaged', detail: `The object ${id} should be ${what}, but is a ${found.type}.` };
    } catch (error) {
      signal.throwIfAborted();
      return { reason: 'object-unreadable', detail: toErrorData(error).message };
    }
  }

  function note(path: string, damage: Damage) {
    damaged.push({ ...damage, path });
  }

  function remembered(path: string, id: string): Promise<Content> {
    signal.throwIfAborted();
    let found = contents.get(id);
    if (found === undefined) {
      found = verified(path, id, 'blob', `"${path}"`);
      contents.set(id, found);
    }
    return found;
  }

  /** Part by part, as a checkout would be walked; a link is replaced by where it leads. */
  async function find(path: string, chain = 0): Promise<Lookup> {
    const root = broken.get('');
    if (root !== undefined) return { kind: 'broken', path, ...root };
    const parts = path.split('/');
    let at = '';
    for (const [index, part] of parts.entries()) {
      at = at === '' ? part : `${at}/${part}`;
      const entry = entries.get(at);
      const last = index === parts.length - 1;
      if (entry === undefined) return { kind: 'none', path };
      if (entry.type === 'submodule') return { kind: 'submodule', path: at };
      if (entry.type === 'link') return follow(at, entry.id, parts.slice(index + 1), chain);
      if (entry.type === 'file') return last ? { kind: 'file', path: at, id: entry.id } : { kind: 'none', path };
      const below = broken.get(at);
      if (below !== undefined) return { kind: 'broken', path, ...below };
    }
    return { kind: 'folder', path };
  }

  async function follow(link: string, id: string, rest: readonly string[], chain: number): Promise<Lookup> {
    const found = await remembered(link, id);
    if (!('bytes' in found)) return { kind: 'broken', path: link, ...found };
    const to = new TextDecoder().decode(found.bytes);
    const parts = link.split('/').slice(0, -1);
    for (const part of [...to.split('/'), ...rest]) {
      if (part === '..' && parts.pop() === undefined) return { kind: 'link-outside', path: link };
      if (part !== '' && part !== '.' && part !== '..') parts.push(part);
    }
    return to.startsWith('/') || chain >= longestChain ? { kind: 'link-outside', path: link } : find(parts.join('/'), chain + 1);
  }
}

function damageWords(what: string, { id, computed }: Damage): Broken {
  return { reason: 'object-damaged', detail: `The repository is damaged or forged: what it files under ${id} (${what}) has the SHA-1 ${computed}.` };
}

function notHeld({ description: { path, kind, refs } }: GitObjects, commit: string): AuditError {
  const holds =
    refs.length === 0
      ? ''
      : ` It holds ${refs
          .slice(0, 5)
          .map(({ name, id }) => `${name} (${id.slice(0, 12)})`)
          .join(', ')}${refs.length > 5 ? ' …' : ''}.`;
  const how =
    kind === 'bundle'
      ? `Ask for a bundle that holds it: git bundle create FILE TAG, made where the commit is.`
      : `Fetch it (git fetch origin ${commit}), name another repository, or ask for a bundle of the release.`;
  return new AuditError('not-found', `Commit ${commit}, which the run was started from, is not in ${path}.${holds} ${how}`, { path, commit });
}
