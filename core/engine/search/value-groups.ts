/** Values whose own text fits a search of text alone: labels, containers, commits, parameters, checksums; each leads to the records that carry it. */
import type { SearchGroup, SearchHit } from '../../contract/search';
import { checksumsWithPrefix } from '../../index/queries/search-values';
import type { Condition, Query } from '../../search/query';
import { fold } from '../../search/text-blob';
import type { OpenWorkspace } from '../context';
import { textsOf } from './evaluate';
import { valueHit } from './hits';
import { searchValues } from './values';

type ValueGroup = Extract<SearchGroup, 'labels' | 'containers' | 'commits' | 'parameters' | 'checksums'>;
/** A beginning of a checksum; less of it is no checksum that somebody means. */
const checksum = /^[0-9a-f]{6,128}$/;

const counted = (count: number, one: string) => `${count.toLocaleString('en-US')} ${one}${count === 1 ? '' : 's'}`;

/** Each group in the order of its values, the whole text first; none for a search with qualifiers, whose counts these would not be. */
export function valueGroups(workspace: OpenWorkspace, query: Query, only?: SearchGroup): Map<ValueGroup, SearchHit[]> {
  const groups = new Map<ValueGroup, SearchHit[]>();
  const texts = textsOf(query).map(fold);
  if (texts.length === 0 || query.terms.some(({ is }) => is !== 'text')) return groups;
  const no = query.terms.flatMap((term) => (term.is === 'text' && term.not ? [fold(term.text)] : []));
  const fits = ({ folded }: { folded: string }) => texts.every((text) => folded.includes(text)) && !no.some((text) => folded.includes(text));
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
  put('labels', () => labels(workspace, fits));
  put('containers', () => carried(values.containers.filter(fits), 'container', 'task'));
  put('commits', () => carried(values.commits.filter(fits), 'commit', 'run'));
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

function carried(values: readonly { text: string; folded: string; count: number }[], is: 'container' | 'commit', what: string) {
  return values.map(({ text, folded, count }) => ({ folded, hit: valueHit({ is, text } as Condition, text, counted(count, what), count) }));
}

/** A label that both Nextflow and Platform know is one. */
function labels(workspace: OpenWorkspace, fits: (one: { folded: string }) => boolean) {
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
