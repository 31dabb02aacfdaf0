/** Tags of this workbench: key=value that an auditor puts on an item. They are no labels: neither Nextflow nor Platform knows of them. */
import { z } from 'zod';
import { tagItemKinds } from '../tags/item';
import { outPath } from './disk-path';
import { call } from './kinds';
import { rowsAsked, rowsCounted } from './pages';
import { instant, lidText, nodeKind, workspaceName } from './shared';

const inWorkspace = { workspace: workspaceName };
const typed = z.string().min(1).max(1000);

export const tagItem = z.strictObject({ kind: z.enum(tagItemKinds), text: lidText });
const key = z.string();

const setBy = { act: z.int(), at: instant, by: z.string(), reason: z.string().nullable() };

/** A tag as it stands, with who set it and when. */
export const tagSet = z.object({ key, value: z.string(), ...setBy });
export type TagSet = z.infer<typeof tagSet>;

/** `was` null: the item had no tag of that key; `now` null: it has none any more. */
export const tagChange = z.object({ key, was: z.string().nullable(), now: z.string().nullable(), undoes: z.int().nullable().describe('the act that it takes back'), ...setBy });
export type TagChange = z.infer<typeof tagChange>;

/** An item that carries a tag. `node` is null for labels, containers and commits. */
export const taggedItem = z.object({
  item: tagItem,
  title: z.string(),
  node: z.object({ kind: nodeKind, present: z.boolean() }).nullable(),
  ...tagSet.shape,
});
export type TaggedItem = z.infer<typeof taggedItem>;

export const tagCount = z.object({ key, value: z.string(), items: z.int() });
export type TagCount = z.infer<typeof tagCount>;

const kept = {
  act: z.int().nullable().describe('null: nothing was different, and nothing was kept'),
  items: z.int().describe('that changed'),
};

export const tagCalls = {
  /** One act, kept as evidence item by item. `set` goes over what an item has of that key. An item that is not known is an error, and nothing is kept. */
  'tags.set': call(
    {
      ...inWorkspace,
      items: z.array(tagItem).min(1).max(10_000),
      set: z
        .array(z.strictObject({ key: typed, value: typed }))
        .max(50)
        .default([]),
      remove: z.array(typed).max(50).default([]).describe('keys'),
      reason: z.string().trim().max(2000).default(''),
    },
    { ...kept, unchanged: z.int().describe('items that had it so already'), masked: z.int().describe('values of which a secret was masked before they were kept') },
  ),
  /** Takes an act back by a new one, where nobody has changed the tag since. */
  'tags.undo': call(
    { ...inWorkspace, act: z.int().min(1), reason: z.string().trim().max(2000).default('') },
    { ...kept, left: z.int().describe('tags that were changed since, and stay as they are') },
  ),
  'tags.list': call(inWorkspace, {
    tags: z.array(tagCount).describe('by key, then value'),
    items: z.int().describe('that carry any'),
    suggested: z.array(z.string()).describe('keys offered first: the usual ones, then those in use'),
    refused: z.string().nullable().describe('why no tag can be set here, in words'),
  }),
  /** All that carries a tag: of a key, of a value of it, or any; one row an item and tag. */
  'tags.items': call({ ...inWorkspace, key: typed.optional(), value: typed.optional(), page: rowsAsked }, { rows: z.array(taggedItem), ...rowsCounted }),
  /** What one item carries, and every change of it, newest first (at most 200). */
  'tags.get': call(
    { ...inWorkspace, item: tagItem },
    { item: tagItem, tags: z.array(tagSet), history: z.array(tagChange), changes: z.int().describe('in all'), refused: z.string().nullable() },
  ),
  'tags.export': call(
    { ...inWorkspace, key: typed.optional(), value: typed.optional(), out: outPath() },
    { path: z.string(), bytes: z.int(), sha256: z.string(), rows: z.int(), guarded: z.int() },
  ),
};
