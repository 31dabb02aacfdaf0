/** The window: sandboxed, alone on its own origin, with nowhere to go and no rights to ask for. */
import { join } from 'node:path';
import { BrowserWindow, nativeTheme, type Session } from 'electron';
import { productTitle } from './product';
import { origin, startPage } from './protocol';
import { keepWindowState, readWindowState } from './window-state';

/** Opens the window; `route` is a hash such as `#/w/trial-042`. */
export function openWindow(route = ''): BrowserWindow {
  const { bounds, maximized } = readWindowState();
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 900,
    minHeight: 600,
    title: productTitle,
    icon: join(__dirname, '256x256.png'),
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff',
    webPreferences: {
      preload: join(__dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
      navigateOnDragDrop: false,
      spellcheck: false,
      plugins: true, // Chromium's own PDF viewer; there are no others
    },
  });
  if (maximized) window.maximize();
  keepWindowState(window);
  keepTitle(window);
  forbidLeaving(window);
  window.once('ready-to-show', () => window.show());
  void window.loadURL(startPage + route);
  return window;
}

/** The page may name what it shows in the title; that this is a test runtime stays there. */
function keepTitle(window: BrowserWindow): void {
  window.on('page-title-updated', (event, title) => {
    event.preventDefault();
    const page = title.split(' – ')[0] ?? '';
    window.setTitle(page === '' || productTitle.startsWith(page) ? productTitle : `${page} – ${productTitle}`);
  });
}

/** No navigation away, no second window, no webview. */
function forbidLeaving({ webContents }: BrowserWindow): void {
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-navigate', (event, url) => {
    if (!sameOrigin(url)) event.preventDefault();
  });
  webContents.on('will-frame-navigate', (event) => {
    if (!event.url.startsWith('app://')) event.preventDefault();
  });
  webContents.on('will-redirect', (event) => event.preventDefault());
  webContents.on('will-attach-webview', (event) => event.preventDefault());
}

/** This program, the page's own data, and the parts of Chromium's PDF viewer, which come with it. */
const ownAddress = /^(app:|blob:|data:|devtools:|chrome:\/\/resources\/|chrome-extension:\/\/mhjfbmdgcfjbbpaeojofohoefgiehjai\/)/;

/** Every permission but that to fill the screen is refused, and every request that does not stay in this program: the page has no network. */
export function forbidRights(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === 'fullscreen'));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !ownAddress.test(request.url) }));
  session.on('will-download', (event) => event.preventDefault());
}

function sameOrigin(url: string): boolean {
  return url === origin || url.startsWith(`${origin}/`);
}
