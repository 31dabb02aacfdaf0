/** Where workspaces are kept, alike for the window and the command line. */
import { homedir, platform } from 'node:os';
import { join } from 'node:path';

/** The folder below which the desktop keeps a program's data: what Electron calls `appData`. */
function appData(): string {
  if (platform() === 'win32') return process.env.APPDATA ?? join(homedir(), 'AppData', 'Roaming');
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config');
}

/** `LINEAGE_AUDIT_HOME`, else `workspaces` in the user's data folder of this program. */
export function defaultHome(): string {
  return process.env.LINEAGE_AUDIT_HOME || join(appData(), 'Lineage Audit Workbench', 'workspaces');
}
