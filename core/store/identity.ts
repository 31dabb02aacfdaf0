/** What tells one lineage store from another: the facts a store gives of itself, and which of them may change without its being another one. */
import type { IdentityDifference, IdentityFact, IdentityName } from '../contract/store-identity';

/**
 * pinned: another value is another store, and a sync is refused. told: it may change by itself (a remount, a right that was withdrawn), so
 * it is told and the sync goes on. noted: kept as it was said once, never compared.
 */
export type IdentityWeight = IdentityDifference['weight'] | 'noted';

const weights: Record<IdentityName, IdentityWeight> = {
  type: 'pinned',
  path: 'pinned',
  resolved: 'pinned',
  'file-system': 'pinned',
  folder: 'told',
  device: 'told',
  endpoint: 'pinned',
  bucket: 'pinned',
  prefix: 'pinned',
  region: 'pinned',
  owner: 'pinned',
  'object-owners': 'pinned',
  // Another sign-in reads the same store; the date that S3 says "can change when making changes to your bucket" (S3 API, Bucket.CreationDate).
  caller: 'noted',
  created: 'noted',
};

/** In words, for people. */
export const identityWords: Record<IdentityName, string> = {
  type: 'kind of store',
  path: 'folder',
  resolved: 'folder, links followed',
  'file-system': 'file system',
  folder: 'number of the folder in its file system (inode)',
  device: 'number of the device',
  endpoint: 'server',
  bucket: 'bucket',
  prefix: 'prefix',
  region: 'region',
  owner: 'account that owns the bucket',
  'object-owners': 'accounts that own its first objects',
  caller: 'account that read',
  created: 'bucket made at',
};

export function factOf(facts: readonly IdentityFact[], name: IdentityName): string | null {
  return facts.find((fact) => fact.name === name)?.value ?? null;
}

/** Every compared fact that is not as it was; what was not known is not compared. */
export function differences(was: readonly IdentityFact[], now: readonly IdentityFact[]): IdentityDifference[] {
  const found: IdentityDifference[] = [];
  const fileSystem = factOf(was, 'file-system');
  const sameFileSystem = fileSystem !== null && fileSystem === factOf(now, 'file-system');
  for (const fact of was) {
    const { name, value } = fact;
    if (value === null || weights[name] === 'noted') continue;
    const newer = now.find((one) => one.name === name);
    const is = newer?.value ?? null;
    if (is === null) {
      // A store of another kind says nothing of a folder; told once of a store of the same kind.
      if (fact.note === null && factOf(now, 'type') === factOf(was, 'type')) found.push({ name, was: value, now: null, weight: 'told' });
      continue;
    }
    if (isSame(name, value, is)) continue;
    // A file system that is known by its own number counts its folders the same way after every mount.
    if (name === 'device' && sameFileSystem) continue;
    found.push({ name, was: value, now: is, weight: name === 'folder' && sameFileSystem ? 'pinned' : (weights[name] as IdentityDifference['weight']) });
  }
  return found;
}

/** Several accounts may write into one bucket: as long as one of those before is among them, they are the same. */
function isSame(name: IdentityName, was: string, is: string): boolean {
  if (name !== 'object-owners') return was === is;
  const before = new Set(was.split(' '));
  return is.split(' ').some((owner) => before.has(owner));
}

/** What later syncs are held against, where nothing that is pinned differs: what may change as it is now, the rest as it was pinned. */
export function withTold(was: readonly IdentityFact[], now: readonly IdentityFact[], sync: number): IdentityFact[] {
  return was.map((fact) => {
    const newer = now.find((one) => one.name === fact.name);
    if (fact.value === null || weights[fact.name] === 'noted') return fact;
    if (newer === undefined || newer.value === null) return { ...fact, note: fact.note ?? `no longer said at sync ${sync}` };
    return weights[fact.name] === 'told' ? newer : { ...fact, note: null };
  });
}

/** "bucket: was a, is b". */
export function differenceText({ name, was, now }: Pick<IdentityDifference, 'name' | 'was' | 'now'>): string {
  return `${identityWords[name]}: was ${was}, ${now === null ? 'is no longer said' : `is ${now}`}`;
}
