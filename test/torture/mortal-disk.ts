/**
 * A disk in memory that remembers each change in the order it was asked for, so that what a crash between any two would have left can be
 * made from one run: with all that was written (the process was killed), or with what fsync promised and any part of the rest (the power failed).
 */
import { posix } from 'node:path';
import type { Disk } from '../../main/ports/disk';

interface FileNode {
  kind: 'file';
  id: number;
  bytes: Buffer;
}
interface FolderNode {
  kind: 'folder';
  id: number;
  entries: Map<string, FileNode | FolderNode>;
}
type Node = FileNode | FolderNode;

/** One change, by the number of the file or folder it was made to. */
export type Change =
  | { op: 'write'; id: number; at: number; bytes: Buffer }
  | { op: 'truncate'; id: number; size: number }
  | { op: 'fsync'; id: number }
  | { op: 'enter'; folder: number; name: string; id: number; kind: Node['kind'] }
  | { op: 'leave'; folder: number; name: string }
  | { op: 'rename'; folder: number; name: string; toFolder: number; toName: string; id: number; kind: Node['kind'] };

/** What is left of the changes that no fsync covers: all, none, or by chance (a number in [0, 1) each time it is asked). */
export type Survival = 'all' | 'none' | (() => number);

const blockBytes = 512;

function fail(code: string, path: string): never {
  throw Object.assign(new Error(`${code}: ${path}`), { code });
}

export interface MortalDisk {
  disk: Disk;
  changes: Change[];
}

/** `from`: what a crash left. `before` is told of each change before it is made, and may throw in its stead. */
export function createMortalDisk(from?: FolderNode, before: (change: Change, path: string) => void = () => undefined): MortalDisk & { root: FolderNode } {
  const root: FolderNode = from ?? { kind: 'folder', id: 0, entries: new Map() };
  const changes: Change[] = [];
  const open = new Map<number, { node: Node; path: string; append: boolean }>();
  let ids = highest(root);
  let fds = 100;

  const change = (one: Change, path: string) => {
    before(one, path);
    changes.push(one);
  };
  const find = (path: string): Node | undefined => {
    let node: Node | undefined = root;
    for (const part of path.split('/').filter((one) => one !== '')) node = node?.kind === 'folder' ? node.entries.get(part) : undefined;
    return node;
  };
  const parentOf = (path: string): FolderNode => {
    const parent = find(posix.dirname(path));
    return parent?.kind === 'folder' ? parent : fail('ENOENT', path);
  };
  const enter = (path: string, node: Node) => {
    const parent = parentOf(path);
    change({ op: 'enter', folder: parent.id, name: posix.basename(path), id: node.id, kind: node.kind }, path);
    parent.entries.set(posix.basename(path), node);
  };
  const handle = (fd: number) => open.get(fd) ?? fail('EBADF', String(fd));
  const file = (fd: number): FileNode => {
    const { node } = handle(fd);
    return node.kind === 'file' ? node : fail('EISDIR', String(fd));
  };
  const existing = (path: string): Node => find(path) ?? fail('ENOENT', path);

  const calls = {
    accessSync: (path: string) => void existing(path),
    existsSync: (path: string) => find(path) !== undefined,
    statSync: (path: string) => {
      const node = existing(path);
      return { size: node.kind === 'file' ? node.bytes.length : 0 };
    },
    fstatSync: (fd: number) => ({ size: file(fd).bytes.length }),
    readdirSync: (path: string) => {
      const node = existing(path);
      return node.kind === 'folder' ? [...node.entries.keys()] : fail('ENOTDIR', path);
    },
    readFileSync: (path: string) => {
      const node = existing(path);
      return node.kind === 'file' ? Buffer.from(node.bytes) : fail('EISDIR', path);
    },
    readSync: (fd: number, into: Uint8Array, offset: number, length: number, position: number) => {
      const { bytes } = file(fd);
      const part = bytes.subarray(position, position + length);
      into.set(part, offset);
      return part.length;
    },
    openSync(path: string, flags: string) {
      let node = find(path);
      if (node !== undefined && flags === 'wx') fail('EEXIST', path);
      if (node === undefined) {
        if (flags === 'r' || flags === 'r+') fail('ENOENT', path);
        node = { kind: 'file', id: ++ids, bytes: Buffer.alloc(0) };
        enter(path, node);
      } else if (flags === 'w' && node.kind === 'file' && node.bytes.length > 0) {
        change({ op: 'truncate', id: node.id, size: 0 }, path);
        node.bytes = Buffer.alloc(0);
      }
      open.set(++fds, { node, path, append: flags.startsWith('a') });
      return fds;
    },
    closeSync: (fd: number) => void open.delete(fd),
    writeSync(fd: number, bytes: Uint8Array, offset: number, length: number) {
      const node = file(fd);
      const part = Buffer.from(bytes.subarray(offset, offset + length));
      change({ op: 'write', id: node.id, at: node.bytes.length, bytes: part }, handle(fd).path);
      node.bytes = Buffer.concat([node.bytes, part]);
      return length;
    },
    ftruncateSync(fd: number, size: number) {
      const node = file(fd);
      if (size === node.bytes.length) return;
      change({ op: 'truncate', id: node.id, size }, handle(fd).path);
      node.bytes = resized(node.bytes, size);
    },
    fsyncSync: (fd: number) => change({ op: 'fsync', id: handle(fd).node.id }, handle(fd).path),
    mkdirSync(path: string) {
      if (path !== '/' && find(posix.dirname(path)) === undefined) calls.mkdirSync(posix.dirname(path));
      if (find(path) === undefined) enter(path, { kind: 'folder', id: ++ids, entries: new Map() });
    },
    linkSync(source: string, target: string) {
      if (find(target) !== undefined) fail('EEXIST', target);
      enter(target, existing(source));
    },
    renameSync(source: string, target: string) {
      const node = existing(source);
      const there = find(target);
      if (there?.kind === 'folder' && there.entries.size > 0) fail('ENOTEMPTY', target);
      const [folder, toFolder] = [parentOf(source), parentOf(target)];
      const [name, toName] = [posix.basename(source), posix.basename(target)];
      change({ op: 'rename', folder: folder.id, name, toFolder: toFolder.id, toName, id: node.id, kind: node.kind }, target);
      folder.entries.delete(name);
      toFolder.entries.set(toName, node);
    },
    rmSync(path: string) {
      if (find(path) === undefined) return;
      const parent = parentOf(path);
      change({ op: 'leave', folder: parent.id, name: posix.basename(path) }, path);
      parent.entries.delete(posix.basename(path));
    },
  };
  return { disk: calls as unknown as Disk, changes, root };
}

