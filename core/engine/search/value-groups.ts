/** Values whose own text fits a search of text alone: labels, containers, commits, parameters, checksums; each leads to the records that carry it. */
import type { SearchGroup, SearchHit } from '../../contract/search';
import { checksumsWithPrefix } from '../../index/queries/search-values';
import type { Condition, Query } from '../../search/query';
import { fold } from '../../search/text-blob';
import { itemText, type TagItemKind } from '../../tags/item';
import type { Tag } from '../../tags/rules';
import type { OpenWorkspace } from '../context';
import { tagsOfTexts } from '../tags/of-nodes';
import { textsOf } from './evaluate';
import { valueHit } from './hits';
import { formsOf, searchValues } from './values';

type ValueGroup = Extract<SearchGroup, 'labels' | 'containers' | 'commits' | 'parameters' | 'checksums'>;
/** A beginning of a checksum; less of it is no checksum that somebody means. */
const checksum = /^[0-9a-f]{6,128}$/;

const counted = (count: number, one: string) => `${count.toLocaleString('en-US')} ${one}${count === 1 ? '' : 's'}`;

/**
 * Each group in the order of its values, the whole text first; none for a search with qualifiers, whose counts these would not be. But labels, containers and
 * commits carry tags themselves: a search for tags, with or without text, finds those that do.
 */
export function valueGroups(workspace: OpenWorkspace, query: Query, only?: SearchGroup): Map<ValueGroup, SearchHit[]> {
  const groups = new Map<ValueGroup, SearchHit[]>();
  const texts = textsOf(query).map(fold);
  const tagged = taggedAs(workspace, query);
  if ((texts.length === 0 && tagged === null) || query.terms.some(({ is }) => is !== 'text' && is !== 'tag')) return groups;
  const forms = textsOf(query).map((text) => formsOf(workspace, text));
  const no = query.terms.flatMap((term) => (term.is === 'text' && term.not ? formsOf(workspace, term.text) : []));
  const has = (kind: TagItemKind, text: string) => tagged === null || tagged.has(itemText({ kind, text }));
  const fits = ({ folded }: { folded: string }) => forms.every((some) => some.some((text) => folded.includes(text))) && !no.some((text) => folded.includes(text));
  const phrase = texts.join(' ');
  const put = (group: ValueGroup, make: () => { folded: string; hit: SearchHit }[]) => {
    if (only !== undefined && only !== group) return;
    const found = make();
    if (found.length > 0)
      groups.set(
        group,
        [...found.filter(({ folded }) => folded === phrase), ...found.filter(({ folded }) => folded !== phrase)].map(({ hit }) => hit),
      );
  };
  const values = searchValues(workspace);
  const fitting = (kind: 'label' | 'container' | 'commit') => (one: { folded: string; text: string }) => fits(one) && has(kind, one.text);
  put('labels', () => labels(workspace, fitting('label')));
  put('containers', () => carried(values.containers.filter(fitting('container')), 'container', 'task'));
  put('commits', () => carried(values.commits.filter(fitting('commit')), 'commit', 'run'));
  if (tagged !== null) return groups;
  put('parameters', () =>
    values.parameters
      .filter(fits)
      .map(({ name, value, folded, runs }) => ({ folded, hit: valueHit({ is: 'param', name, value }, `${name}=${value}`, counted(runs, 'run'), runs) })),
  );
  put('checksums', () =>
    texts.length === 1 && checksum.test(phrase)
      ? checksumsWithPrefix(workspace.db, phrase).map(({ text, count }) => ({
          folded: fold(text),
          hit: valueHit({ is: 'checksum', text }, text, `recorded, or taken by us: ${counted(count, 'record')}`, count),
        }))
      : [],
  );
  return groups;
}

/** The labels, containers and commits that all tags asked for hold of, as `itemText` writes them; null where no tag is asked for. */
function taggedAs(workspace: OpenWorkspace, { terms }: Query): ReadonlySet<string> | null {
  const asked = terms.flatMap((term) => (term.is === 'tag' ? [term] : []));
  if (!asked.some(({ not }) => !not)) return null;
  const carries = (tags: readonly Tag[], { name, value }: (typeof asked)[number]) =>
    tags.some((tag) => tag.key === fold(name) && (value === null || fold(tag.value) === fold(value)));
  return new Set(
    tagsOfTexts(workspace)
      .filter(({ tags }) => asked.every((term) => carries(tags, term) !== term.not))
      .map(itemText),
  );
}

function carried(values: readonly { text: string; folded: string; count: number }[], is: 'container' | 'commit', what: string) {
  return values.map(({ text, folded, count }) => ({ folded, hit: valueHit({ is, text } as Condition, text, counted(count, what), count) }));
}

/** A label that both Nextflow and Platform know is one. */
function labels(workspace: OpenWorkspace, fits: (one: { folded: string; text: string }) => boolean) {
  const { labels: nextflow, platformLabels } = searchValues(workspace);
  const known = new Map<string, { folded: string; text: string; nextflow: number; platform: number }>();
  for (const { text, folded, count } of nextflow.filter(fits)) known.set(text, { folded, text, nextflow: count, platform: 0 });
  for (const { text, folded, count } of platformLabels.filter(fits)) known.set(text, { folded, text, nextflow: known.get(text)?.nextflow ?? 0, platform: count });
  return [...known.values()].map((one) => ({
    folded: one.folded,
    hit: valueHit({ is: 'label', text: one.text, begins: false }, one.text, labelCounts(one), one.nextflow + one.platform),
  }));
}

/** `12 records (Nextflow)`, `2 runs (Platform)`, or both. */
export function labelCounts({ nextflow, platform }: { nextflow: number; platform: number }): string {
  return [nextflow > 0 ? `${counted(nextflow, 'record')} (Nextflow)` : '', platform > 0 ? `${counted(platform, 'run')} (Platform)` : ''].filter((part) => part !== '').join(', ');
}
