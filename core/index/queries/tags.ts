/** Tags of this workbench: as they stand, by item, by key and value; and their changes. */
import type { TagChange, TagCount, TaggedItem, TagSet } from '../../contract/tags';
import type { SqlDatabase } from '../../ports';
import type { TagItem, TagItemKind } from '../../tags/item';
import type { Tag } from '../../tags/rules';
import { nodesById } from './nodes';
import { all, one } from './rows';

/** By node, keys in order: of records and outside paths alone. */
export function tagsByNode(db: SqlDatabase): Map<number, Tag[]> {
  const tags = new Map<number, Tag[]>();
  for (const [node, key, value] of all<[number, string, string]>(
    db,
    'SELECT i.node, t.key, t.value FROM tag t JOIN tag_item i ON i.id = t.item WHERE i.node IS NOT NULL ORDER BY t.item, t.key',
  )) {
    const of = tags.get(node);
    if (of === undefined) tags.set(node, [{ key, value }]);
    else of.push({ key, value });
  }
  return tags;
}

export interface SharedTags {
  kind: TagItemKind;
  text: string;
  tags: Tag[];
}

/** Labels, containers and commits that carry tags, keys in order. */
export function tagsOfShared(db: SqlDatabase): SharedTags[] {
  const items = new Map<number, SharedTags>();
  for (const [item, kind, text, key, value] of all<[number, TagItemKind, string, string, string]>(
    db,
    'SELECT i.id, i.kind, i.text, t.key, t.value FROM tag t JOIN tag_item i ON i.id = t.item WHERE i.node IS NULL ORDER BY t.item, t.key',
  )) {
    const of = items.get(item);
    if (of === undefined) items.set(item, { kind, text, tags: [{ key, value }] });
    else of.tags.push({ key, value });
  }
  return [...items.values()];
}

export function tagCounts(db: SqlDatabase): TagCount[] {
  return all<[string, string, number]>(db, 'SELECT key, value, count(*) FROM tag GROUP BY key, value ORDER BY key, value').map(([key, value, items]) => ({ key, value, items }));
}

export function taggedCount(db: SqlDatabase): number {
  return one<[number]>(db, 'SELECT count(DISTINCT item) FROM tag')?.[0] ?? 0;
}

type SetColumns = [string, string, number, string, string, string | null];
const setOf = ([key, value, act, at, by, reason]: SetColumns): TagSet => ({ key, value, act, at, by, reason });
const setColumns = 't.key, t.value, a.id, a.at, a.by, a.reason';
const setFrom = 'tag t JOIN tag_change c ON c.id = t.change JOIN tag_act a ON a.id = c.act';

/** One row an item and tag, by key, value and item. */
export function taggedItems(db: SqlDatabase, key?: string, value?: string): TaggedItem[] {
  const rows = all<[TagItemKind, string, number | null, ...SetColumns]>(
    db,
    `SELECT i.kind, i.text, i.node, ${setColumns} FROM ${setFrom} JOIN tag_item i ON i.id = t.item
      WHERE (?1 IS NULL OR t.key = ?1) AND (?2 IS NULL OR t.value = ?2) ORDER BY t.key, t.value, i.kind, i.text`,
    [key ?? null, value ?? null],
  );
  const nodes = nodesById(
    db,
    rows.flatMap(([, , node]) => node ?? []),
  );
  return rows.map(([kind, text, id, ...set]) => {
    const node = id === null ? undefined : nodes.get(id);
    return { item: { kind, text }, title: node?.title ?? text, node: node === undefined ? null : { kind: node.kind, present: node.present }, ...setOf(set) };
  });
}

const itemIs = '(SELECT id FROM tag_item WHERE kind = ? AND text = ?)';

export function tagsOfItem(db: SqlDatabase, { kind, text }: TagItem): TagSet[] {
  return all<SetColumns>(db, `SELECT ${setColumns} FROM ${setFrom} WHERE t.item = ${itemIs} ORDER BY t.key`, [kind, text]).map(setOf);
}

/** Newest first, at most `limit`, and how many there are. */
export function changesOfItem(db: SqlDatabase, { kind, text }: TagItem, limit: number): { history: TagChange[]; changes: number } {
  const rows = all<[string, string | null, string | null, number | null, number, string, string, string | null]>(
    db,
    `SELECT c.key, c.was, c.now, a.undoes, a.id, a.at, a.by, a.reason FROM tag_change c JOIN tag_act a ON a.id = c.act WHERE c.item = ${itemIs} ORDER BY c.id DESC LIMIT ?`,
    [kind, text, limit],
  );
  const changes = one<[number]>(db, `SELECT count(*) FROM tag_change WHERE item = ${itemIs}`, [kind, text])?.[0] ?? 0;
  return { history: rows.map(([key, was, now, undoes, act, at, by, reason]) => ({ key, was, now, undoes, act, at, by, reason })), changes };
}

export function newestTagAct(db: SqlDatabase): number {
  return one<[number | null]>(db, 'SELECT max(id) FROM tag_act')?.[0] ?? 0;
}

export interface TagAct {
  act: number;
  at: string;
  by: string;
  reason: string | null;
  undoes: number | null;
  /** How many items it changed, and the first of them. */
  items: number;
  first: TagItem;
  /** Different changes of a tag among them, in the order in which they were kept. */
  changes: { key: string; now: string | null }[];
}

/** Every act on tags, in order. */
export function tagActs(db: SqlDatabase): TagAct[] {
  const acts = new Map<number, TagAct>();
  const rows = all<[number, string, string, string | null, number | null, number, TagItemKind, string]>(
    db,
    `SELECT a.id, a.at, a.by, a.reason, a.undoes, m.items, i.kind, i.text FROM tag_act a
      JOIN (SELECT act, count(DISTINCT item) AS items, min(id) AS first FROM tag_change GROUP BY act) m ON m.act = a.id
      JOIN tag_change c ON c.id = m.first JOIN tag_item i ON i.id = c.item ORDER BY a.id`,
  );
  for (const [act, at, by, reason, undoes, items, kind, text] of rows) acts.set(act, { act, at, by, reason, undoes, items, first: { kind, text }, changes: [] });
  for (const [act, key, now] of all<[number, string, string | null]>(db, 'SELECT act, key, now FROM tag_change GROUP BY act, key, now ORDER BY min(id)'))
    acts.get(act)?.changes.push({ key, now });
  return [...acts.values()];
}

/** What an act changed, in its order; `stands`: nobody has changed that tag since. */
export function changesOfAct(db: SqlDatabase, act: number): { item: TagItem; key: string; was: string | null; now: string | null; stands: boolean }[] {
  return all<[TagItemKind, string, string, string | null, string | null, number]>(
    db,
    `SELECT i.kind, i.text, c.key, c.was, c.now, c.id = (SELECT max(id) FROM tag_change WHERE item = c.item AND key = c.key)
      FROM tag_change c JOIN tag_item i ON i.id = c.item WHERE c.act = ? ORDER BY c.id`,
    [act],
  ).map(([kind, text, key, was, now, stands]) => ({ item: { kind, text }, key, was, now, stands: stands === 1 }));
}
