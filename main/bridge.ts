/** The only file that knows ipcMain: who may speak is checked, what is said is held against the contract, then it is answered or relayed. */
import { type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { type EngineName, engineContract, type Parsed, type WindowName, windowCalls } from '../core/contract';
import { type DiskPaths, diskPathsIn } from '../core/contract/disk-path';
import { type BridgeAnswer, largeAnswer, type WindowMessages } from '../core/contract/window';
import { AuditError, toErrorData } from '../core/errors';
import type { EngineClient } from './engine-client';
import { origin } from './protocol';
import { type SessionPaths, windowHandlers } from './window-calls';

/** Ties one window to the engine. Call once. */
export function connectBridge(window: BrowserWindow, engine: EngineClient, home: string): void {
  const paths: SessionPaths = { chosen: new Set(), picked: new Set(), written: new Set() };
  const own = windowHandlers(window, engine, home, paths);
  const jobs = new Map<string, AbortController>();

  ipcMain.handle('audit:call', async (event, id: unknown, name: unknown, input: unknown): Promise<BridgeAnswer> => {
    try {
      checkSender(event, window);
      if (typeof id !== 'string' || id.length > 64 || typeof name !== 'string') throw new AuditError('bad-input', 'A call has an id and a name.');
      if (Object.hasOwn(windowCalls, name)) {
        const call = name as WindowName;
        return { ok: await own[call](parse(call, windowCalls[call].input, input) as Parsed<WindowName> as never) };
      }
      if (!Object.hasOwn(engineContract, name)) throw new AuditError('bad-input', `There is no call "${name.slice(0, 100)}".`);
      const ok = await relay(id, name as EngineName, parse(name, engineContract[name as EngineName].input, input));
      const json = JSON.stringify(ok);
      return json.length < largeAnswer ? { ok } : { json };
    } catch (thrown) {
      return { error: toErrorData(thrown) };
    }
  });

  ipcMain.on('audit:cancel', (event, id: unknown) => {
    if (isOurs(event, window) && typeof id === 'string') jobs.get(id)?.abort();
  });

  ipcMain.on('audit:dropped', (event, dropped: unknown) => {
    if (!isOurs(event, window) || !Array.isArray(dropped)) return;
    const given = dropped.filter((path): path is string => typeof path === 'string' && path.length <= 4096).slice(0, 1000);
    for (const path of given) paths.picked.add(path);
    tell(window, 'dropped', { paths: given });
  });

  async function relay(id: string, name: EngineName, input: unknown): Promise<unknown> {
    if (jobs.has(id)) throw new AuditError('bad-input', `The id ${id} is in use by another call.`);
    const stop = new AbortController();
    jobs.set(id, stop);
    try {
      const named = diskPathsIn(engineContract[name].input, input);
      checkPaths(named, paths);
      const answer = await engine.send(name, input, { signal: stop.signal, onProgress: (progress) => tell(window, 'progress', { id, progress }) });
      if (named.writes.length > 0) {
        const { path } = answer as { path: string | null };
        if (path !== null) paths.written.add(path);
      }
      return answer;
    } finally {
      jobs.delete(id);
    }
  }

  engine.on((event) => tell(window, 'event', event));
  // A page that is loaded anew no longer waits for what the old one asked.
  window.webContents.on('did-navigate', () => {
    for (const job of jobs.values()) job.abort();
  });
}

/** Sends an unasked message to the page. */
export function tell<C extends keyof WindowMessages>(window: BrowserWindow, channel: C, message: WindowMessages[C]): void {
  if (!window.isDestroyed()) window.webContents.send(`audit:${channel}`, message);
}

function isOurs(event: IpcMainInvokeEvent | IpcMainEvent, window: BrowserWindow): boolean {
  const frame = event.senderFrame;
  return !window.isDestroyed() && event.sender.id === window.webContents.id && frame !== null && frame === window.webContents.mainFrame && frame.origin === origin;
}

function checkSender(event: IpcMainInvokeEvent, window: BrowserWindow): void {
  if (!isOurs(event, window)) throw new AuditError('bad-input', 'This page may not speak with the program.');
}

/** From the window a file is only written, and a list or repository only read, where a dialog was answered: a page cannot name a path by itself. */
function checkPaths({ reads, writes }: DiskPaths, { chosen, picked }: SessionPaths): void {
  for (const path of reads)
    if (!picked.has(path) && !chosen.has(path))
      throw new AuditError('bad-input', `${path} was neither chosen in a dialog of this session nor dropped on the window. Choose it first.`);
  for (const path of writes) if (!chosen.has(path)) throw new AuditError('bad-input', `${path} was not chosen in the save dialog. Choose where to save it first.`);
}

interface Schema {
  safeParse(input: unknown): { success: true; data: unknown } | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } };
}

function parse(name: string, schema: Schema, input: unknown): unknown {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue && issue.path.length > 0 ? ` at ${issue.path.map(String).join('.')}` : '';
  throw new AuditError('bad-input', `${name}${where}: ${issue?.message ?? 'the input does not fit'}`);
}
