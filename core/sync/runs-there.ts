/** The runs that the history of a store names, read from its lines alone; and which run a person means by a LID or a name. */
import type { RunThere } from '../contract/workspaces';
import { AuditError } from '../errors';
import type { SqlDatabase } from '../ports';
import { parseHistory } from '../record/history';
import { isLid, keyOfLid, lidOfKey } from '../record/lid';
import { classify } from '../store/classify';
import type { LineageStore, StoreObject } from '../store/lineage-store';
import { knownObject } from './known-objects';

/** A page of lines at a time; what was read and could not be understood is counted. Lines are as the store has them now; nothing is kept of them. */
export async function* runsThere(db: SqlDatabase, store: LineageStore, signal: AbortSignal): AsyncGenerator<{ runs: RunThere[]; unread: number }> {
  for await (const page of store.listAt(['.history'], signal)) {
    const lines: StoreObject[] = page.filter(({ path, size, special }) => classify(path, size, special).class === 'history');
    const runs: RunThere[] = [];
    let unread = 0;
    for await (const read of store.readMany(lines, signal)) {
      const line = 'bytes' in read ? parseHistory(read.bytes) : null;
      if (line === null) unread++;
      else runs.push({ lid: lidOfKey(line.key), name: line.name, time: line.time, known: knownObject(db, `${line.key}/.data.json`)?.present === true });
    }
    yield { runs, unread };
  }
}

/** Keys of the runs meant, each once. Throws `not-found` for a name that the history does not have, `bad-input` for one that several runs have. */
export async function runsMeant(db: SqlDatabase, store: LineageStore, texts: readonly string[], signal: AbortSignal): Promise<string[]> {
  const isKey = (text: string) => isLid(text) || /^[0-9a-f]{32}(#output)?$/.test(text);
  const names = new Set(texts.filter((text) => !isKey(text)));
  const named = new Map<string, RunThere[]>();
  let unread = 0;
  if (names.size > 0)
    for await (const page of runsThere(db, store, signal)) {
      unread += page.unread;
      for (const run of page.runs) if (names.has(run.name)) named.set(run.name, [...(named.get(run.name) ?? []), run]);
    }
  return [...new Set(texts.map((text) => (isKey(text) ? keyOfRun(text) : oneOf(text, named.get(text) ?? [], unread))))];
}

/** The #output record of a run, or an output of it, names the run as well. */
function keyOfRun(text: string): string {
  const key = keyOfLid(text).split(/[/#]/)[0] ?? '';
  if (classify(`${key}/.data.json`, 1).class !== 'record')
    throw new AuditError('bad-input', `"${text}" is no LID of a run. It is written lid:// and the 32 hex digits of the run.`);
  return key;
}

function oneOf(name: string, runs: readonly RunThere[], unread: number): string {
  const [run, second] = runs;
  if (run === undefined)
    throw new AuditError(
      'not-found',
      `No line of the store's history has a run "${name}"${unread === 0 ? '' : ` (${unread} of its lines could not be read)`}. Name the run by its LID, as nextflow lineage list shows it.`,
    );
  if (second !== undefined)
    throw new AuditError('bad-input', `${runs.length} runs have the name "${name}": ${runs.map(({ lid, time }) => `${lid} of ${time}`).join('; ')}. Name one by its LID.`);
  return keyOfLid(run.lid);
}
