/** What the window asks of the desktop: dialogs, the clipboard, the file manager, and what this program is. */
import { userInfo } from 'node:os';
import { basename } from 'node:path';
import { type BrowserWindow, clipboard, dialog, type OpenDialogOptions, shell } from 'electron';
import type { Output, Parsed, WindowName } from '../core/contract';
import { AuditError } from '../core/errors';
import type { EngineClient } from './engine-client';
import { product, testRuntime } from './product';
import { offerPdf } from './protocol';
import { handOver } from './window-hand-over';

export type WindowHandlers = { [N in WindowName]: (input: Parsed<N>) => Promise<Output<N>> | Output<N> };

/** The paths of this session: where the auditor agreed that a file be written, what was written, and what may be read. */
export interface SessionPaths {
  chosen: Set<string>;
  written: Set<string>;
  /** What was picked, or dropped on the window, to be read. */
  picked: Set<string>;
}

export function windowHandlers(window: BrowserWindow, engine: EngineClient, home: string, paths: SessionPaths): WindowHandlers {
  const pick = async (options: OpenDialogOptions) => {
    const [path = null] = (await dialog.showOpenDialog(window, options)).filePaths;
    if (path !== null) paths.picked.add(path);
    return { path };
  };
  return {
    'app.info': () => ({
      name: product.name,
      version: product.version,
      testRuntime,
      electron: process.versions.electron ?? '',
      chromium: process.versions.chrome ?? '',
      node: process.versions.node,
      user: userInfo().username,
      home,
      pdfViewer: true,
    }),
    'dialog.pickFolder': ({ title }) => pick({ title, properties: ['openDirectory', 'showHiddenFiles'] }),
    'dialog.openFile': ({ title, extensions }) =>
      pick({
        title,
        properties: ['openFile', 'showHiddenFiles'],
        ...(extensions.length === 0 ? {} : { filters: [{ name: extensions.map((one) => `.${one}`).join(' '), extensions }] }),
      }),
    async 'dialog.openFiles'({ title }) {
      const { filePaths } = await dialog.showOpenDialog(window, { title, properties: ['openFile', 'multiSelections', 'showHiddenFiles'] });
      for (const path of filePaths) paths.picked.add(path);
      return { paths: filePaths };
    },
    async 'dialog.saveFile'({ title, suggested, extension }) {
      const name = plainName(suggested);
      const { filePath } = await dialog.showSaveDialog(window, { title, defaultPath: name, filters: [{ name: extension.toUpperCase(), extensions: [extension] }] });
      if (!filePath) return { path: null };
      paths.chosen.add(filePath);
      return { path: filePath };
    },
    'shell.showInFolder'({ path }) {
      if (!paths.written.has(path)) throw new AuditError('bad-input', `${path} was not written in this session, so it is not opened from here.`);
      shell.showItemInFolder(path);
      return { shown: true };
    },
    'shell.handOver': (input) => handOver(window, engine, input),
    'pdf.show': ({ base64 }) => ({ address: offerPdf(Buffer.from(base64, 'base64')) }),
    'clipboard.write'({ text }) {
      clipboard.writeText(text);
      return {};
    },
  };
}

/** A suggestion may hold words of a record: only a plain file name is left of it. */
function plainName(suggested: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be in a file name
  return basename(suggested.replace(/[\\/:*?"<>|\u0000-\u001f\u007f]/g, '_')).replace(/^\.+/, '_') || 'file';
}
