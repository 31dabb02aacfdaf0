/** What may be typed next into the search: qualifiers, and after one the values that the store holds, with how many records carry each. */
import type { Output } from '../../contract';
import type { Completion, CompletionUnit } from '../../contract/search';
import { lastNode, searchableTasks } from '../../index/queries/search';
import { splitTaskName } from '../../record/facts';
import { placeAt } from '../../search/place';
import { labelText, valueText } from '../../search/print';
import { type QualifierName, qualifierNames, qualifiers, type SearchKind, searchKindNames, searchKindWords } from '../../search/qualifiers';
import { fold } from '../../search/text-blob';
import { tagText } from '../../tags/rules';
import { verdicts, verdictWords } from '../../verify/verdict';
import { byRecords } from '../by-records';
import type { OpenWorkspace } from '../context';
import { tagsOfNodes, tagsOfTexts } from '../tags/of-nodes';
import { maskOf } from './conditions';
import { searchTable } from './table';
import { labelCounts } from './value-groups';
import { searchValues } from './values';
import { bitOf, verdictBits } from './verdicts';

export interface Value {
  value: string;
  detail: string;
  count: number | null;
}

/** At most so many at once. */
export const shown = 12;
/** Of each of labels and runs, where a plain word is typed. */
const shownBeside = 3;

export function suggest(workspace: OpenWorkspace, text: string, caret: number): Output<'search.suggest'> {
  const { at, end, qualifier, typed } = placeAt(text, caret);
  if (qualifier === null) return { at, end, items: [...ofNames(typed), ...beside(workspace, typed)], hint: null };
  const values = valuesOf(workspace, qualifier, typed);
  const items = best(values, qualifier === 'label' ? typed.replace(/\*$/, '') : typed, shown).map(
    ({ value, detail, count }): Completion => ({ insert: `${insertOf(qualifier, value)}`, label: value, detail, count, unit: unitOf(qualifier) }),
  );
  const hint = values.length === 0 ? `${qualifier}: asks for records ${qualifiers[qualifier].means}. For example ${qualifiers[qualifier].example}` : null;
  return { at, end, items, hint };
}

/** What the counts of its values are of. */
function unitOf(qualifier: QualifierName): CompletionUnit {
  switch (qualifier) {
    case 'task':
    case 'container':
      return 'task';
    case 'commit':
    case 'param':
    case 'before':
    case 'after':
      return 'run';
    case 'tag':
      return 'item';
    case 'verdict':
      return 'file';
    default:
      return 'result';
  }
}

/** A value ends with a space, so that the next word can be typed; the name of a parameter or tag goes on. */
function insertOf(qualifier: QualifierName, value: string): string {
  const goesOn = (qualifier === 'param' || qualifier === 'tag') && !value.includes('=');
  return goesOn && valueText(value) === value ? `${value}=` : `${textOf(qualifier, value)} `;
}

const textOf = (qualifier: QualifierName, value: string) => (qualifier === 'label' ? labelText(value) : valueText(value));

function ofNames(typed: string): Completion[] {
  const wanted = fold(typed);
  return qualifierNames
    .filter((name) => name.startsWith(wanted))
    .map((name) => ({ insert: `${name}:`, label: `${name}:`, detail: `records ${qualifiers[name].means}, for example ${qualifiers[name].example}`, count: null, unit: 'result' }));
}

/** Labels and runs that begin as the word does. */
function beside(workspace: OpenWorkspace, typed: string): Completion[] {
  if (typed === '') return [];
  return (['label', 'run'] as const).flatMap((name) =>
    best(valuesOf(workspace, name, typed), typed, shownBeside).map(({ value, detail, count }) => ({
      insert: `${name}:${textOf(name, value)} `,
      label: `${name}:${textOf(name, value)}`,
      detail,
      count,
      unit: unitOf(name),
    })),
  );
}

/** Those that begin so, then those that hold it; most records first. */
export function best(values: readonly Value[], typed: string, most: number): Value[] {
  const wanted = fold(typed);
  const place = ({ value }: Value) => fold(value).indexOf(wanted);
  return values
    .filter((one) => place(one) >= 0)
    .sort((a, b) => Math.sign(place(a)) - Math.sign(place(b)) || (b.count ?? 0) - (a.count ?? 0) || (a.value < b.value ? -1 : 1))
    .slice(0, most);
}

