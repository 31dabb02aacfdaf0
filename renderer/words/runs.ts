/** Words of the runs table and the run page. */
import type { StoreCoverage } from '../../core/contract/coverage';
import type { RunRow } from '../../core/contract/runs';
import type { TermName } from './terms';

type Mark = RunRow['marks'][number];

/** Each mark of a run as a glossary term, and how much it matters. */
export const markTerms: Record<Mark, { term: TermName; caution: boolean }> = {
  stub: { term: 'stub', caution: true },
  preview: { term: 'preview', caution: true },
  resumed: { term: 'resumed', caution: false },
  'no-output-record': { term: 'noOutputRecord', caution: true },
  'no-record': { term: 'run-without-record', caution: true },
  'no-history': { term: 'run-without-history', caution: false },
  vanished: { term: 'vanished', caution: true },
  'in-part': { term: 'knownInPart', caution: true },
};

export const runsWords = {
  title: 'Runs',
  noun: 'runs',
  table: (workspace: string) => `Runs of ${workspace}`,
  name: 'Name',
  unnamed: 'name not recorded',
  marks: 'Marks',
  start: 'Started',
  startFrom: { record: 'from the run record', history: 'from the history of the store', output: 'from the output record: the run had begun by then' },
  pipeline: 'Pipeline',
  revision: 'Revision',
  commit: 'Commit',
  session: 'Session',
  outputs: 'Outputs',
  tasks: 'Tasks',
  tasksTip: 'Tasks that the run executed itself, without those it took over from an earlier run',
  checks: 'Checks of the outputs',
  user: 'User',
  repository: 'Repository',
  lid: 'Record address',
  emptyTitle: 'No run is known here',
  /** By how much of the store is known. */
  empty: {
    nothing: 'Sync the store to read its runs. Runs that were launched with lineage off leave no record, so they can never be listed.',
    whole:
      'The whole store was listed, and it holds neither a record nor a history line of a run. Look whether it is the store that was meant. Runs that were launched with lineage off leave no record, so they can never be listed.',
    'whole-and-runs': 'Neither the last listing of the whole store nor a sync of some runs since then found a record or a history line of a run.',
    runs: 'Only some runs were asked for, and none of them has a record there. Sync the whole store to see what it holds.',
    part: 'The listing of the store did not come to its end, and no run was found so far. Sync again to go on.',
    bundle: 'The evidence bundle holds no record of a run.',
  } satisfies Record<StoreCoverage['known'], string>,
  incomplete: 'Runs that were launched with lineage off leave no record, so this list may be incomplete.',
  toStore: 'To store and sync',
};
