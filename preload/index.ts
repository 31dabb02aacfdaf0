/** The whole surface between the page and the program: three functions, nothing of Electron or Node. */
import { contextBridge, ipcRenderer } from 'electron';
import type { AuditBridge, WindowMessages } from '../core/contract/window';

const channels: readonly string[] = ['progress', 'event', 'menu'];

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
