/**
 * Puts the pages of a database in the order of SQLite's trees, so that pages that are alike lie together when they are compressed, and takes out what a split of a page left behind in it.
 * The form of a page: https://www.sqlite.org/fileformat2.html#b_tree_pages
 */

/** Of SQLite's file, as this program makes it. */
export const pageSize = 4096;

const interiorTypes: readonly number[] = [2, 5];
const leafTypes: readonly number[] = [10, 13];
const leafHead = 8;
const interiorHead = 12;
/** In the first page the head of the file stands before that of the page. */
const headAt = (page: number) => (page === 0 ? 100 : 0);

export interface PageOrder {
  /** Every page once, counted from 0. */
  pages: Uint32Array;
  /** 1: a page of a tree. */
  ofTree: Uint8Array;
}

/**
 * Trees one after another as `roots` (pages as SQLite counts them, from 1) have them, leaves of each in the order of its keys; then what is left, by number. Few pages are read: those that name others, and one leaf of each tree.
 * Whatever the pages hold, each page is in it once.
 */
export function treeOrder(count: number, roots: readonly number[], read: (page: number, into: Uint8Array) => void): PageOrder {
  const pages = new Uint32Array(count);
  const ofTree = new Uint8Array(count);
  const naming: number[] = [];
  let end = 0;
  const take = (page: number): boolean => {
    if (page < 0 || page >= count || ofTree[page] === 1) return false;
    ofTree[page] = 1;
    return true;
  };
  function walk(page: number, known: 'leaf' | 'unknown'): 'leaf' | 'interior' | 'none' {
    if (!take(page)) return 'none';
    const children = known === 'leaf' ? null : childrenOf(page, read);
    if (children === null) {
      pages[end++] = page;
      return 'leaf';
    }
    naming.push(page);
    // All leaves of a tree are as far from its root.
    let is: 'leaf' | 'unknown' = 'unknown';
    for (const child of children) if (walk(child, is) === 'leaf') is = 'leaf';
    return 'interior';
  }
  for (const root of roots) walk(root - 1, 'unknown');
  for (const page of naming) pages[end++] = page;
  for (let page = 0; page < count; page++) if (ofTree[page] !== 1) pages[end++] = page;
  return { pages, ofTree };
}

/** Null where the page is none that names others. */
function childrenOf(page: number, read: (page: number, into: Uint8Array) => void): number[] | null {
  const bytes = new Uint8Array(pageSize);
  read(page, bytes);
  const head = headAt(page);
  if (!interiorTypes.includes(bytes[head] ?? 0)) return null;
  const view = new DataView(bytes.buffer);
  const cells = Math.min(view.getUint16(head + 3), (pageSize - head - interiorHead) >> 1);
  const children: number[] = [];
  for (let cell = 0; cell < cells; cell++) {
    const at = view.getUint16(head + interiorHead + 2 * cell);
    if (at <= pageSize - 4) children.push(view.getUint32(at) - 1);
  }
  children.push(view.getUint32(head + 8) - 1);
  return children;
}

/** Zeros in the place of what is left between the cells of a page of a tree and where they are named: nothing of SQLite's. */
export function clearGap(page: number, bytes: Uint8Array): void {
  const head = headAt(page);
  const type = bytes[head] ?? 0;
  const isLeaf = leafTypes.includes(type);
  if (!isLeaf && !interiorTypes.includes(type)) return;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const from = head + (isLeaf ? leafHead : interiorHead) + 2 * view.getUint16(head + 3);
  const to = view.getUint16(head + 5) || 65_536;
  if (from < to && to <= pageSize) bytes.fill(0, from, to);
}
