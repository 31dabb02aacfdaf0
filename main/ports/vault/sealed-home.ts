/** Our own files with encryption below them: every file of an encrypted workspace but its key and its locks is sealed on the way to the disk, and nothing above knows. */
import { randomBytes } from 'node:crypto';
import { AuditError } from '../../../core/errors';
import { joinedBytes } from '../../../core/joined-bytes';
import type { AppendFile, HomeFiles, VaultPort } from '../../../core/ports';
import { describeKey, type OpenKey, openKey, write as writeKey } from './key-file';
import { keyFiles } from './key-files';
import { fileHeaderBytes, newFileHeader, openSealedFile, type SealedFile, sealWhole } from './sealed-file';
import { createXaes, type Xaes } from './xaes';

interface OpenFolder extends OpenKey {
  folder: string;
  /** What it goes by here: its name, or its folder's where that name is taken. */
  alias: string;
  xaes: Xaes;
  files: Map<string, SealedFile>;
}

/** `base` is the disk. The keys live in the memory of this thread alone, until `lock`. */
export function createVault(base: HomeFiles): { home: HomeFiles; vault: VaultPort } {
  const open = new Map<string, OpenFolder>();
  /** Known to be no encrypted ones: such a folder never becomes one. */
  const plain = new Set<string>();

  const split = (path: string): [string, string] => {
    const at = path.indexOf('/');
    return at < 0 ? [path, ''] : [path.slice(0, at), path.slice(at + 1)];
  };
  const folderOf = (name: string) => open.get(name)?.folder ?? name;
  const onDisk = (path: string) => {
    const [name, rest] = split(path);
    return rest === '' ? folderOf(name) : `${folderOf(name)}/${rest}`;
  };
  /** Where a path lies on the disk, and the key it is sealed with; null for plain ones. Throws `sealed` where the key was not given. */
  const place = (path: string): { raw: string; sealed: { at: OpenFolder; path: string } | null } => {
    const [name, rest] = split(path);
    const at = open.get(name);
    const raw = rest === '' ? folderOf(name) : `${folderOf(name)}/${rest}`;
    if (rest === '' || isPlain(rest)) return { raw, sealed: null };
    if (at !== undefined) return { raw, sealed: { at, path: rest } };
    if (plain.has(name)) return { raw, sealed: null };
    if (describeKey(base, name) !== null)
      throw new AuditError('sealed', `The workspace ${name} is encrypted and locked. Unlock it with its passphrase first.`, { reason: 'locked', workspace: name });
    if (base.exists(name)) plain.add(name);
    return { raw, sealed: null };
  };
  const fileAt = (raw: string, { at, path }: { at: OpenFolder; path: string }): SealedFile => {
    let file = at.files.get(path);
    if (file === undefined) {
      file = openSealedFile(base, raw, at.xaes, boundTo(at, path));
      at.files.set(path, file);
    }
    return file;
  };
  const opened = (key: OpenKey, folder: string): OpenFolder => {
    const alias = key.name === folder || open.has(key.name) || base.exists(key.name) ? folder : key.name;
    const at: OpenFolder = { ...key, folder, alias, xaes: createXaes(key.key), files: new Map() };
    open.set(alias, at);
    return at;
  };
  const byFolder = (name: string) => open.get(name) ?? [...open.values()].find(({ folder }) => folder === name);

  const home: HomeFiles = {
    exists: (path) => base.exists(onDisk(path)),
    size(path) {
      const { raw, sealed } = place(path);
      return sealed === null ? base.size(raw) : fileAt(raw, sealed).size();
    },
    list: (folder) => (folder === '' ? base.list('').map((name) => byFolder(name)?.alias ?? name) : base.list(onDisk(folder))),
    makeFolder: (path) => base.makeFolder(onDisk(path)),
    read(path) {
      const { raw, sealed } = place(path);
      if (sealed === null) return base.read(raw);
      base.stopReading(); // another process may have put a new file in its place
      const whole = openSealedFile(base, raw, sealed.at.xaes, boundTo(sealed.at, sealed.path)).readWhole();
      if (whole === null)
        throw new AuditError('evidence-damaged', `${raw} is encrypted and is not what was written: it is damaged, or another file was put in its place. Restore it from a copy.`, {
          path: raw,
        });
      return whole;
    },
    readAt(path, offset, into) {
      const { raw, sealed } = place(path);
      return sealed === null ? base.readAt(raw, offset, into) : fileAt(raw, sealed).readAt(offset, into);
    },
    stopReading() {
      base.stopReading();
      for (const { files } of open.values()) files.clear();
    },
    hold(path) {
      const { raw, sealed } = place(path);
      return sealed === null ? base.hold(raw) : null;
    },
    scratch(folder) {
      const { raw, sealed } = place(folder);
      return sealed === null ? base.scratch(raw) : null;
    },
    replace(path, bytes) {
      const { raw, sealed } = place(path);
      if (sealed === null) return base.replace(raw, bytes);
      sealed.at.files.delete(sealed.path);
      base.replace(raw, sealWhole(sealed.at.xaes, boundTo(sealed.at, sealed.path), bytes instanceof Uint8Array ? bytes : joinedBytes([...bytes])));
    },
    remove(path) {
      const { raw, sealed } = place(path);
      sealed?.at.files.delete(sealed.path);
      base.remove(raw);
    },
    openAppend(path) {
      const { raw, sealed } = place(path);
      return sealed === null ? base.openAppend(raw) : sealedAppend(base, raw, () => fileAt(raw, sealed));
    },
    filesBelow: (folder) => base.filesBelow(onDisk(folder)),
    destroyFolder(folder, first) {
      if (byFolder(folder) !== undefined) throw new AuditError('internal', `${folder} is unlocked: it is locked before it is destroyed.`);
      plain.delete(folder);
      base.destroyFolder(folder, first);
    },
    createExclusive(path, text) {
      const { raw, sealed } = place(path);
      if (sealed === null) return base.createExclusive(raw, text);
      if (base.exists(raw)) return false;
      home.replace(path, new TextEncoder().encode(text));
      return true;
    },
    moveFolder(from, to) {
      const raw = onDisk(to);
      plain.delete(to);
      return base.moveFolder(onDisk(from), raw);
    },
    settle: (folder) => base.settle(onDisk(folder)),
    refusesWriting: (folder) => base.refusesWriting(onDisk(folder)),
  };

  const vault: VaultPort = {
    list: () =>
      base.list('').flatMap((folder) => {
        const key = describeKey(base, folder);
        if (key === null) return [];
        return [{ folder, createdAt: key === 'damaged' ? null : key.createdAt, name: byFolder(folder)?.alias ?? null }];
      }),
    newFolder: () => `encrypted-${randomBytes(8).toString('hex')}`,
    create({ folder, name, createdAt }, passphrase) {
      const key: OpenKey = { id: randomBytes(16).toString('hex'), createdAt, version: 1, key: randomBytes(32), name };
      base.makeFolder(folder);
      writeKey(base, folder, key, passphrase);
      return opened(key, folder).alias;
    },
    unlock(name, passphrase) {
      const already = byFolder(name);
      if (already !== undefined) {
        openKey(base, already.folder, passphrase);
        return already.alias;
      }
      if (describeKey(base, name) === null) throw new AuditError('not-found', `There is no encrypted workspace "${name}".`);
      return opened(openKey(base, name, passphrase), name).alias;
    },
    lock(name) {
      const at = byFolder(name);
      if (at === undefined) return;
      at.key.fill(0);
      open.delete(at.alias);
    },
    folder: (name) => byFolder(name)?.folder ?? null,
    keyFiles,
    changePassphrase(name, old, next) {
      const at = byFolder(name);
      if (at === undefined) throw new AuditError('sealed', `The workspace ${name} is not unlocked.`, { reason: 'locked', workspace: name });
      const key = openKey(base, at.folder, old);
      writeKey(base, at.folder, { ...key, version: key.version + 1 }, next);
    },
  };
  return { home, vault };
}

