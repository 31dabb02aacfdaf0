/** The files that were named, and those below the folders that were: bounded, links not followed, nothing opened. */
import type { Progress } from '../../contract/shared';
import type { DataFiles } from '../../ports';

/**
 * What is named is looked at even where it is no file, so that the answer says what it is. Files of one folder come in the
 * order of their paths. `others`: links, devices, what may not be listed, and what is beyond `limit`. Once stopped, what was found by then.
 */
export async function* filesBelowFolders(
  files: DataFiles,
  paths: readonly string[],
  { limit, signal }: { limit: number; signal: AbortSignal },
): AsyncGenerator<Progress, { files: string[]; others: number }> {
  const found: string[] = [];
  let others = 0;
  for (const path of new Set(paths)) {
    if ((await files.stat(path)).kind !== 'folder') {
      found.push(path);
      continue;
    }
    const below: string[] = [];
    try {
      for await (const batch of files.walk(path, { signal })) {
        for (const entry of batch) {
          if (entry.kind === 'folder') continue;
          if (entry.kind === 'file' && found.length + below.length < limit) below.push(entry.path);
          else others++;
        }
        yield { phase: 'listing folders', done: found.length + below.length, total: null };
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    found.push(...below.sort().map((inner) => `${path.replace(/[\\/]+$/, '')}/${inner}`));
  }
  return { files: found, others };
}
