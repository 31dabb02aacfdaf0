/** Values of the store that may be asked about, for a field of the impact page: nobody has to know a path or a container by heart. */
import type { Parsed } from '../../contract';
import type { ImpactSuggestion } from '../../contract/impact';
import type { SearchGroup, SearchHit } from '../../contract/search';
import { carriedVersions } from '../../index/queries/search-values';
import { printCondition } from '../../search/print';
import type { OpenWorkspace } from '../context';
import { find } from '../search/answer';
import { best, shown, type Value } from '../search/suggest';
import { searchValues } from '../search/values';

export function suggestions(workspace: OpenWorkspace, { by, typed, of }: Omit<Parsed<'impact.suggest'>, 'workspace'>): ImpactSuggestion[] {
  const text = typed.trim();
  const { containers, commits, parameters } = searchValues(workspace);
  switch (by) {
    case 'lid':
      return hits(workspace, text, ['files', 'tasks', 'runs'], (hit) => ({ value: hit.lid ?? '', detail: [hit.title, hit.run?.name].filter(Boolean).join(' · ') }));
    case 'path':
      if (of !== undefined) return [];
      return hits(workspace, text, ['outside', 'files'], (hit) =>
        hit.kind === 'External' ? { value: hit.value, detail: 'outside file' } : { value: hit.detail, detail: hit.run === null ? 'file' : `file of ${hit.run.name}` },
      );
    case 'checksum':
      return hits(workspace, text, ['checksums'], (hit) => ({ value: hit.value, detail: hit.detail }));
    case 'container':
      return best(ofTexts(containers, 'tasks in it'), text, shown);
    case 'commit':
      return best(ofTexts(commits, 'runs at it'), text, shown);
    case 'version':
      return best(versions(workspace, of), text, shown);
    case 'param': {
      if (of === undefined) return best(summed(parameters.map(({ name, runs }) => ({ value: name, detail: 'runs with this parameter', count: runs }))), text, shown);
      const values = parameters.filter(({ name }) => name === of);
      return best(
        values.map(({ value, runs }) => ({ value, detail: 'runs with this value', count: runs })),
        text,
        shown,
      );
    }
    default:
      return [];
  }
}

/** The best of these groups, each value once. */
function hits(workspace: OpenWorkspace, typed: string, groups: SearchGroup[], asValue: (hit: SearchHit) => { value: string; detail: string }): ImpactSuggestion[] {
  if (typed === '') return [];
  const text = printCondition({ is: 'text', text: typed });
  const found = groups.flatMap((group) => find(workspace, { text, group, sort: 'best', offset: 0, limit: shown }).groups.flatMap((one) => one.hits));
  const known = new Map(found.map((hit) => [asValue(hit).value, { ...asValue(hit), count: hit.count }]));
  known.delete('');
  return [...known.values()].slice(0, shown);
}

const ofTexts = (values: readonly { text: string; count: number }[], detail: string): Value[] => values.map(({ text, count }) => ({ value: text, detail, count }));

/** Revisions; of one, the repositories that it was recorded of. */
function versions({ db }: OpenWorkspace, revision: string | undefined): Value[] {
  const recorded = carriedVersions(db);
  if (revision === undefined) return summed(recorded.map((one) => ({ value: one.revision, detail: 'runs of it', count: one.runs })));
  return recorded.flatMap((one) => (one.revision !== revision || one.repository === null ? [] : [{ value: one.repository, detail: 'runs of it', count: one.runs }]));
}

/** Each value once, with the records of all of its kind. */
function summed(values: readonly (Value & { count: number })[]): Value[] {
  const known = new Map<string, Value & { count: number }>();
  for (const one of values) known.set(one.value, { ...one, count: one.count + (known.get(one.value)?.count ?? 0) });
  return [...known.values()];
}
