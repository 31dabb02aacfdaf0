/** One paragraph on what an imported workspace rests on; the same in the window, on the command line and in reports. */
import type { BundleImported } from '../evidence/ledger';

export function importWords({ bundle, at, by, origin, checkpoint, trust, completeness, leftOut, changes, checked, faultCount }: Omit<BundleImported, 'type'>): string {
  const looked = checked.reduce((sum, one) => sum + one.checked, 0);
  const held =
    faultCount === 0 ? `all ${looked} things that it can be held against by itself hold` : `${faultCount} of ${looked} things that it can be held against by itself do NOT hold`;
  const left =
    completeness === 'complete'
      ? 'Its maker calls it complete.'
      : `Its maker left something out: ${leftOut} ${leftOut === 1 ? 'content is' : 'contents are'} known by SHA-256 alone.`;
  return [
    `The records come out of an evidence bundle that somebody else made (${bundle.id}, SHA-256 ${bundle.sha256}), imported here by ${by} on ${at.slice(0, 19).replace('T', ' ')} UTC; this program has never seen the store that they were read from.`,
    `The bundle is of checkpoint ${checkpoint.number} of the log ${origin}, over ${checkpoint.size} leaves, dated ${checkpoint.dated.slice(0, 19).replace('T', ' ')} UTC by its maker's clock. At the import ${held}.`,
    `${trust} ${left}`,
    changesWords({ changes }),
    'What its maker checked is no verdict here: files are “not checked” until they are checked here.',
  ].join(' ');
}

/** What no finding here tells: the maker's syncs saw it, and an import reads each object once. Also beside the findings of an imported workspace. */
export function changesWords({ changes }: Pick<BundleImported, 'changes'>): string {
  if (changes === undefined)
    return 'Records that changed or vanished at the maker of the bundle are no findings here, and were not counted at the import: the page of the workspace names them, and so does lineage-audit evidence imported.';
  const { changed, vanished, reappeared } = changes;
  if (changed + vanished + reappeared === 0) return 'By the entries of the log that are shown in the bundle none of these records changed or vanished at its maker.';
  return `By its maker's log, of these records and lines of the history: changed ${changed}, vanished ${vanished}, came back ${reappeared}. These are no findings here, and each is shown as it was last read: the page of the workspace names them, and so does lineage-audit evidence imported.`;
}