function valuesOf(workspace: OpenWorkspace, qualifier: QualifierName, typed: string): Value[] {
  const values = searchValues(workspace);
  switch (qualifier) {
    case 'kind': {
      const { group } = searchTable(workspace);
      const countOf = (kind: SearchKind) => maskOf(workspace, { is: 'kind', kind }).reduce((sum, fits, node) => sum + (group[node] === 0 ? 0 : fits), 0);
      const counts = workspace.cached('search kinds', () => new Map(searchKindNames.map((name) => [name, countOf(name)])));
      return searchKindNames.map((name) => ({ value: name, detail: searchKindWords[name], count: counts.get(name) ?? 0 }));
    }
    case 'label':
      return labelValues(workspace).map(({ label, nextflow, platform }) => ({ value: label, detail: labelCounts({ nextflow, platform }), count: nextflow + platform }));
    case 'run': {
      const { run, runs, early } = searchTable(workspace);
      const counts = byRecords(workspace, 'search records of runs', () => tally(run));
      return runs.flatMap(({ node, names }) => names.map((value) => ({ value, detail: started(early[node]), count: (counts.get(node) ?? 0) + 1 })));
    }
    case 'task':
      return processes(workspace);
    case 'container':
      return values.containers.map(({ text, count }) => ({ value: text, detail: 'tasks in it', count }));
    case 'commit':
      return values.commits.map(({ text, count }) => ({ value: text, detail: 'runs at it', count }));
    case 'param': {
      if (typed.includes('=')) return values.parameters.map(({ name, value, runs }) => ({ value: `${name}=${value}`, detail: 'runs with this value', count: runs }));
      const names = new Map<string, number>();
      for (const { name, runs } of values.parameters) names.set(name, (names.get(name) ?? 0) + runs);
      return [...names].map(([value, count]) => ({ value, detail: 'runs with this parameter', count }));
    }
    case 'tag':
      return tagValues(workspace, typed.includes('='));
    case 'before':
    case 'after':
      return days(workspace);
    case 'verdict': {
      const bits = verdictBits(workspace);
      return verdicts.map((verdict) => ({
        value: verdict,
        detail: verdictWords[verdict].short,
        count: bits.reduce((sum, one) => sum + ((one & bitOf(verdict)) === 0 ? 0 : 1), 0),
      }));
    }
    default:
      return [];
  }
}

/** Every label of Nextflow and of Platform, each once, by its text. */
export function labelValues(workspace: OpenWorkspace): { label: string; nextflow: number; platform: number }[] {
  const { labels, platformLabels } = searchValues(workspace);
  const known = new Map<string, { label: string; nextflow: number; platform: number }>();
  for (const { text, count } of labels) known.set(text, { label: text, nextflow: count, platform: 0 });
  for (const { text, count } of platformLabels) known.set(text, { label: text, nextflow: known.get(text)?.nextflow ?? 0, platform: count });
  return [...known.values()].sort((a, b) => (a.label < b.label ? -1 : 1));
}

/** Of all that the search finds by a tag. */
function tagValues(workspace: OpenWorkspace, whole: boolean): Value[] {
  const counts = new Map<string, number>();
  for (const tags of [...tagsOfNodes(workspace).values(), ...tagsOfTexts(workspace).map((one) => one.tags)])
    for (const tag of tags) counts.set(whole ? tagText(tag) : tag.key, (counts.get(whole ? tagText(tag) : tag.key) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, detail: whole ? 'items with this tag of this workbench' : 'items with a tag of this key', count }));
}

function processes(workspace: OpenWorkspace): Value[] {
  return byRecords(workspace, 'search processes', () => {
    const counts = new Map<string, number>();
    for (const [, , name] of searchableTasks(workspace.db, 0, lastNode(workspace.db) + 1)) {
      const { process } = splitTaskName(name);
      counts.set(process, (counts.get(process) ?? 0) + 1);
    }
    return [...counts].map(([value, count]) => ({ value, detail: 'tasks of this process', count }));
  });
}

/** Days on which runs were started, UTC. */
function days(workspace: OpenWorkspace): Value[] {
  const { runs, early } = searchTable(workspace);
  const counts = new Map<string, number>();
  for (const { node } of runs) {
    const ms = early[node] ?? Number.NaN;
    if (!Number.isNaN(ms)) counts.set(new Date(ms).toISOString().slice(0, 10), (counts.get(new Date(ms).toISOString().slice(0, 10)) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => ({ value, detail: 'runs started on this day, UTC', count }));
}

function started(ms: number | undefined): string {
  return ms === undefined || Number.isNaN(ms) ? 'start not recorded' : `started ${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function tally(column: Iterable<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const one of column) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}
