/** What reading files in threads, and keeping what was found, is held against. */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';

/** Stats and hashes each file, and keeps nothing. */
export function bareLoop(paths: readonly string[]): void {
  for (const path of paths) {
    statSync(path);
    createHash('sha256').update(readFileSync(path)).digest('hex');
  }
}
