/** Writes what the ledger says of tags: as they stand, and every change of them. */
import type { TagsSet } from '../evidence/ledger';
import type { TagItem } from '../tags/item';
import { toldRunName } from './key-bytes';
import type { Statements } from './write-statements';

export function keepTags(sql: Statements, { act, at, by, reason, undoes, item, changes }: TagsSet): void {
  sql.run('INSERT OR IGNORE INTO tag_act(id, at, by, reason, undoes) VALUES (?, ?, ?, ?, ?)', act, at, by, reason, undoes);
  const id = itemId(sql, item);
  for (const { key, was, now } of changes) {
    const change = sql.next('tag_change');
    sql.run('INSERT INTO tag_change(id, act, item, key, was, now) VALUES (?, ?, ?, ?, ?, ?)', change, act, id, key, was, now);
    if (now === null) sql.run('DELETE FROM tag WHERE item = ? AND key = ?', id, key);
    else sql.run('INSERT OR REPLACE INTO tag(item, key, value, change) VALUES (?, ?, ?, ?)', id, key, now, change);
  }
}

/** A run that OpenLineage events tell of has its node since they were imported. */
function recordNode(sql: Statements, text: string): number {
  return text.startsWith(toldRunName) ? sql.toldRunNode(text.slice(toldRunName.length), 'Withdrawn') : sql.recordNode(text.slice('lid://'.length));
}

function itemId(sql: Statements, { kind, text }: TagItem): number {
  const found = sql.number('SELECT id FROM tag_item WHERE kind = ? AND text = ?', kind, text);
  if (found !== null) return found;
  const node = kind === 'record' ? recordNode(sql, text) : kind === 'path' ? sql.pathNode(text) : null;
  const id = sql.next('tag_item');
  sql.run('INSERT INTO tag_item(id, kind, text, node) VALUES (?, ?, ?, ?)', id, kind, text, node);
  return id;
}
