/** The pages of the window, each with an address that asks much of it, and what stands there once it shows what it is for. */
import { overviewTabs, paths } from '../../renderer/routes';
import { cohortTask, type GeneratedStore } from './generate-store';

export interface MeasuredPage {
  name: string;
  address: string;
  drawn: string;
  /** What stands where the page began with a part, once all of it is there. */
  whole?: string;
}

/** A row of a table that is here. */
export const aRow = '.grid-body [role=row]:not(.grid-waiting)';

/** What the pages are of, in a store. */
export interface Shown {
  run: string;
  /** Two runs to be compared. */
  pair: [string, string];
  task: string;
  file: string;
  /** With a run before it, so that it can be asked why it differs. */
  published: string;
  /** The path of an outside file that many tasks read. */
  reference: string;
  sample: string;
  label: string;
}

/** `made.wide`, where there is one, is what asks the most. */
export function shownOf(made: GeneratedStore): Shown {
  const run = made.wide?.run ?? made.runs[0] ?? '';
  const [, second = run, third = run] = made.runs;
  return {
    run,
    pair: [second, third],
    task: cohortTask(run),
    file: made.wide?.cohort ?? made.published,
    published: made.published,
    reference: '/data/generated/reference.fa',
    sample: 'S0000_1',
    label: 'deliverable',
  };
}

/** Left out: an earlier version of a record, as the store made for this has none. */
export function pagesOf(workspace: string, { run, pair, task, file, published, reference, sample, label }: Shown): MeasuredPage[] {
  const page = (name: string, address: string, drawn: string, whole?: string): MeasuredPage => ({ name, address, drawn, ...(whole !== undefined && { whole }) });
  return [
    page('workspaces', paths.workspaces(), '[data-workspace], .workspace-card, main h2'),
    page('glossary', paths.glossary(), 'table.glossary'),
    page('help', paths.help(), 'main h2'),
    page('workspace', paths.workspace(workspace), 'section[aria-label="Sync"]'),
    page('overview', paths.overview(workspace), '.overview-grid'),
    page('overview: a list', paths.overviewList(workspace, { list: 'storage' }), '.grid-head'),
    ...overviewTabs
      .filter((tab) => tab !== 'overview')
      .map((tab) => page(`overview: ${tab}`, paths.overview(workspace, tab), `[role=tabpanel] :is(.overview-card, .grid-head, h2)`)),
    page('runs', paths.runs(workspace), aRow),
    page('run', paths.run(workspace, run), '.run-glance'),
    page('run: tasks', paths.run(workspace, run, 'tasks'), aRow),
    page('run: inputs', paths.run(workspace, run, 'inputs'), aRow),
    page('run: outputs', paths.run(workspace, run, 'outputs'), aRow),
    page('run: environment', paths.run(workspace, run, 'environment'), aRow),
    page('run: graph', paths.run(workspace, run, 'graph'), '.graph-box'),
    page('run: checks', paths.run(workspace, run, 'checks'), aRow),
    page('record', paths.record(workspace, file), '.record-panel section'),
    page('record of a task', paths.record(workspace, task), '.record-panel section'),
    page('record: files', paths.record(workspace, task, 'files'), aRow),
    page('record: preview', paths.record(workspace, file, 'preview'), '.preview-facts'),
    page('record: custody', paths.record(workspace, file, 'custody'), 'article.custody', '.custody-weakest'),
    page('record: graph', paths.record(workspace, file, 'graph'), '.graph-box'),
    page('record: raw', paths.record(workspace, file, 'raw'), '.record-panel button'),
    page('custody of an outside file', paths.custody(workspace, reference), 'article.custody', '.custody-weakest'),
    page('impact', paths.impact(workspace, { by: 'path', path: reference }), '.impact-counts'),
    page('compare', paths.compare(workspace, ...pair), '.compare-conclusion'),
    page('cause', paths.cause(workspace, published), '.cause .compare-conclusion'),
    page('what others told of a path', paths.told(workspace, reference), 'main p.caution'),
    page('timeline', paths.timeline(workspace), '.timeline'),
    page('path history', paths.pathHistory(workspace, file), aRow),
    page('labels', paths.label(workspace), aRow),
    page('label', paths.label(workspace, label), '.label-page'),
    page('tags', paths.tags(workspace), '[role=grid], main h2'),
    page('tag', paths.tags(workspace, 'reviewed'), '[role=grid], main h2'),
    page('search', paths.search(workspace, sample), '.search-results'),
    page('search: one group', paths.search(workspace, sample, 'files'), aRow),
    page('findings', paths.findings(workspace), '.finding-columns'),
    page('checks', paths.checks(workspace), aRow),
    page('identify', paths.identify(workspace), 'main button'),
    page('reconcile', paths.reconcile(workspace), 'main button'),
    page('reports', paths.reports(workspace), '[role=grid], main h2'),
    page('report of a file', paths.report(workspace, { kind: 'file', lid: published }), '.sheet'),
    // How it is asked for; the preview beside it is told how far it is, and given up with the page.
    page('run: report', paths.run(workspace, run, 'report'), '.report-columns fieldset'),
    page('journal', paths.journal(workspace), aRow),
    page('journal of a record', paths.journal(workspace, run), aRow),
    // The engine works on it for long, and on nothing else meanwhile: last.
    page('run: preview of the report', paths.run(workspace, run, 'report'), '.sheet'),
  ];
}
