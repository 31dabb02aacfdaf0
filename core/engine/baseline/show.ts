/** baseline.show: the fingerprints of a scope with where each comes from, its history and its lock. */
import type { Output, Parsed } from '../../contract';
import { baselineLists, baselineLocks, fingerprintsOf, type KnownFingerprint } from '../../index/queries/baselines';
import { fingerprintedNodes } from '../../index/queries/overview';
import type { OpenWorkspace } from '../context';
import { doubtsOf } from './doubts';
import { baselineNodes, placesOfFiles } from './files';

export function showBaseline(workspace: OpenWorkspace, input: Parsed<'baseline.show'>): Output<'baseline.show'> {
  const nodes = baselineNodes(workspace, input);
  const read = fingerprintedNodes(workspace.db);
  const prints = fingerprintsOf(
    workspace.db,
    nodes.filter((node) => read.has(node)),
  );
  const known = nodes.flatMap((node) => {
    const fingerprint = prints.get(node);
    return fingerprint === undefined ? [] : [{ node, fingerprint }];
  });
  const count = (test: (print: KnownFingerprint) => boolean) => known.filter(({ fingerprint }) => test(fingerprint)).length;
  const page = nodes.slice(input.offset, input.offset + input.limit);
  return {
    counts: {
      total: nodes.length,
      have: count(() => true),
      imported: count(({ origin }) => origin === 'imported'),
      renewed: count(({ origin }) => origin === 'renewed'),
      folders: count(({ kind }) => kind === 'folder'),
      locked: count(({ locked }) => locked),
      conflicting: count(({ conflicts }) => conflicts.length > 0),
      doubts: doubtsOf(workspace, known),
    },
    files: placesOfFiles(workspace, page).map((file, at) => ({ ...file, fingerprint: prints.get(page[at] ?? -1) ?? null })),
    locks: baselineLocks(workspace.db),
    lists: baselineLists(workspace.db),
  };
}
