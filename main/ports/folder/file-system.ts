/** Which file system a folder lies on, by something that outlives a remount: its UUID, its volume number, or the share it is mounted from. */
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface FileSystem {
  value: string | null;
  from: string;
  note: string | null;
}

/** File systems whose source names a server and what it shares. */
const shares = /^(nfs4?|cifs|smb3?|9p|virtiofs|ceph|glusterfs|lustre|fuse\.sshfs)$/;
const unknown = (from: string, note: string): FileSystem => ({ value: null, from, note });

/** `root` is a real path, `device` the number that stat gives for it. */
export function fileSystemOf(root: string, device: bigint): FileSystem {
  // On Windows the device is the serial number of the volume.
  if (process.platform === 'win32') return { value: `volume ${device.toString(16)}`, from: 'the operating system', note: null };
  if (process.platform !== 'linux') return unknown('the operating system', 'this system does not tell it without rights of its own');
  try {
    return fileSystemIn(readFileSync('/proc/self/mountinfo', 'utf8'), root, uuidOf);
  } catch (error) {
    return unknown('/proc/self/mountinfo', error instanceof Error ? error.message : String(error));
  }
}

/** The mount that `root` lies on, in the form of proc(5), "/proc/pid/mountinfo"; the later line wins, as the later mount lies on top. */
export function fileSystemIn(mountinfo: string, root: string, uuid: (device: string) => string | null): FileSystem {
  let best: { at: string; type: string; source: string } | null = null;
  for (const line of mountinfo.split('\n')) {
    const [left = '', right = ''] = line.split(' - ');
    const at = withoutOctals(left.split(' ')[4] ?? '');
    const [type = '', source = ''] = right.split(' ').map(withoutOctals);
    if (at === '' || !(root === at || root.startsWith(at === '/' ? '/' : `${at}/`))) continue;
    if (best === null || at.length >= best.at.length) best = { at, type, source };
  }
  const from = '/proc/self/mountinfo';
  if (best === null) return unknown(from, 'no mount is named for it');
  if (shares.test(best.type)) return { value: `${best.type} ${best.source}`.slice(0, 1024), from, note: null };
  const found = best.source.startsWith('/dev/') ? uuid(best.source) : null;
  if (found !== null) return { value: `UUID ${found}`, from: '/dev/disk/by-uuid', note: null };
  return unknown(from, `a file system of type ${best.type}, of which no UUID is told`);
}

function uuidOf(device: string): string | null {
  const links = '/dev/disk/by-uuid';
  try {
    const { rdev } = statSync(realpathSync(device));
    return readdirSync(links).find((name) => statSync(join(links, name)).rdev === rdev) ?? null;
  } catch {
    return null;
  }
}

/** Spaces, tabs, line feeds and backslashes stand there as octal numbers. */
function withoutOctals(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
