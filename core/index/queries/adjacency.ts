/** The whole graph of the index at once, for core/graph to keep in typed arrays. */
import type { SqlDatabase } from '../../ports';
import { isPathKey, keyText } from '../key-bytes';
import { kindNumbers } from '../schema';
import { all } from './rows';

/** Every node: id and kind number (see kindNumbers), by id. */
export function allNodes(db: SqlDatabase): [number, number][] {
  return all<[number, number]>(db, 'SELECT id, kind FROM node ORDER BY id');
}

/** Every recorded link: upstream node, downstream node, relation number. Handed over as one text: of a million rows, each on its own costs many times more. */
export function allEdges(db: SqlDatabase): [number, number, number][] {
  const [text] = all<[string]>(db, 'SELECT json_group_array(json_array(source, target, relation)) FROM edge')[0] ?? ['[]'];
  return JSON.parse(text) as [number, number, number][];
}

/** Nodes with the text that names them: LID keys (without scheme) and outside paths, for what is inferred from names. */
export function nodeNames(db: SqlDatabase): { id: number; kind: number; key: string; isPath: boolean }[] {
  return all<[number, number, Uint8Array]>(db, 'SELECT id, kind, key FROM node').map(([id, kind, key]) => ({ id, kind, key: keyText(key), isPath: isPathKey(key) }));
}

/** The recorded path of every FileOutput that has one. */
export function filePaths(db: SqlDatabase): [number, string][] {
  return all<[number, string]>(db, `SELECT f.node, s.text FROM file f JOIN string s ON s.id = f.path JOIN node n ON n.id = f.node WHERE n.kind = ${kindNumbers.FileOutput}`);
}
