import { expect, it } from 'vitest';
import type { IdentityFact, StoreEvent } from '../../../core/contract/store-identity';
import { identitySentences } from '../../../core/store/identity-words';

const fact = (name: IdentityFact['name'], value: string | null): IdentityFact => ({ name, value, from: 'a test', note: value === null ? 'AccessDenied (403)' : null });
const event = (more: Partial<StoreEvent>): StoreEvent => ({
  type: 'store-pinned',
  sync: 1,
  at: '2026-03-01T08:00:00.000Z',
  by: 'ada',
  late: false,
  reason: null,
  facts: [],
  differs: [],
  content: null,
  ...more,
});
const content = { kept: 20, listed: 21, shared: 20, asKept: 0, read: 16, sameBytes: 15 };

it('says what happened to the pin, in order, then what is known and what is not', () => {
  const sentences = identitySentences([
    event({ late: true, sync: 3, content: { ...content, asKept: 20, read: 0, sameBytes: 0 } }),
    event({ type: 'store-told', sync: 5, differs: [{ name: 'folder', was: '7', now: '8', weight: 'told' }], content }),
    event({
      type: 'store-repinned',
      sync: 6,
      reason: 'moved',
      differs: [{ name: 'bucket', was: 'a', now: 'b', weight: 'pinned' }],
      content: { ...content, shared: 0 },
      facts: [fact('bucket', 'b'), fact('owner', 'x'), fact('caller', 'y'), fact('region', null)],
    }),
  ]);
  expect(sentences).toEqual([
    'Pinned at sync 3, 2026-03-01 08:00:00 UTC, by ada: not at the first sync, so nothing tells whether it was the same store before.',
    'Told at sync 5, 2026-03-01 08:00:00 UTC: number of the folder in its file system (inode): was 7, is 8. Of 20 objects kept, 20 were listed. Of the earliest 16 read again, 15 had the bytes kept.',
    'Another store was taken for it at sync 6, 2026-03-01 08:00:00 UTC, by ada, who said: “moved”. bucket: was a, is b. Of 20 objects kept, 0 were listed.',
    'Known of it: bucket b; account that owns the bucket x; account that read y. The account that read it is not the one that owns it. Not known, so not pinned: region.',
  ]);
});

it('says that nothing is pinned before a sync listed anything', () => expect(identitySentences([])).toEqual([expect.stringContaining('Not pinned')]));
