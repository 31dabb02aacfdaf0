import { expect, it } from 'vitest';
import { fileSystemIn } from '../../../main/ports/folder/file-system';

const mountinfo = `22 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw
30 22 0:44 / /mnt/share rw - nfs4 nas.lab:/lineage rw
31 22 8:17 / /mnt/disk rw - xfs /dev/sdb1 rw
32 22 8:33 / /mnt/disk rw - ext4 /dev/sdc1 rw
33 22 0:50 / /mnt/with\\040space rw - fuse.sshfs me@host:/x rw
34 22 0:51 / /data rw - overlay overlay rw`;
const uuid = (device: string) => ({ '/dev/sda1': 'a-1', '/dev/sdb1': 'b-1', '/dev/sdc1': 'c-1' })[device] ?? null;
const valueAt = (root: string) => fileSystemIn(mountinfo, root, uuid).value;

it('tells the file system by the innermost mount, the later one where two lie on one place', () => {
  expect(valueAt('/home/x')).toBe('UUID a-1');
  expect(valueAt('/mnt/share/store')).toBe('nfs4 nas.lab:/lineage');
  expect(valueAt('/mnt/disk/store')).toBe('UUID c-1');
  expect(valueAt('/mnt/diskette')).toBe('UUID a-1');
  expect(valueAt('/mnt/with space')).toBe('fuse.sshfs me@host:/x');
});

it('says why it is not known', () => {
  expect(fileSystemIn(mountinfo, '/data/trial', uuid)).toEqual({ value: null, from: '/proc/self/mountinfo', note: 'a file system of type overlay, of which no UUID is told' });
  expect(fileSystemIn('', '/data', uuid).note).toContain('no mount');
});
