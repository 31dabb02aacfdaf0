/** Search from anywhere: what is typed is looked for in LIDs, names, paths, labels, containers, commits and checksums. */
import type { EngineHandlers } from '../contract';
import { type SearchHit, searchGroups } from '../contract/records';
import {
  nodesWithPrefix,
  type Searchable,
  searchableChecksums,
  searchableFiles,
  searchableFingerprints,
  searchableRuns,
  searchableTasks,
  searchableValues,
} from '../index/queries/search';
import { keyOfLid, plainPath } from '../record/lid';
import { byRecords } from './by-records';
import type { EngineContext, OpenWorkspace } from './context';
import type { Asked } from './journal/searches';

type Group = (typeof searchGroups)[number];

interface Entry extends Searchable {
  folded: string[];
}

/** Lower is better: the whole text, its beginning, the beginning of a word in it, anywhere in it. */
const ranks = { exact: 0, prefix: 1, word: 2, inside: 3 } as const;

export function searchHandlers(context: EngineContext): Pick<EngineHandlers, 'search.find' | 'search.settled'> {
  return {
    'search.settled': ({ workspace, text }) => {
      context.searches.settled(asked(workspace, text, searchAll(context.open(workspace), text.trim())));
      return {};
    },
    'search.find': ({ workspace: name, text, limit, group, settled }) => {
      const workspace = context.open(name);
      const found = searchAll(workspace, text.trim());
      context.searches[settled ? 'settled' : 'typed'](asked(name, text, found));
      const groups = searchGroups.filter((one) => group === undefined || one === group).map((one) => best(one, found.get(one) ?? new Map(), limit));
      return { groups: groups.filter(({ total }) => total > 0) };
    },
  };
}

function asked(workspace: string, text: string, found: Map<Group, Map<unknown, unknown>>): Asked {
  const groups = Object.fromEntries([...found].filter(([, hits]) => hits.size > 0).map(([group, hits]) => [group, hits.size]));
  return { workspace, text: text.trim(), hits: Object.values(groups).reduce((sum, count) => sum + count, 0), groups };
}

/** Upper and lower case are one, and so are composed and decomposed accents. */
export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** Each hit of each group with its rank; names come before paths of the same rank. */
function searchAll(workspace: OpenWorkspace, text: string): Map<Group, Map<Entry | Searchable, number>> {
  const found = new Map<Group, Map<Entry | Searchable, number>>(searchGroups.map((group) => [group, new Map()]));
  if (text === '') return found;
  const wanted = fold(text.startsWith('file:') ? plainPath(text) : text);
  const entries = searchable(workspace);
  if (!wanted.startsWith('lid://')) {
    for (const [group, list] of entries) {
      const hits = found.get(group);
      for (const entry of list) {
        const score = scoreOf(entry.folded, wanted);
        if (score !== null) hits?.set(entry, score);
      }
    }
  }
  addLids(workspace, text, entries, found);
  return found;
}

function scoreOf(folded: readonly string[], wanted: string): number | null {
  let score: number | null = null;
  for (let i = 0; i < folded.length; i++) {
    const one = folded[i] ?? '';
    const at = one.indexOf(wanted);
    if (at < 0) continue;
    const rank = at === 0 ? (one.length === wanted.length ? ranks.exact : ranks.prefix) : /[\p{L}\p{N}]/u.test(one[at - 1] ?? '') ? ranks.inside : ranks.word;
    const mine = rank * 10 + i;
    if (score === null || mine < score) score = mine;
  }
  return score;
}

/** LIDs by their beginning; hashes are lower case in the store, so an upper-case one is found as well. */
function addLids(workspace: OpenWorkspace, text: string, entries: Map<Group, Entry[]>, found: Map<Group, Map<Entry | Searchable, number>>): void {
  const typed = keyOfLid(text.replace(/^lid:\/\//i, 'lid://'));
  const key = /^[0-9a-f]{1,32}(?=$|[/#])/i.test(typed) ? typed.replace(/^[0-9a-f]+/i, (hash) => hash.toLowerCase()) : typed;
  if (key === '' || key.startsWith('/')) return;
  const byNode = byRecords(
    workspace,
    'search by node',
    () => new Map((['files', 'tasks', 'runs'] as const).flatMap((group) => (entries.get(group) ?? []).map((entry) => [entry.node, { group, entry }] as const))),
  );
  for (const hit of nodesWithPrefix(workspace.db, key)) {
    const { group, entry } = byNode.get(hit.node) ?? { group: groupOf(hit), entry: hit };
    const score = keyOfLid(hit.value) === key ? ranks.exact : ranks.prefix * 10;
    const hits = found.get(group);
    hits?.set(entry, Math.min(score, hits.get(entry) ?? score));
  }
}

function groupOf({ kind }: Searchable): Group {
  if (kind === 'WorkflowRun') return 'runs';
  if (kind === 'TaskRun' || kind === 'AgentRun') return 'tasks';
  return kind === 'FileOutput' || kind === 'External' ? 'files' : 'records';
}

function searchable(workspace: OpenWorkspace): Map<Group, Entry[]> {
  const fingerprints = workspace.cached('search fingerprints', () => entriesOf(searchableFingerprints(workspace.db)));
  const recorded = byRecords(workspace, 'search', () => {
    const { db } = workspace;
    return new Map<Group, Entry[]>([
      ['runs', entriesOf(searchableRuns(db))],
      ['tasks', entriesOf(searchableTasks(db))],
      ['files', entriesOf(searchableFiles(db))],
      ['labels', entriesOf(searchableValues(db, 'labels'))],
      ['containers', entriesOf(searchableValues(db, 'containers'))],
      ['commits', entriesOf(searchableValues(db, 'commits'))],
      ['checksums', entriesOf(searchableChecksums(db))],
    ]);
  });
  return new Map([...recorded, ['checksums', [...(recorded.get('checksums') ?? []), ...fingerprints]]]);
}

const entriesOf = (list: Searchable[]): Entry[] => list.map((one) => ({ ...one, folded: one.texts.map(fold) }));

/** The best hits in order; only as many ranks are sorted as are shown. */
function best(group: Group, hits: Map<Entry | Searchable, number>, limit: number): { group: Group; hits: SearchHit[]; total: number } {
  const byScore = new Map<number, Searchable[]>();
  for (const [entry, score] of hits) {
    const list = byScore.get(score);
    if (list === undefined) byScore.set(score, [entry]);
    else list.push(entry);
  }
  const shown: Searchable[] = [];
  for (const score of [...byScore.keys()].sort((a, b) => a - b)) {
    if (shown.length >= limit) break;
    shown.push(...(byScore.get(score) ?? []).sort((a, b) => compare(a.title, b.title) || compare(a.value, b.value) || compare(a.lid ?? '', b.lid ?? '')));
  }
  return { group, total: hits.size, hits: shown.slice(0, limit).map(({ lid, value, kind, title, detail, count }) => ({ lid, value, kind, title, detail, count })) };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
