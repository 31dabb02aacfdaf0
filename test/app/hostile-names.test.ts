/** Names of any length, of blanks alone, with markup and signs that turn text around: every page stays a page, says them as text and keeps what it offers in sight. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { visibleText } from '../../core/preview/visible-text';
import { paths } from '../../renderer/routes';
import { type OpenApp, openApp } from './open-app';

const workspace = 'names';
const [run, task] = ['aa'.repeat(16), 'bb'.repeat(16)];
const file = `lid://${run}/out/made.txt`;
const long = 'very_long_'.repeat(300);
const name = `<img src=x onerror="document.title='owned'">\u202egnp.exe ${long}`;
/** Of 3,000 signs without a place to break at, with signs that are not seen and one that turns the rest around. */
const resultPath = `/results/${long}/\u202emade\u200b.\u00adtxt`;
let app: OpenApp;
let folder: string;

function store(): string {
  const lineage = join(folder, 'lineage');
  const write = (lid: string, kind: string, spec: object) => {
    mkdirSync(join(lineage, lid), { recursive: true });
    writeFileSync(join(lineage, lid, '.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind, spec }));
  };
  const of = (id: string) => `lid://${id}`;
  write(run, 'WorkflowRun', {
    workflow: { scriptFiles: [], repository: `https://example.org/${long}`, commitId: 'c0ffee' },
    sessionId: 's',
    name,
    params: [{ type: 'String', name: long, value: name }],
    config: {},
    metadata: { start: '2026-01-02T03:04:05Z' },
  });
  write(task, 'TaskRun', { sessionId: 's', name: '   ', codeChecksum: null, script: long, input: [], container: name, globalVars: {}, binEntries: [], workflowRun: of(run) });
  const made = { checksum: null, workflowRun: of(run), taskRun: of(task), size: 1, createdAt: '2026-01-02T03:04:06Z', modifiedAt: '2026-01-02T03:04:06Z' };
  write(`${task}/made.txt`, 'FileOutput', { ...made, path: `/work/${long}/made.txt`, source: of(task), labels: [] });
  write(`${run}/out/made.txt`, 'FileOutput', { ...made, taskRun: null, path: resultPath, source: `${of(task)}/made.txt`, labels: [name, '  '] });
  return lineage;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'names-'));
  const path = store();
  app = await openApp({ folder, keepFolder: true });
  const ask = (call: string, input: object) => app.page.evaluate(([n, i]) => window.audit.call(`names-${n}`, n as string, i), [call, input] as const);
  expect(await ask('workspaces.add', { name: workspace, store: { type: 'folder', path } })).toHaveProperty('ok');
  await app.page.evaluate((to) => {
    location.hash = to;
  }, paths.workspace(workspace));
  await app.page.getByRole('button', { name: 'Sync now' }).last().click();
  await app.page.getByText('4 objects listed', { exact: false }).waitFor();
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const pages: Record<string, [address: string, drawn: string]> = {
  runs: [paths.runs(workspace), '.grid-row .run-choice'],
  'a run': [paths.run(workspace, run), 'role=tab[name="Tasks"]'],
  tasks: [paths.run(workspace, run, 'tasks'), '.grid-row'],
  'the graph of a run': [paths.run(workspace, run, 'graph'), '.graph-box'],
  'a report': [paths.run(workspace, run, 'report'), 'article.sheet'],
  'a file': [paths.record(workspace, file), 'role=tab[name="Graph"]'],
  'the history of a file': [paths.record(workspace, file, 'custody'), 'text=According to the records'],
  'the graph of a file': [`${paths.record(workspace, file, 'graph')}/depth=all`, '.graph-box >> nth=2'],
  'a path across runs': [paths.pathHistory(workspace, file), '.grid-row'],
  'where a path was used': [paths.impact(workspace, { by: 'path', path: resultPath }), '.impact-counts'],
  'what others told of a path': [paths.told(workspace, resultPath), 'main h1'],
  'two records compared': [paths.compare(workspace, run, `${run}/out/made.txt`), 'h1'],
  search: [paths.search(workspace, 'very_long'), '.search-hit'],
  labels: [paths.label(workspace), '.grid-row .label'],
  findings: [paths.findings(workspace), '.grid-row'],
};

it.each([100, 200].flatMap((percent) => Object.entries(pages).map(([page, of]) => [percent, page, of] as const)))('at %i per cent: %s', async (percent, page, [address, drawn]) => {
  await app.electron.evaluate(({ BrowserWindow }, factor) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(factor), percent / 100);
  await app.page.evaluate((to) => {
    location.hash = to;
  }, address);
  const first = app.page.locator(drawn).first();
  await first.waitFor();
  await app.page.waitForFunction(() => !document.querySelector('[aria-busy=true], .graph-busy'));
  // What the page is about begins in sight, below however long a name; a sheet says names whole, and so does a history its path.
  const top = (await first.boundingBox())?.y;
  if (percent === 100 && !['a report', 'the history of a file', 'where a path was used'].includes(page)) expect(top).toBeLessThan(700);
  const wide = () =>
    app.page.evaluate(() =>
      [document.scrollingElement, document.getElementById('content'), ...document.querySelectorAll('.run-panel, .record-panel')].flatMap((one) =>
        one && one.scrollWidth > one.clientWidth ? [`${one.className || one.tagName} ${one.scrollWidth} > ${one.clientWidth}`] : [],
      ),
    );
  expect(await wide()).toEqual([]);
  expect(await app.seriousAxeFaults()).toEqual([]);
  expect(await app.page.title()).not.toBe('owned');
});

it('shows a path whole and as it is written, wrapped, with every sign that hides in it', async () => {
  await app.page.evaluate(
    (to) => {
      location.hash = to;
    },
    paths.pathHistory(workspace, file),
  );
  const head = app.page.locator('main', { hasText: long });
  await head.waitFor();
  const said = await head.innerText();
  expect(said).not.toMatch(/[\u202e\u200b\u00ad]/);
  expect(said).toContain(visibleText(resultPath));
});
