/** Electron's entry point: one instance, one window, one engine. */
import { join } from 'node:path';
import { app, type BrowserWindow, session } from 'electron';
import { connectBridge } from './bridge';
import { startEngine } from './engine-client';
import { defaultHome } from './home';
import { setMenu } from './menu';
import { product, testRuntime } from './product';
import { registerScheme, servePages } from './protocol';
import { forbidRights, openWindow } from './window';
import { windowKey } from './window-key';
import { startWatching } from './window-watch';

app.setName(product.name);
// Root, as in containers, cannot have Chromium's own process sandbox; the page stays without Node either way.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
registerScheme();

if (app.requestSingleInstanceLock()) void start();
else app.quit();

async function start(): Promise<void> {
  let window: BrowserWindow | undefined;
  const show = () => {
    if (window === undefined || window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  };
  app.on('second-instance', show);
  app.on('window-all-closed', () => app.quit());
  await app.whenReady();

  const home = defaultHome();
  const engine = startEngine({ home, surface: 'window', version: product.version, testRuntime, keychainKey: windowKey(home) });
  forbidRights(session.defaultSession);
  servePages(join(__dirname, '../renderer'));
  window = openWindow();
  connectBridge(window, engine, home);
  const stopWatching = startWatching(engine, show);
  setMenu(window);

  // Running jobs are stopped and locks given up before the program ends.
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    stopWatching();
    void engine.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
}
