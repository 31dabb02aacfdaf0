/** Answers a query: which nodes fit, how well, and how many fit but for a time that nobody recorded. */
import type { Query, Term } from '../../search/query';
import { together } from '../../search/together';
import type { OpenWorkspace } from '../context';
import { type Mask, maskOf, noRank, ranksOfText, speaksOf } from './conditions';
import { searchTable } from './table';

export interface Found {
  /** 1 where a node fits. */
  mask: Mask;
  /** Lower is better. */
  rank: Uint8Array;
  /** Nodes that fit all else, where a time was asked for and none is recorded, or one that may lie on either side. */
  withoutTime: number;
}

const isTime = ({ is }: Term) => is === 'before' || is === 'after';
const isText = ({ is }: Term) => is === 'text';
/** Ranks of several words stand behind those of their phrase. */
const behindPhrase = 20;

/** Nodes that fit `query`, its texts held against names, paths, labels and LIDs. */
export function evaluate(workspace: OpenWorkspace, query: Query): Found {
  const mask = everything(workspace);
  narrow(
    workspace,
    mask,
    query.terms.filter((term) => !isTime(term) && (term.not || !isText(term))),
  );
  const rank = rankTexts(workspace, mask, textsOf(query));
  return { mask, rank, withoutTime: narrowTimes(workspace, mask, query.terms) };
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
    if (first === undefined) continue;
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
  const { early, late } = searchTable(workspace);
  let unknown = 0;
  for (let node = 1; node < mask.length; node++) {
    if (mask[node] === 0) continue;
    const [first, last] = [early[node] ?? Number.NaN, late[node] ?? Number.NaN];
    const against = times.some(({ ms, before }) => (before ? first >= ms : last < ms));
    const isSure = times.every(({ ms, before }) => (before ? last < ms : first >= ms));
    if (!against && !isSure) unknown++;
    if (!isSure) mask[node] = 0;
  }
  return unknown;
}

/** Takes out what lacks one of the texts; gives the rank of what is left (of what is taken out any). */
function rankTexts(workspace: OpenWorkspace, mask: Mask, texts: readonly string[]): Uint8Array {
  const [first, ...others] = texts;
  if (first === undefined) return new Uint8Array(mask.length);
  const rank = ranksOfText(workspace, first);
  for (let node = 1; node < mask.length; node++) if (rank[node] === noRank) mask[node] = 0;
  for (const text of others) {
    const of = ranksOfText(workspace, text);
    for (let node = 1; node < mask.length; node++) {
      const one = of[node] ?? noRank;
      if (one === noRank) mask[node] = 0;
      else if (one > (rank[node] ?? 0)) rank[node] = one;
    }
  }
  if (texts.length < 2) return rank;
  const phrase = ranksOfText(workspace, texts.join(' '));
  return rank.map((one, node) => (phrase[node] === noRank ? behindPhrase + one : (phrase[node] ?? 0)));
}
