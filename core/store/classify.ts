/**
 * Says what an object of a lineage store is, from its path alone.
 * Layout (Nextflow source: DefaultLinStore.save and .search, DefaultLinHistoryLog): `<key>/.data.json` is one record,
 * `.history/<runHash>` one line of the run history; on S3 the AWS file system of Nextflow leaves zero-byte folder markers.
 */
import { keyOfLid, lidOfKey } from '../record/lid';
import type { StoreObject } from './lineage-store';
import { isOddPart } from './odd-name';

/** `key` is text only: it is never decoded and never turned into a path of ours. `reason` is in plain words. */
export type ObjectClass = { class: 'record'; key: string } | { class: 'history'; name: string } | { class: 'quarantined'; reason: string } | { class: 'ignored'; reason: string };

const recordFile = '.data.json';
const historyFolder = '.history/';
/** Linux takes paths of 4096 bytes, S3 names of 1024; a LID that is asked for may be as long as this and its scheme. */
const maxKey = 4000;

/** `path` below the store, raw; `size` in bytes; `special` as the listing tells it (StoreObject.special). */
export function classify(path: string, size: number, special?: string): ObjectClass {
  if (special !== undefined) return { class: 'ignored', reason: special };
  if (path === '' || path.endsWith('/')) return marker(path, size);
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (path === historyFolder + name) return { class: 'history', name };
  if (path === `${historyFolder}/${name}` && isOddPart(name)) return { class: 'quarantined', reason: 'a file of the run history whose name is not UTF-8 text' };
  if (name === recordFile) return recordOf(path.slice(0, -recordFile.length));
  if (name.startsWith(recordFile)) {
    return { class: 'quarantined', reason: `named "${name}": Nextflow's search reads such a file as a record, its other commands read ${recordFile} alone` };
  }
  return { class: 'ignored', reason: size === 0 ? 'an empty file that is no part of a lineage store' : 'a file that is no part of a lineage store' };
}

/**
 * Are these objects of a lineage store, rather than of a folder around one or of something else: a line of the run history, or a
 * record whose key begins with a hash of 32 hex digits, as every run's and task's does (Nextflow source: LinObserver).
 */
export function looksLikeLineage(objects: readonly StoreObject[]): boolean {
  return objects.some((object) => {
    const what = classify(object.path, object.size, object.special);
    return what.class === 'history' || (what.class === 'record' && /^[0-9a-f]{32}(?=$|[/#])/.test(what.key));
  });
}

/** What to try a reading on: a record, else a line of the history, else any file that is not empty. */
export function sampleOf(objects: readonly StoreObject[]): StoreObject | undefined {
  const classOf = (object: StoreObject) => classify(object.path, object.size, object.special).class;
  return (
    objects.find((object) => classOf(object) === 'record') ??
    objects.find((object) => classOf(object) === 'history') ??
    objects.find((object) => object.size > 0 && object.special === undefined)
  );
}

function marker(path: string, size: number): ObjectClass {
  if (size === 0) return { class: 'ignored', reason: path === '' ? 'the folder marker of the store itself' : 'a folder marker' };
  return { class: 'ignored', reason: 'named like a folder, with content: no part of a lineage store' };
}

/** A key that no LID can name, or that Nextflow cannot have written, is kept apart with the reason. */
function recordOf(keyAndSlash: string): ObjectClass {
  const key = keyAndSlash.slice(0, -1);
  if (key === '') return { class: 'quarantined', reason: 'a record without a key: it lies at the top of the store' };
  const reason = faultOf(key);
  return reason === null ? { class: 'record', key } : { class: 'quarantined', reason };
}

/** Parts that begin with a letter, digit, hyphen, underscore or #, with a dot among what follows: nothing below speaks against them. */
const plainKey = /^[\w#-][\w#.-]*(?:\/[\w#-][\w#.-]*)*$/;

function faultOf(key: string): string | null {
  if (key.length <= maxKey && plainKey.test(key)) return null;
  const parts = key.split('/');
  if (parts.some(isOddPart)) return 'its key is not UTF-8 text, which a LID cannot name';
  if (parts.includes('..') || parts.includes('.')) return 'its key has a part "." or "..", which Nextflow never writes';
  if (parts.includes('')) return 'its key has an empty part (two slashes in a row, or one at its start), which Nextflow never writes';
  if (key.includes('\0')) return 'its key holds a NUL character';
  if (key.length > maxKey) return `its key has ${key.length} characters, more than a path or an object's name may have (${maxKey})`;
  if (/\p{Surrogate}/u.test(key)) return 'its key is no sound Unicode text';
  if (keyOfLid(lidOfKey(key)) !== key) return `no LID can name its key "${key}": the LID would be read as another key`;
  return null;
}
