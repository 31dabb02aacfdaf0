/** What a workspace cannot know of its store by the way it was synced, in words: for the window, the command line, reports, bundles and exports. */
import type { StoreCoverage } from '../contract/coverage';
import type { BundleImported } from '../evidence/ledger';
import { utc } from '../report/words';

const namedAtMost = 3;

/** "2 runs (lid://…, lid://…)". */
export function runsNamed(runs: readonly string[]): string {
  const more = runs.length > namedAtMost ? ` and ${runs.length - namedAtMost} more` : '';
  return `${runs.length === 1 ? '1 run' : `${runs.length} runs`} (${runs.slice(0, namedAtMost).join(', ')}${more})`;
}

/** What nothing that is synced by runs can tell. */
export const notKnownInRuns =
  'Not known by that: tasks that published nothing and that nothing of this rests on, outputs of other runs beside those used here, other runs, and what else used these files.';

export function coverageSentence({ known, whole, runs, cutShort }: Omit<StoreCoverage, 'sentence'>): string | null {
  if (known === 'nothing' || known === 'whole') return null;
  if (known === 'part') return 'No sync of this store has come to its end: what is known of it is a part, and nothing shows how large a part.';
  const short = cutShort.length === 0 ? '' : ` Of ${runsNamed(cutShort)} not all links were followed to their end: sync again to go on.`;
  const since = whole === null ? 'Only' : `The whole store was last listed by sync ${whole.sync} (${utc(whole.at)}); since then only`;
  return `${since} ${runsNamed(runs)} and what ${runs.length === 1 ? 'it rests' : 'they rest'} on ${runs.length === 1 ? 'was' : 'were'} synced; the store was not listed. ${notKnownInRuns}${short}`;
}

/** Where the records come out of a bundle. */
export function bundleCoverageSentence({ bundle, of }: Pick<BundleImported, 'bundle' | 'of'>): string {
  const run = of === undefined ? 'one run' : `one run (${of.run})`;
  const makers = of?.coverage == null ? '' : ` Its maker did not know all of it either: ${of.coverage}`;
  return `All that is known here is what the evidence bundle ${bundle.id} holds of ${run}: its records, and those of what it rests on. Not known by that: other runs of the store, their tasks and outputs beside those used here, and what else used these files.${makers}`;
}

/** Of one run, where not the whole store was listed; `found`: how far it was followed. */
export const runCoverageWords = {
  followed:
    'This run was synced by itself: its outputs and all that they rest on were followed link by link. Tasks with no published output that anything rests on are not found that way: the run may have executed more tasks than are listed.',
  'cut-short': 'Links of this run were not followed to their end: tasks, files and what they rest on may be missing. Sync it again to go on.',
  'not-asked':
    'This run was not asked for: of it only its record is known, and what runs that were asked for rest on. It may have more outputs and tasks, and whether it has a record of its outputs is not known.',
  'as-its-maker':
    'The maker of the bundle that these records come out of had not synced the whole store: this run may have more outputs and tasks than the bundle holds. What its maker did not know is said of the workspace.',
  'not-of-bundle':
    'The bundle that these records come out of is of another run: of this one it holds what that run rests on. This one may have more outputs and tasks, and whether it has a record of its outputs is not known.',
  'of-some-bundle':
    'The bundle that these records come out of is of one run, and its import, by an older version, did not note which. Of any other run it holds only what that run rests on: if this is another, it may have more outputs and tasks.',
} as const;

/** Beside a number that is of what is kept alone. */
export const ofWhatWasSynced = 'Of what was synced: not the whole store was, and the whole may have another value.';

/** In place of a number that only a whole listing allows. */
export function notMeasurableBy({ known, runs }: Pick<StoreCoverage, 'known' | 'runs'>): string {
  if (known === 'part') return 'Not measurable: no sync has ended with a whole listing.';
  if (known === 'bundle') return 'Not measurable: the records come out of an evidence bundle of one run, not of the whole store.';
  return `Not measurable: only ${runsNamed(runs)} and what ${runs.length === 1 ? 'it rests' : 'they rest'} on ${runs.length === 1 ? 'was' : 'were'} synced, not the whole store.`;
}
