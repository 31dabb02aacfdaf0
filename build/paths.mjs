/** The folders that the launch scripts speak of. */
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');
/** Workspaces of the program when it is run from the repository; LINEAGE_AUDIT_HOME names another folder. */
export const home = process.env.LINEAGE_AUDIT_HOME || join(root, '.workspaces');
/** What the build made. @param {string[]} parts */
export const built = (...parts) => join(root, 'out', ...parts);
