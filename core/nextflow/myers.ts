/**
 * The edits between two texts, found as JGit finds them (Myers, "An O(ND) Difference Algorithm", searched from both ends;
 * org.eclipse.jgit.diff.MyersDiff 7.1): of equally short answers there are many, and `lineage diff` shows that one.
 */

import { type Edit, Frontier, type Same } from './frontier';

/** In order, none touching the next. */
export function editsBetween(a: readonly string[], b: readonly string[]): Edit[] {
  const same = (x: number, y: number) => a[x] === b[y];
  const whole = { beginA: 0, endA: a.length, beginB: 0, endB: b.length };
  while (whole.beginA < whole.endA && whole.beginB < whole.endB && same(whole.beginA, whole.beginB)) {
    whole.beginA++;
    whole.beginB++;
  }
  while (whole.beginA < whole.endA && whole.beginB < whole.endB && same(whole.endA - 1, whole.endB - 1)) {
    whole.endA--;
    whole.endB--;
  }
  if (isEmpty(whole)) return [];
  if (whole.beginA === whole.endA || whole.beginB === whole.endB) return [whole];
  const search: Search = { same, edits: [], last: whole };
  split(whole, search);
  return slideDown(search.edits, a, b);
}

interface Search {
  same: Same;
  edits: Edit[];
  /** The region whose middle was looked for last. */
  last: Edit;
}

const isEmpty = (edit: Edit) => edit.beginA === edit.endA && edit.beginB === edit.endB;

/** Finds an edit in the middle of a shortest path, then the edits before and behind it. */
function split(region: Edit, search: Search): void {
  const middle = middleEdit(region, search);
  if (region.beginA < middle.beginA || region.beginB < middle.beginB) {
    let { beginA: endA, beginB: endB } = middle;
    while (endA > region.beginA && endB > region.beginB && search.same(endA - 1, endB - 1)) {
      endA--;
      endB--;
    }
    split({ ...region, endA, endB }, search);
  }
  if (!isEmpty(middle)) search.edits.push(middle);
  if (region.endA > middle.endA || region.endB > middle.endB) {
    let { endA: beginA, endB: beginB } = middle;
    // JGit passes over equal lines only within the region it looked at last, which is none of these lines after a part before.
    const { last } = search;
    while (beginA < last.endA && beginB < last.endB && search.same(beginA, beginB)) {
      beginA++;
      beginB++;
    }
    split({ ...region, beginA, beginB }, search);
  }
}

function middleEdit(region: Edit, search: Search): Edit {
  if (region.beginA === region.endA || region.beginB === region.endB) return region;
  search.last = region;
  const forward = new Frontier(1, region, search.same);
  const backward = new Frontier(-1, region, search.same);
  for (let steps = 1; ; steps++) {
    const met = forward.advance(steps, backward) ?? backward.advance(steps, forward);
    if (met !== null) return met;
  }
}

/** Lines only added or only taken away move down as long as the text reads the same. */
function slideDown(edits: Edit[], a: readonly string[], b: readonly string[]): Edit[] {
  let limitA = a.length;
  let limitB = b.length;
  for (const edit of [...edits].reverse()) {
    const added = edit.beginA === edit.endA;
    const taken = edit.beginB === edit.endB;
    const repeats = () => (added ? b[edit.beginB] === b[edit.endB] : a[edit.beginA] === a[edit.endA]);
    while (added !== taken && edit.endA < limitA && edit.endB < limitB && repeats()) {
      edit.beginA++;
      edit.endA++;
      edit.beginB++;
      edit.endB++;
    }
    limitA = edit.beginA;
    limitB = edit.beginB;
  }
  return edits;
}
