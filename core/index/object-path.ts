/** Where an object lies below the store: most are records, whose path follows from the key of their node and is not kept a second time. */
import type { SqlValue } from '../ports';
import { classify } from '../store/classify';
import { keyBytes } from './key-bytes';

/** Of the tag of a packed hash in `node.key`. */
const hashTag = "x'01'";

/** Where the record of this key lies. */
export function recordPath(key: string): string {
  return `${key}/.data.json`;
}

/** SQL for the path of the object of this alias; NULL where there is none. */
export function objectPath(alias: string): string {
  return `coalesce(${alias}.other_path, (SELECT CASE substr(k.key, 1, 1) WHEN ${hashTag} THEN lower(hex(substr(k.key, 2, 16))) || CAST(substr(k.key, 18) AS TEXT)
    ELSE CAST(substr(k.key, 2) AS TEXT) END || '/.data.json' FROM node k WHERE k.id = ${alias}.node))`;
}

/** What goes into `object.other_path`: null where the path follows from the node. */
export function otherPath(path: string, node: number | null): string | null {
  return node !== null && classify(path, 1).class === 'record' ? null : path;
}

/** The object at this path: these columns of `o`. */
export function objectAt<Row extends SqlValue[]>(path: string, columns: string, one: (sql: string, values: SqlValue[]) => Row | undefined): Row | undefined {
  const what = classify(path, 1);
  const ofNode =
    what.class === 'record' ? one(`SELECT ${columns} FROM node n JOIN object o ON o.id = n.object WHERE n.key = ? AND o.other_path IS NULL`, [keyBytes(what.key)]) : undefined;
  return ofNode ?? one(`SELECT ${columns} FROM object o WHERE o.other_path = ?`, [path]);
}
