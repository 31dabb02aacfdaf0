/** Files of records, shown in the file manager or opened by their own program: only where the engine says that a record names them, and never what the system would run. */
import { accessSync, constants, realpathSync } from 'node:fs';
import { type BrowserWindow, dialog, shell } from 'electron';
import type { Output, Parsed } from '../core/contract';
import { AuditError } from '../core/errors';
import { type HowToOpen, howToOpen } from '../core/preview/opened-outside';
import { visibleText } from '../core/preview/visible-text';
import type { EngineClient } from './engine-client';

/** Throws AuditError: as the engine does, or `not-supported` for what is never opened. */
export async function handOver(window: BrowserWindow, engine: EngineClient, input: Parsed<'shell.handOver'>): Promise<Output<'shell.handOver'>> {
  const { how } = input;
  const { path, kind } = (await engine.send('files.handOver', { ...input, how: 'ask' })) as Output<'files.handOver'>;
  if (how === 'open') {
    const real = realpathSync(path);
    const allowed = kind === 'folder' ? 'never' : strictest(howToOpen(path), howToOpen(real), isExecutable(real) ? 'confirm' : 'plain');
    if (allowed === 'never')
      throw new AuditError('not-supported', `${visibleText(path)} is not opened from here: only text, pictures and a few kinds of documents are. Show it in its folder instead.`, {
        path,
      });
    if (allowed === 'confirm' && !(await confirmed(window, path))) return { done: false };
    await engine.send('files.handOver', { ...input, how });
    const failed = await shell.openPath(real);
    if (failed !== '') throw new AuditError('file-unreadable', `${visibleText(path)} could not be opened: ${visibleText(failed)}`, { path });
    return { done: true };
  }
  await engine.send('files.handOver', { ...input, how });
  shell.showItemInFolder(path);
  return { done: true };
}

function strictest(...ways: HowToOpen[]): HowToOpen {
  return ways.includes('never') ? 'never' : ways.includes('confirm') ? 'confirm' : 'plain';
}

function isExecutable(path: string): boolean {
  if (process.platform === 'win32') return false; // there the ending decides
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function confirmed(window: BrowserWindow, path: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    title: 'Open with another program',
    message: `Open ${visibleText(path)} with another program?`,
    detail: 'It came with the data of a run. A file of this kind may hold formulas, scripts or links that its program follows, and what that program does is not seen here.',
    buttons: ['Cancel', 'Open'],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 1;
}
