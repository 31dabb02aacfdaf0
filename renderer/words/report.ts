/** Words of the report preview. */
import { count, counted } from '../parts/format';

export const reportWords = {
  loading: 'Putting the report together…',
  save: 'Save PDF…',
  saveTitle: 'Save the report as PDF',
  saving: 'Writing the PDF',
  suggested: (subject: string) => `audit-report-${subject}`,
  draft: 'DRAFT – UNSIGNED',
  preview: 'Preview: the PDF says the same, page by page.',
  renewed: 'Being made anew: what is shown was made before.',
  refresh: 'Put together again',
  id: 'Report',
  workspace: 'Workspace',
  at: 'State of',
  saved: (pages: number) => `Saved, ${counted(pages, 'page')}`,
  sha: 'the SHA-256 of the PDF',
  shaLabel: 'SHA-256',
  path: 'the path of the PDF',
  show: 'Show in folder',
  stopped: 'Stopped: no PDF was written.',
  contents: 'Contents',
  sheet: (n: number, title: string) => `Section ${count(n)}: ${title}`,
  moreRows: (shown: number, total: number) => `${count(shown)} of ${count(total)} rows are shown here; the PDF has all of them.`,
  allRows: (n: number) => `Show all ${count(n)} rows`,
  picture: (nodes: number) => `Lineage picture with ${counted(nodes, 'box', 'boxes')}; the table after it says the same.`,
};
