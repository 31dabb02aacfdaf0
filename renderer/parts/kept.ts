/** Small settings of the window, kept on this computer by this program; never anything of a workspace. */

/** What was kept under a name; null where nothing was, or it cannot be read. */
export function readKept<T>(name: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null');
  } catch {
    return null;
  }
}

/** A disk that is full loses a setting and nothing else. */
export function writeKept(name: string, value: unknown): void {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {}
}
