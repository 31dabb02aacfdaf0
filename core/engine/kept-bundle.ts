/** The bundle that a workspace was imported from, out of the packs: as a store, and as what its import found. */

import { AuditError } from '../errors';
import type { BundleImported } from '../evidence/ledger';
import { openBundleStore } from '../import/bundle-store';
import { type CheckedBundle, checkBundle } from '../import/check-bundle';
import { changesWords, importWords } from '../import/import-words';
import { answerOf } from '../pause';
import type { Ports } from '../ports';
import type { LineageStore } from '../store/lineage-store';
import { storeText } from '../store/location';
import type { OpenWorkspace } from './context';

export const importAct = 'bundle-imported';

/** The zip of this workspace as a store. Throws `evidence-damaged` where it is not kept. */
export async function openKeptBundle(ports: Ports, workspace: OpenWorkspace): Promise<LineageStore> {
  return openBundleStore(ports, await keptBundle(ports, workspace), storeText(workspace.settings.store));
}

/** Read and checked once for each state of the workspace. What vouched for its key at the import vouches still. */
export function keptBundle(ports: Ports, workspace: OpenWorkspace): Promise<CheckedBundle> {
  return workspace.cached('bundle', async () => {
    const { store } = workspace.settings;
    const zip = store.type === 'bundle' ? workspace.kept(store.sha256) : null;
    if (zip === null)
      throw new AuditError(
        'evidence-damaged',
        `The workspace "${workspace.name}" does not keep the bundle that it is of: its import was interrupted. Import the bundle under another name.`,
      );
    const event = importOf(workspace);
    return answerOf(checkBundle(ports, zip, event?.vouched ?? {}, new AbortController().signal));
  });
}

/** From the journal, where the act stands as in the ledger; null in a workspace that is no import. */
export function importOf(workspace: Pick<OpenWorkspace, 'settings' | 'journalLog'>): Omit<BundleImported, 'type'> | null {
  if (workspace.settings.store.type !== 'bundle') return null;
  for (const { event } of workspace.journalLog.events(() => undefined)) if (event.act === importAct) return event.detail as unknown as BundleImported;
  return null;
}

/** For reports: what they rest on where the records came out of a bundle; null elsewhere. */
export function importedWords(workspace: OpenWorkspace): string | null {
  const event = importOf(workspace);
  return event === null ? null : importWords(event);
}

/** For the findings: what its maker saw and no sync here can; null elsewhere. */
export function importedChanges(workspace: OpenWorkspace): string | null {
  const event = importOf(workspace);
  return event === null ? null : `These records come out of a bundle that somebody else made. ${changesWords(event)}`;
}
