/** The whole surface between the page and the program: three functions, nothing of Electron or Node; and the files that a person drops. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { AuditBridge, WindowMessages } from '../core/contract/window';

const channels: readonly string[] = ['progress', 'event', 'menu', 'dropped'];

const bridge: AuditBridge = {
  call: (id, name, input) => ipcRenderer.invoke('audit:call', id, name, input),
  cancel: (id) => ipcRenderer.send('audit:cancel', id),
  on(channel, listener) {
    if (!channels.includes(channel)) throw new Error(`There is no channel "${String(channel)}".`);
    const heard = (_event: unknown, message: WindowMessages[typeof channel]) => listener(message);
    ipcRenderer.on(`audit:${channel}`, heard);
    return () => void ipcRenderer.removeListener(`audit:${channel}`, heard);
  },
};

contextBridge.exposeInMainWorld('audit', bridge);

/**
 * Where dropped files lie is told to main, and never taken from the page: main then lets the page name these paths and no
 * others. An event that a script made (`isTrusted` false) tells nothing. Electron from 32 on says the path by webUtils, before as `File.path`.
 */
window.addEventListener('dragover', (event) => {
  if (holdsFiles(event)) event.preventDefault();
});
window.addEventListener('drop', (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  if (!event.isTrusted) return;
  const paths = [...(event.dataTransfer?.files ?? [])].map((file) => (webUtils === undefined ? (file as File & { path?: string }).path : webUtils.getPathForFile(file)) ?? '');
  ipcRenderer.send(
    'audit:dropped',
    paths.filter((path) => path !== ''),
  );
});

function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true;
}
