/** Answers a query: which nodes fit, how well, and how many fit but for a time that nobody recorded. */
import type { Query, Term } from '../../search/query';
import { together } from '../../search/together';
import type { OpenWorkspace } from '../context';
import { type Mask, maskOf, noRank, type RanksOfText, ranksOfText, speaksOf } from './conditions';
import { lateOf, searchTable } from './table';

export interface Found {
  /** 1 where a node fits. */
  mask: Mask;
  /** Lower is better. */
  rank: Uint8Array;
  /** All that fits is among these, each once; null: among all nodes. */
  few: readonly number[] | null;
  /** Nodes that fit all else, where a time was asked for and none is recorded, or one that may lie on either side. */
  withoutTime: number;
}

const isTime = ({ is }: Term) => is === 'before' || is === 'after';
const isText = ({ is }: Term) => is === 'text';
/** Ranks of several words stand behind those of their phrase. */
const behindPhrase = 20;

/** Nodes that fit `query`, its texts held against names, paths, labels and LIDs. */
export function evaluate(workspace: OpenWorkspace, query: Query): Found {
  const texts = textsOf(query);
  const others = query.terms.filter((term) => !isTime(term) && (term.not || !isText(term)));
  const found = rankOfTexts(workspace, texts);
  const mask = found === null ? everything(workspace) : ranked(workspace, found);
  narrow(workspace, mask, others);
  return { mask, rank: found?.rank ?? new Uint8Array(mask.length), few: found?.few ?? null, withoutTime: narrowTimes(workspace, mask, query.terms) };
}

/** What the qualifiers of `query` let through, whatever its texts. */
export function withinQualifiers(workspace: OpenWorkspace, query: Query): Mask {
  const mask = everything(workspace);
  narrow(
    workspace,
    mask,
    query.terms.filter((term) => !isText(term) && !isTime(term)),
  );
  narrowTimes(workspace, mask, query.terms);
  return mask;
}

/** Texts that must be there. */
export function textsOf({ terms }: Query): string[] {
  return terms.flatMap((term) => (term.is === 'text' && !term.not ? [term.text] : []));
}

function everything(workspace: OpenWorkspace): Mask {
  const { group } = searchTable(workspace);
  const mask = new Uint8Array(group.length);
  for (let node = 0; node < mask.length; node++) mask[node] = group[node] === 0 ? 0 : 1;
  return mask;
}

function narrow(workspace: OpenWorkspace, mask: Mask, terms: readonly Term[]): void {
  for (const set of together(terms)) {
    const masks = set.map((term) => maskOf(workspace, term));
    const [first] = set;
    const [only, another] = masks;
    if (first === undefined || only === undefined) continue;
    if (another === undefined && !first.not && first.is !== 'verdict') {
      for (let node = 1; node < mask.length; node++) mask[node] = (mask[node] ?? 0) & (only[node] ?? 0);
      continue;
    }
    const speaks = speaksOf(workspace, first);
    for (let node = 1; node < mask.length; node++) if (mask[node] === 1 && (!speaks(node) || masks.some((one) => one[node] === 1) === first.not)) mask[node] = 0;
  }
}

/**
 * Leaves what is surely on the side of a time that is asked for; what has no time, or one of an unknown zone that may be on
 * either side, is on neither. Returns how many such there are that nothing else speaks against.
 */
function narrowTimes(workspace: OpenWorkspace, mask: Mask, terms: readonly Term[]): number {
  const times = terms.flatMap((term) => (term.is === 'before' || term.is === 'after' ? [{ ms: term.ms, before: (term.is === 'before') !== term.not }] : []));
  if (times.length === 0) return 0;
  const table = searchTable(workspace);
  const late = lateOf(table);
  let unknown = 0;
  for (let node = 1; node < mask.length; node++) {
    if (mask[node] === 0) continue;
    const [first, last] = [table.early[node] ?? Number.NaN, late(node)];
    const against = times.some(({ ms, before }) => (before ? first >= ms : last < ms));
    const isSure = times.every(({ ms, before }) => (before ? last < ms : first >= ms));
    if (!against && !isSure) unknown++;
    if (!isSure) mask[node] = 0;
  }
  return unknown;
}

/** What holds all texts, by the rank of that. */
function ranked(workspace: OpenWorkspace, { rank, few }: RanksOfText): Mask {
  const { group } = searchTable(workspace);
  const mask = new Uint8Array(group.length);
  if (few !== null) for (const node of few) mask[node] = rank[node] !== noRank && group[node] !== 0 ? 1 : 0;
  else for (let node = 0; node < mask.length; node++) if (rank[node] !== noRank && group[node] !== 0) mask[node] = 1;
  return mask;
}

/** The rank of what holds all texts, `noRank` of all else; `few` has what holds the first of them. Null where none is asked for. */
function rankOfTexts(workspace: OpenWorkspace, texts: readonly string[]): RanksOfText | null {
  const [first, ...others] = texts;
  if (first === undefined) return null;
  const found = ranksOfText(workspace, first);
  if (others.length === 0) return found;
  const { rank } = found;
  for (const text of others) {
    const { rank: of } = ranksOfText(workspace, text);
    for (let node = 1; node < rank.length; node++) {
      const one = of[node] ?? noRank;
      if (one > (rank[node] ?? 0)) rank[node] = one;
    }
  }
  const { rank: phrase } = ranksOfText(workspace, texts.join(' '));
  for (let node = 1; node < rank.length; node++) {
    const one = rank[node] ?? noRank;
    if (one !== noRank) rank[node] = phrase[node] === noRank ? behindPhrase + one : (phrase[node] ?? 0);
  }
  return found;
}
