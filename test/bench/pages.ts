/** The pages of the window, each with an address that asks much of it, and what stands there once it shows what it is for. */
import { paths } from '../../renderer/routes';
import type { GeneratedStore } from './generate-store';

export interface MeasuredPage {
  name: string;
  address: string;
  drawn: string;
}

const aRow = '.grid-body [role=row]';

export function pagesOf(workspace: string, made: GeneratedStore): MeasuredPage[] {
  const run = made.wide?.run ?? made.runs[0] ?? '';
  const file = made.wide?.cohort ?? made.published;
  /** Read by a task of every sample. */
  const reference = '/data/generated/reference.fa';
  const page = (name: string, address: string, drawn: string): MeasuredPage => ({ name, address, drawn });
  return [
    page('workspaces', paths.workspaces(), '[data-workspace], .workspace-card, main h2'),
    page('workspace', paths.workspace(workspace), 'section[aria-label="Sync"]'),
    page('runs', paths.runs(workspace), aRow),
    page('run', paths.run(workspace, run), '.run-glance'),
    page('run: tasks', paths.run(workspace, run, 'tasks'), aRow),
    page('run: inputs', paths.run(workspace, run, 'inputs'), aRow),
    page('run: outputs', paths.run(workspace, run, 'outputs'), aRow),
    page('run: environment', paths.run(workspace, run, 'environment'), aRow),
    page('run: graph', paths.run(workspace, run, 'graph'), '.graph-box'),
    page('run: checks', paths.run(workspace, run, 'checks'), aRow),
    page('record', paths.record(workspace, file), 'main h1'),
    page('record: graph', paths.record(workspace, file, 'graph'), '.graph-box'),
    page('record: raw', paths.record(workspace, file, 'raw'), '.record-panel button'),
    page('record: custody', paths.record(workspace, file, 'custody'), 'article.custody'),
    page('impact', paths.impact(workspace, { by: 'path', path: reference }), '.impact-counts'),
    page('compare', paths.compare(workspace, made.runs[1] ?? run, made.runs[2] ?? run), '.compare-conclusion'),
    page('cause', paths.cause(workspace, made.published), '.cause .compare-conclusion'),
    page('timeline', paths.timeline(workspace), '.timeline'),
    page('path history', paths.pathHistory(workspace, file), aRow),
    page('labels', paths.label(workspace), aRow),
    page('label', paths.label(workspace, 'deliverable'), '.label-page'),
    page('search', paths.search(workspace, 'S0000_1'), aRow),
    page('findings', paths.findings(workspace), 'main h1'),
    page('checks', paths.checks(workspace), 'main h1'),
    page('journal', paths.journal(workspace), aRow),
  ];
}
