/** The menu by mouse and key, the title, and what is kept from one start to the next. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { electronRuntime } from '../../build/electron-runtime.mjs';
import { type OpenApp, openApp } from './open-app';

let app: OpenApp;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'menu-'));
  app = await openApp({ folder, keepFolder: true });
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

it('has the menus of a desktop program, with a key for what is done often', async () => {
  const items = await app.electron.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).map((menu) => ({
      label: menu.label.replace('&', ''),
      items: (menu.submenu?.items ?? [])
        .filter((item) => item.visible && item.type !== 'separator')
        .map((item) => `${item.label.replace('&', '')} ${item.accelerator ?? ''}`.trim()),
    })),
  );
  expect(items.map(({ label }) => label)).toEqual(['File', 'Edit', 'View', 'Help']);
  expect(items[0]?.items).toContain('Search… CmdOrCtrl+K');
  expect(items[2]?.items.join()).toMatch(/F11/);
  expect(items[3]?.items).toContain('Help F1');
});

it('has no developer tools in the menu, and no way to reach other pages', async () => {
  const roles = await app.electron.evaluate(({ Menu }) => (Menu.getApplicationMenu()?.items ?? []).flatMap((menu) => menu.submenu?.items ?? []).map((item) => item.role));
  expect(roles.filter((role) => /devtools|help/i.test(String(role)))).toEqual([]);
});

it('tells the page what was chosen', async () => {
  const heard = app.page.evaluate(() => new Promise((resolve) => window.audit.on('menu', ({ command }) => resolve(command))));
  await app.page.waitForTimeout(1000);
  await app.electron.evaluate(({ Menu }) => {
    const help = Menu.getApplicationMenu()
      ?.items.at(-1)
      ?.submenu?.items.find((item) => item.label.includes('Glossary'));
    help?.click();
  });
  expect(await heard).toBe('glossary');
});

it('zooms in and back from the menu', async () => {
  const zoom = () => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomLevel());
  const choose = (role: string) =>
    app.electron.evaluate(({ Menu, BrowserWindow }, wanted) => {
      const item = Menu.getApplicationMenu()
        ?.items.flatMap((menu) => menu.submenu?.items ?? [])
        .find(({ role: has }) => has?.toLowerCase() === wanted);
      item?.click(undefined, BrowserWindow.getAllWindows()[0], BrowserWindow.getAllWindows()[0]?.webContents);
    }, role);
  expect(await zoom()).toBe(0);
  await choose('zoomin');
  await expect.poll(zoom).toBeGreaterThan(0);
  await choose('resetzoom');
  await expect.poll(zoom).toBe(0);
});

it('follows the dark and light of the system', async () => {
  const dark = () => app.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await app.electron.evaluate(({ nativeTheme }) => {
    nativeTheme.themeSource = 'dark';
  });
  await expect.poll(dark).toBe(true);
  await app.electron.evaluate(({ nativeTheme }) => {
    nativeTheme.themeSource = 'light';
  });
  await expect.poll(dark).toBe(false);
});

it('is one program: a second start ends and leaves the first alone', async () => {
  const { path, args } = await electronRuntime();
  const second = spawnSync(path, [...args, `--user-data-dir=${join(folder, 'settings')}`], { timeout: 30_000, env: { ...process.env, LINEAGE_AUDIT_HOME: app.home } });
  expect(second.status).toBe(0);
  expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

it('opens again at the size it had', async () => {
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 50, width: 1000, height: 700 }));
  await app.close();
  app = await openApp({ folder, keepFolder: true, size: null });
  const bounds = await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  expect(bounds).toMatchObject({ x: 40, y: 50, width: 1000, height: 700 });
});