/** The key's own files, and locks, which name a process and what it does and nothing of the records. */
function isPlain(path: string): boolean {
  return (keyFiles as readonly string[]).includes(path) || (!path.includes('/') && /\.lock/.test(path));
}

function boundTo({ id }: OpenFolder, path: string): Uint8Array {
  return Buffer.from(`${id}\0${path}`);
}

function sealedAppend(base: HomeFiles, raw: string, file: () => SealedFile): AppendFile {
  const under = base.openAppend(raw);
  if (under.size() < fileHeaderBytes) {
    under.truncate(0);
    under.append([newFileHeader()]);
  }
  return {
    size: () => file().size(),
    append(parts) {
      const chunks = file().sealNext(parts);
      if (chunks === null)
        throw new AuditError('evidence-damaged', `${raw} ends in a write that never finished, or is not what was written: nothing is written behind it.`, { path: raw });
      const before = under.size();
      try {
        under.append(chunks);
      } catch (error) {
        undo(under, before);
        throw error;
      }
    },
    sync: () => under.sync(),
    truncate(size) {
      const at = file().rawCut(size);
      if (at === null) throw new AuditError('internal', `${raw} cannot be cut inside a sealed chunk, at byte ${size}.`);
      under.truncate(at);
    },
    close: () => under.close(),
  };
}

/** What a full disk took of a chunk; where even that fails, the rest is told as the end of a write that never finished. */
function undo(file: AppendFile, size: number): void {
  try {
    file.truncate(size);
  } catch {}
}
