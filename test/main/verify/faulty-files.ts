/** The files port with faults in its looks or reads: a look and a read in one go meet them as well. */
import type { DataFiles } from '../../../core/ports';

export function faultyFiles(files: DataFiles, faults: Partial<Pick<DataFiles, 'stat' | 'digest' | 'walk'>>): DataFiles {
  const faulty = { ...files, ...faults };
  return {
    ...faulty,
    lookAndDigest: async (path, options) => {
      const seen = await faulty.stat(path);
      return { seen, digested: seen.kind === 'file' && seen.size <= options.size ? await faulty.digest(path, options) : null };
    },
  };
}