function highest(node: Node): number {
  return node.kind === 'file' ? node.id : Math.max(node.id, ...[...node.entries.values()].map(highest));
}

function resized(bytes: Buffer, size: number): Buffer {
  const next = Buffer.alloc(size);
  bytes.copy(next, 0, 0, Math.min(size, bytes.length));
  return next;
}

/** What is found after a crash behind these changes, made to an empty disk. */
export function afterCrash(changes: readonly Change[], survival: Survival): FolderNode {
  const files = new Map<number, Buffer>();
  const folders = new Map<number, Map<string, { id: number; kind: Node['kind'] }>>([[0, new Map()]]);
  const pending = new Map<number, Change[]>();
  const later = (id: number, change: Change) => pending.set(id, [...(pending.get(id) ?? []), change]);
  const entries = (id: number) => {
    const found = folders.get(id) ?? new Map<string, { id: number; kind: Node['kind'] }>();
    folders.set(id, found);
    return found;
  };
  const apply = (change: Change) => {
    if (change.op === 'write') {
      const bytes = files.get(change.id) ?? Buffer.alloc(0);
      const next = resized(bytes, Math.max(bytes.length, change.at + change.bytes.length));
      change.bytes.copy(next, change.at);
      files.set(change.id, next);
    } else if (change.op === 'truncate') files.set(change.id, resized(files.get(change.id) ?? Buffer.alloc(0), change.size));
    else if (change.op === 'enter') entries(change.folder).set(change.name, { id: change.id, kind: change.kind });
    else if (change.op === 'leave') entries(change.folder).delete(change.name);
    else if (change.op === 'rename') {
      // A name is never lost: the old one goes when the new one is there.
      entries(change.folder).delete(change.name);
      entries(change.toFolder).set(change.toName, { id: change.id, kind: change.kind });
    }
  };
  for (const change of changes) {
    if (change.op === 'fsync') {
      for (const one of pending.get(change.id) ?? []) apply(one);
      pending.delete(change.id);
    } else later('folder' in change ? change.folder : change.id, change);
  }
  for (const waiting of pending.values()) {
    if (survival === 'all') waiting.forEach(apply);
    else if (survival !== 'none') for (const change of waiting) for (const part of partly(change, survival)) apply(part);
  }
  return build(0, 'folder', files, folders) as FolderNode;
}

/** A write may leave any of its blocks, a hole of zeros where others are missing; any other change is made or not. */
function partly(change: Change, chance: () => number): Change[] {
  const luck = chance();
  if (change.op !== 'write') return luck < 0.5 ? [change] : [];
  if (luck < 0.25) return [];
  if (luck < 0.5) return [{ ...change, bytes: change.bytes.subarray(0, Math.floor(chance() * change.bytes.length)) }];
  const parts: Change[] = [];
  for (let from = 0; from < change.bytes.length; ) {
    const to = Math.min(change.bytes.length, from + blockBytes - ((change.at + from) % blockBytes));
    if (chance() < 0.6) parts.push({ ...change, at: change.at + from, bytes: change.bytes.subarray(from, to) });
    from = to;
  }
  return parts;
}

function build(id: number, kind: Node['kind'], files: Map<number, Buffer>, folders: Map<number, Map<string, { id: number; kind: Node['kind'] }>>): Node {
  if (kind === 'file') return { kind, id, bytes: Buffer.from(files.get(id) ?? Buffer.alloc(0)) };
  const entries = new Map<string, Node>();
  for (const [name, entry] of folders.get(id) ?? []) entries.set(name, build(entry.id, entry.kind, files, folders));
  return { kind, id, entries };
}
