/**
 * Opens the real, built program in a real Electron, on a home folder and settings of its own.
 *
 * A test begins with `const app = await openApp()` and ends with `await app.close()`; `app.page` is Playwright's page.
 * `openApp({ demo: true })` puts the demo workspace in, synced;
 * `app.chooseInDialog(path)` answers the next native dialog;
 * `app.screenshot('name')` writes test-results/name.png; `app.seriousAxeFaults()` lists what axe-core finds wrong.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { prepareDemo } from '../../build/demo.mjs';
import { electronRuntime } from '../../build/electron-runtime.mjs';

const root = join(import.meta.dirname, '..', '..');
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface OpenApp {
  electron: ElectronApplication;
  page: Page;
  /** A temporary folder of this test; the workspaces lie in `home` below it. */
  folder: string;
  home: string;
  /** What the page wrote to its console as errors, and errors nobody caught. */
  errors: string[];
  /** The next native dialogs answer with these paths, one after the other; null: closed without a choice. */
  chooseInDialog(...paths: (string | null)[]): Promise<void>;
  screenshot(name: string): Promise<string>;
  /** What axe-core finds that is serious or critical: `rule: selector — why`. */
  seriousAxeFaults(): Promise<string[]>;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Put the synced demo workspace trial-042 in before the window opens. */
  demo?: boolean;
  /** A folder of an earlier start, to open the program again on the same home. */
  folder?: string;
  keepFolder?: boolean;
  /** Of the page in pixels; null leaves the window at its own size. */
  size?: { width: number; height: number } | null;
  env?: Record<string, string>;
}

export async function openApp({
  demo = false,
  folder = mkdtempSync(join(tmpdir(), 'app-')),
  keepFolder = false,
  size = { width: 1280, height: 800 },
  env = {},
}: OpenOptions = {}): Promise<OpenApp> {
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  if (demo) await prepareDemo(home);
  const { path, args } = await electronRuntime();
  const electron = await _electron.launch({
    executablePath: path,
    args: [...args, `--user-data-dir=${join(folder, 'settings')}`],
    cwd: root,
    colorScheme: null, // that of the system, not Playwright's
    env: { ...(process.env as Record<string, string>), LINEAGE_AUDIT_HOME: home, ...env },
  });
  const page = await electron.firstWindow();
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.waitForLoadState('load');
  if (size !== null) await electron.evaluate(({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height), size);
  return {
    electron,
    page,
    folder,
    home,
    errors,
    chooseInDialog: (...paths) =>
      electron.evaluate(({ dialog }, answers) => {
        dialog.showOpenDialog = async () => {
          const path = answers.shift() ?? null;
          return { canceled: path === null, filePaths: path === null ? [] : [path] };
        };
        dialog.showSaveDialog = async () => {
          const path = answers.shift() ?? null;
          return { canceled: path === null, filePath: path ?? '' };
        };
      }, paths),
    async screenshot(name) {
      const file = join(root, 'test-results', `${name}.png`);
      await page.screenshot({ path: file });
      return file;
    },
    async seriousAxeFaults() {
      await page.evaluate(axeSource);
      return page.evaluate(async () => {
        const axe = (globalThis as unknown as { axe: { run(): Promise<{ violations: AxeRule[] }> } }).axe;
        const { violations } = await axe.run();
        const serious = violations.filter((rule) => rule.impact === 'serious' || rule.impact === 'critical');
        return serious.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')} — ${node.failureSummary.replace(/\s+/g, ' ')}`));
      });
    },
    async close() {
      await electron.close();
      if (!keepFolder) rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface AxeRule {
  id: string;
  impact: string;
  nodes: { target: string[]; failureSummary: string }[];
}
