/** What the window hands over of its tables: rows written out as CSV, and files that other programs are to show. */
import { z } from 'zod';
import { outPath } from './disk-path';
import { call } from './kinds';
import { lidText, workspaceName } from './shared';

const inWorkspace = { workspace: workspaceName };
const table = z.string().max(64).describe('as tables.begin named it');

/** How a file is handed to the desktop: its folder is shown, or its own program opens it. */
export const handOverWays = ['show', 'open'] as const;

export const tableCalls = {
  /** Begins a CSV of the rows that a table of the window shows; nothing is written before `tables.save`. */
  'tables.begin': call(
    {
      ...inWorkspace,
      title: z.string().min(1).max(500).describe('of the table, as it stands on the page'),
      columns: z.array(z.string().max(1000)).min(1).max(5000).describe('headings'),
      filter: z.string().max(5000).describe('what the rows were filtered by, in words; empty: by nothing'),
    },
    { table },
  ),
  /** The next rows: a JSON text of a list of rows, each a list of cells (text, number or null) in the order of the headings. */
  'tables.add': call({ ...inWorkspace, table, rows: z.string().max(20_000_000) }, { rows: z.int().describe('taken so far') }),
  /** Writes the file and the journal's entry. Refused where fewer or more rows came than `rows` says. */
  'tables.save': call(
    { ...inWorkspace, table, rows: z.int().min(0), out: outPath() },
    {
      path: z.string(),
      bytes: z.int(),
      sha256: z.string(),
      rows: z.int(),
      guarded: z.int().describe('cells that a spreadsheet would have read as formulas, and that begin with an apostrophe now'),
    },
  ),
  /**
   * Where a file that a record names is on this computer, under the workspace's path maps, for the desktop to show or open: itself an act.
   * Throws `bad-input` where no record names it, `not-supported` where it is on a service, `file-unreadable` where nothing is there.
   */
  'files.handOver': call(
    {
      ...inWorkspace,
      lid: lidText.optional(),
      path: z.string().max(4096).optional(),
      how: z.enum(['ask', ...handOverWays]).describe('ask: before a person agreed; nothing is done and nothing is written down'),
    },
    { path: z.string(), kind: z.enum(['file', 'folder']) },
  ),
};
