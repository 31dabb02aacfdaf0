/** baseline.show: the fingerprints of a scope with where each comes from, its history and its lock. */
import type { Output, Parsed } from '../../contract';
import { baselineLists, baselineLocks } from '../../index/queries/baselines';
import type { OpenWorkspace } from '../context';
import { doubtsOf } from './doubts';
import { type BaselineFile, baselineFiles } from './files';

export function showBaseline(workspace: OpenWorkspace, input: Parsed<'baseline.show'>): Output<'baseline.show'> {
  const files = baselineFiles(workspace, input);
  const count = (test: (print: NonNullable<BaselineFile['fingerprint']>) => boolean) => files.filter(({ fingerprint }) => fingerprint !== null && test(fingerprint)).length;
  return {
    counts: {
      total: files.length,
      have: count(() => true),
      imported: count(({ origin }) => origin === 'imported'),
      renewed: count(({ origin }) => origin === 'renewed'),
      folders: count(({ kind }) => kind === 'folder'),
      locked: count(({ locked }) => locked),
      conflicting: count(({ conflicts }) => conflicts.length > 0),
      doubts: doubtsOf(workspace, files),
    },
    files: files.slice(input.offset, input.offset + input.limit).map(({ lid, path, checkedPath, fingerprint }) => ({ lid, path, checkedPath, fingerprint })),
    locks: baselineLocks(workspace.db),
    lists: baselineLists(workspace.db),
  };
}
