/** Words of the runs table and the run page. */
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
  empty: 'Sync the store to read its runs. Runs that were launched with lineage off leave no record, so they can never be listed.',
  incomplete: 'Runs that were launched with lineage off leave no record, so this list may be incomplete.',
  toStore: 'To store and sync',
};
