/** Flipped bits and cuts, a sample of what `npm run torture -- damage` tries one by one: each is found and located. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cutAll, flipAll, type Small, smallWorkspace, verifyWith } from '../../torture/damage';

let small: Small;
beforeAll(async () => {
  small = await smallWorkspace();
});
afterAll(() => small.close());

it('verifies the workspace that is damaged next', async () => {
  expect(small.evidence).toHaveLength(5);
  const path = small.evidence[0] ?? '';
  expect(await verifyWith(small, path, small.files.get(path) ?? new Uint8Array())).toMatchObject({ ok: true, faults: [] });
});

it('finds and locates flipped bits of every file', async () => {
  for (const path of small.evidence) {
    const { tried, found, located, missed } = await flipAll(small, path, 809);
    expect({ path, found, located, missed }).toEqual({ path, found: tried, located: tried, missed: [] });
  }
}, 120_000);

it('finds cuts of every file, or shows what is no longer signed', async () => {
  for (const path of small.evidence) expect(await cutAll(small, path, 211)).toMatchObject({ missed: [] });
}, 120_000);
