/** What the window asks of Electron's main process itself, and never of the engine. */
import { z } from 'zod';
import { call } from './kinds';
import { lidText, workspaceName } from './shared';
import { handOverWays } from './tables';

export const windowCalls = {
  'app.info': call(
    {},
    {
      name: z.string(),
      version: z.string(),
      testRuntime: z.boolean().describe('an Electron for tests only: never a release'),
      electron: z.string(),
      chromium: z.string(),
      node: z.string(),
      user: z.string(),
      home: z.string().describe('the folder that holds the workspaces'),
      pdfViewer: z.boolean(),
    },
  ),
  /** The native picker; null when closed without a choice. */
  'dialog.pickFolder': call({ title: z.string().max(200) }, { path: z.string().nullable() }),
  /** An existing file to read; without extensions any may be chosen. */
  'dialog.openFile': call(
    {
      title: z.string().max(200),
      extensions: z
        .array(z.string().regex(/^[a-z0-9.]{1,12}$/))
        .max(20)
        .default([]),
    },
    { path: z.string().nullable() },
  ),
  /** The same for any number of files; empty when closed without a choice. */
  'dialog.openFiles': call({ title: z.string().max(200) }, { paths: z.array(z.string()) }),
  'dialog.saveFile': call({ title: z.string().max(200), suggested: z.string().max(300), extension: z.string().regex(/^[a-z0-9]{1,8}$/) }, { path: z.string().nullable() }),
  /** Shows a report or file that this program wrote in the desktop's file manager. */
  'shell.showInFolder': call({ path: z.string().max(4096) }, { shown: z.boolean() }),
  /**
   * Shows a file that a record names in the desktop's file manager, or has its own program open it: plain text and pictures at once, what may
   * hold scripts or formulas when a person confirmed it, anything else never. The engine says where it is, and writes it into the journal.
   */
  'shell.handOver': call(
    { workspace: workspaceName, lid: lidText.optional(), path: z.string().max(4096).optional(), how: z.enum(handOverWays) },
    { done: z.boolean().describe('false: a person did not confirm it') },
  ),
  /** Hands the bytes of a PDF to the built-in viewer; the address is good for a frame of this window until the next one is handed over. */
  'pdf.show': call({ base64: z.base64().max(20_000_000) }, { address: z.string() }),
  'clipboard.write': call({ text: z.string().max(1_000_000) }, {}),
};

/** What the menu asks of the page. */
export const menuCommands = ['search', 'workspaces', 'sync', 'help', 'shortcuts', 'glossary', 'back', 'forward'] as const;
export type MenuCommand = (typeof menuCommands)[number];

/** What main tells the page unasked, by channel; the page may listen to these and to nothing else. */
export interface WindowMessages {
  /** Progress of the job with this id; the payload fits that job's `progress` schema. */
  progress: { id: string; progress: unknown };
  event: import('../contract').EngineEvent;
  menu: { command: MenuCommand };
  /** Files or folders that a person dropped on the window; main lets the page name these. */
  dropped: { paths: string[] };
}

/**
 * The answer to every call over the bridge: errors travel as data, and a large answer as JSON text (`json`), because the
 * way from preload to page copies objects value by value: 7 MB of them stopped the page for most of a second.
 */
export type BridgeAnswer = { ok: unknown } | { json: string } | { error: import('../errors').ErrorData };
/** From this many UTF-16 units of JSON on an answer travels as text. */
export const largeAnswer = 32_768;

/** The three functions that the preload puts at `window.audit`. */
export interface AuditBridge {
  call(id: string, name: string, input: unknown): Promise<BridgeAnswer>;
  cancel(id: string): void;
  /** Returns a function that stops the listening. */
  on<C extends keyof WindowMessages>(channel: C, listener: (message: WindowMessages[C]) => void): () => void;
}
