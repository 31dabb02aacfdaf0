/** Keeps the size and place of the window from one start to the next. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow, type Rectangle, screen } from 'electron';

interface WindowState {
  bounds: Partial<Rectangle>;
  maximized: boolean;
}

const smallest = { width: 1280, height: 800 };
const file = () => join(app.getPath('userData'), 'window.json');

/** The state kept last, or a good size on the first screen; a place that is on no screen any more is left out. */
export function readWindowState(): WindowState {
  try {
    const { bounds, maximized } = JSON.parse(readFileSync(file(), 'utf8'));
    const numbers = [bounds.x, bounds.y, bounds.width, bounds.height];
    if (!numbers.every(Number.isInteger)) throw new Error('not a state');
    const { width, height, x, y } = bounds as Rectangle;
    const seen = screen.getAllDisplays().some(({ workArea: area }) => x < area.x + area.width && y < area.y + area.height && x + width > area.x && y + height > area.y);
    return { bounds: seen ? { x, y, width, height } : { width, height }, maximized: maximized === true };
  } catch {
    const area = screen.getPrimaryDisplay().workAreaSize;
    return {
      bounds: {
        width: Math.min(Math.max(smallest.width, Math.round(area.width * 0.8)), area.width),
        height: Math.min(Math.max(smallest.height, Math.round(area.height * 0.85)), area.height),
      },
      maximized: false,
    };
  }
}

/** Writes the state when the window closes; a disk that is full loses the size of a window and nothing else. */
export function keepWindowState(window: BrowserWindow): void {
  window.on('close', () => {
    try {
      writeFileSync(file(), JSON.stringify({ bounds: window.getNormalBounds(), maximized: window.isMaximized() } satisfies WindowState));
    } catch {}
  });
}
