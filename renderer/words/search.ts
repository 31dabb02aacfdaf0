/** Words of the search. */
import type { searchGroups } from '../../core/contract/records';
import { count } from '../parts/format';

type Group = (typeof searchGroups)[number];

export const searchGroupWords: Record<Group, { title: string; noun: string }> = {
  runs: { title: 'Runs', noun: 'runs' },
  tasks: { title: 'Tasks', noun: 'tasks' },
  files: { title: 'Files', noun: 'files' },
  labels: { title: 'Labels', noun: 'labels' },
  containers: { title: 'Containers', noun: 'containers' },
  commits: { title: 'Commits', noun: 'commits' },
  checksums: { title: 'Checksums', noun: 'checksums' },
  records: { title: 'Other records', noun: 'records' },
};

export const searchWords = {
  open: 'Search',
  openTip: 'Search everything in this workspace (Ctrl K)',
  keys: 'Ctrl K',
  placeholder: 'LID, run, task, file name, path, label, container, commit, checksum…',
  title: 'Search',
  field: 'Search for',
  searching: 'Searching…',
  nothing: 'Nothing was found',
  nothingHint:
    'Searched: LIDs and their beginnings, names of runs, tasks and files, paths, labels, containers, commits and checksums. A LID of a run launched with lineage off leads nowhere.',
  begin: 'Type to search this workspace',
  beginHint: 'A LID or its beginning, a run, a task, a file name or path, a label, a container, a commit or a checksum value.',
  all: (text: string) => `All results for “${text}”`,
  total: (title: string, total: number) => `${title} (${count(total)})`,
  showAll: (n: number, noun: string) => `Show all ${count(n)} ${noun}`,
  showFew: 'Show fewer',
  first: (shown: number, total: number) => `The first ${count(shown)} of ${count(total)}: search for more of the name to see the others.`,
  carrying: (what: string, value: string) => `Records with ${what} ${value}`,
  what: { labels: 'label', containers: 'container', commits: 'commit' } as const,
  columns: { title: 'Name', kind: 'Kind', detail: 'Detail', lid: 'LID', verdict: 'Check' },
};
