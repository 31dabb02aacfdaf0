/** By which files a folder is seen to be an encrypted workspace. */
import type { HomeFiles } from '../../../core/ports';

/** Two equal copies: a damaged one would otherwise be the end of the whole workspace. */
export const keyFiles = ['encrypted.json', 'encrypted-copy.json'] as const;

export function hasKey(base: HomeFiles, folder: string): boolean {
  return keyFiles.some((file) => base.exists(`${folder}/${file}`));
}
