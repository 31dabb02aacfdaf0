/** The menu: what a desktop program must have, and the few commands that the page carries out. */
import { app, type BrowserWindow, dialog, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../core/contract/window';
import { tell } from './bridge';
import { product, productTitle } from './product';

export function setMenu(window: BrowserWindow): void {
  /** The page listens for these keys itself, so that they work alike wherever the focus is; the menu only shows them. */
  const command = (label: string, name: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    registerAccelerator: name !== 'search',
    click: () => tell(window, 'menu', { command: name }),
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    {
      label: '&File',
      submenu: [
        command('&Workspaces', 'workspaces', 'CmdOrCtrl+O'),
        command('&Search…', 'search', 'CmdOrCtrl+K'),
        separator,
        { role: process.platform === 'darwin' ? 'close' : 'quit' },
      ],
    },
    { label: '&Edit', submenu: [{ role: 'undo' }, { role: 'redo' }, separator, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }] },
    {
      label: '&View',
      submenu: [
        command('&Back', 'back', 'Alt+Left'),
        command('&Forward', 'forward', 'Alt+Right'),
        { role: 'reload' },
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomIn', accelerator: 'CmdOrCtrl+=', visible: false },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen', accelerator: process.platform === 'darwin' ? 'Ctrl+Cmd+F' : 'F11' },
      ],
    },
    {
      label: '&Help',
      role: 'help',
      submenu: [
        command('&Help', 'help', 'F1'),
        command('&Keyboard shortcuts', 'shortcuts'),
        command('&Glossary', 'glossary'),
        separator,
        { label: '&About', click: () => void about(window) },
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

async function about(window: BrowserWindow): Promise<void> {
  const { electron, chrome, node } = process.versions;
  const detail = [`Version ${product.version}`, `Electron ${electron}, Chromium ${chrome}, Node ${node}`, `Data of this program: ${app.getPath('userData')}`].join('\n');
  await dialog.showMessageBox(window, { type: 'info', title: `About ${product.name}`, message: productTitle, detail, buttons: ['Close'] });
}
