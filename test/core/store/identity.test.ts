import { describe, expect, it } from 'vitest';
import type { IdentityFact, IdentityName } from '../../../core/contract/store-identity';
import { differences, withTold } from '../../../core/store/identity';

const facts = (values: Partial<Record<IdentityName, string | null>>): IdentityFact[] =>
  Object.entries(values).map(([name, value]) => ({ name: name as IdentityName, value, from: 'a test', note: value === null ? 'denied' : null }));
const folder = { type: 'folder', path: '/store', resolved: '/store', 'file-system': 'UUID 1', folder: '77', device: '2049' };
const bucket = {
  type: 's3',
  endpoint: 'Amazon S3',
  bucket: 'b',
  prefix: '/',
  'object-owners': 'a b',
  region: 'eu-west-1',
  owner: 'a',
  caller: 'x',
  created: '2024-01-01T00:00:00.000Z',
};

const weightsOf = (was: Record<string, string | null>, now: Record<string, string | null>) => differences(facts(was), facts(now)).map(({ name, weight }) => `${name} ${weight}`);

describe('a folder', () => {
  it.each<[string, Record<string, string | null>, string[]]>([
    ['as it was', {}, []],
    ['mounted again: another device, the same file system and folder', { device: '2065' }, []],
    ['another folder on the same file system, as after a copy', { folder: '78' }, ['folder pinned']],
    ['another disk at the same path', { 'file-system': 'UUID 2', folder: '2', device: '2065' }, ['file-system pinned', 'folder told', 'device told']],
    ['a link that now leads elsewhere', { resolved: '/other' }, ['resolved pinned']],
    ['settings edited by hand', { path: '/x', resolved: '/x', folder: '9' }, ['path pinned', 'resolved pinned', 'folder pinned']],
    ['a file system that no longer tells its number', { 'file-system': null }, ['file-system told']],
  ])('%s', (_, change, expected) => expect(weightsOf(folder, { ...folder, ...change })).toEqual(expected));

  it('where the file system is not known, a copy or a remount is told and not refused', () =>
    expect(weightsOf({ ...folder, 'file-system': null }, { ...folder, 'file-system': null, folder: '78', device: '3' })).toEqual(['folder told', 'device told']));
});

describe('a bucket', () => {
  it.each<[string, Record<string, string | null>, string[]]>([
    ['read by another account, its date moved', { caller: 'y', created: '2025-01-01T00:00:00.000Z' }, []],
    ['of another account', { owner: 'z', 'object-owners': 'z' }, ['object-owners pinned', 'owner pinned']],
    ['one more account writes into it', { 'object-owners': 'b c' }, []],
    ['in another region', { region: 'us-east-1' }, ['region pinned']],
    ['the right to ask for its owner was withdrawn', { owner: null }, ['owner told']],
    ['became a folder', { ...Object.fromEntries(Object.keys(bucket).map((name) => [name, null])), type: 'folder' }, ['type pinned']],
  ])('%s', (_, change, expected) => expect(weightsOf(bucket, { ...bucket, ...change }).sort()).toEqual(expected.sort()));

  it('what was not known when it was pinned is not compared', () => expect(weightsOf({ ...bucket, owner: null }, { ...bucket, owner: 'z' })).toEqual([]));
});

it('what was told once is not told again, and a fact that is no longer said stays pinned', () => {
  const now = facts({ ...bucket, owner: null });
  const basis = withTold(facts(bucket), now, 4);
  expect(differences(basis, now)).toEqual([]);
  expect(differences(basis, facts({ ...bucket, owner: 'z' }))).toEqual([{ name: 'owner', was: 'a', now: 'z', weight: 'pinned' }]);
  const unknown = { ...folder, 'file-system': null };
  const moved = facts({ ...unknown, folder: '78', device: '3' });
  expect(differences(withTold(facts(unknown), moved, 2), moved)).toEqual([]);
});
