/** The first rows of each list, for a report: what was released stands first. */
import { type ImpactList, type ImpactRow, impactLists } from '../../contract/impact';
import type { OpenWorkspace } from '../context';
import type { Impact } from './answer';
import { heldByRuns, listed, rowsOf, unreadRows } from './list';

export type ReportLists = Record<ImpactList, { rows: ImpactRow[]; total: number }>;

/** A page holds about 20 rows: a report of all would be thousands of pages, so the rest is in the table. */
export const rowsInReport = 500;

export function reportLists(workspace: OpenWorkspace, impact: Impact): ReportLists {
  const lists = impactLists.map((list) => {
    const nodes = listed(workspace, impact, { list, published: false });
    const unread = unreadRows(workspace, { list, published: false });
    const rows = rowsOf(workspace, impact, nodes.subarray(0, rowsInReport), list === 'runs' ? heldByRuns(impact) : null);
    return [list, { rows: [...rows, ...unread].slice(0, rowsInReport), total: nodes.length + unread.length }] as const;
  });
  return Object.fromEntries(lists) as ReportLists;
}
