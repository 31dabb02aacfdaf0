/** The settings of a workspace as its file has them, or as the journal does where the file is damaged. */
import { z } from 'zod';
import { reportTemplate } from '../contract/reports';
import { savedSearch } from '../contract/search';
import { folderName } from '../contract/shared';
import { unwatched, watchSettings } from '../contract/watch';
import { pathMap, storeLocation } from '../contract/workspaces';
import { AuditError } from '../errors';
import type { Journal } from '../evidence/journal';
import { sha256Of } from '../evidence/mirror';
import { sameBytes } from '../evidence/tree/hash';
import type { Ports } from '../ports';
import { defaultPolicy, maskingPolicy } from '../redact/policy';
import type { WorkspaceSettings } from './context';

const olderLists = z.object({ deny: z.array(z.string()), allow: z.array(z.string()) });

export interface Settings {
  settings: WorkspaceSettings;
  /** What is wrong with the file, in words; null where it could be read. */
  problem: string | null;
  /** What stood in the file; null where it could not be read. */
  bytes: Uint8Array | null;
}

export function settingsBytes(settings: WorkspaceSettings): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(settings, null, 2)}\n`);
}

/** What the journal says of settings with the act that they come from: `evidence verify` holds the file against it. What is masked is not repeated: the lists may name patients. */
export function settingsEntry(ports: Ports, settings: WorkspaceSettings): { settings: Omit<WorkspaceSettings, 'masking'>; settingsSha256: string } {
  const { masking: _lists, ...told } = settings;
  return { settings: told, settingsSha256: sha256Of(ports, settingsBytes(settings)) };
}

/** Where a change of the settings lies until it is journalled. */
export function nextSettings(path: string): string {
  return `${path}.next`;
}

/** A change that a kill cut short is put in place if the journal tells of it, and dropped if it does not: nobody was told of it. */
export function finishSettings(ports: Pick<Ports, 'home' | 'sha256'>, path: string, journal: Pick<Journal, 'events'>): void {
  const { home } = ports;
  const next = nextSettings(path);
  if (!home.exists(next)) return;
  const bytes = home.read(next);
  let newest: unknown = null;
  for (const { event } of journal.events(() => undefined)) newest = event.detail.settingsSha256 ?? newest;
  if (newest === sha256Of(ports, bytes)) home.replace(path, bytes);
  home.remove(next);
}

/** `known`: as read before, which the same bytes say again, and a damaged file does not take back. Throws `disk` where neither the file nor the journal tells. */
export function readSettings(ports: Ports, path: string, journal: Pick<Journal, 'events'>, known: Settings | null): Settings {
  try {
    const bytes = ports.home.read(path);
    return known !== null && known.bytes !== null && sameBytes(bytes, known.bytes) ? known : { settings: settingsIn(bytes), problem: null, bytes };
  } catch (error) {
    if (error instanceof AuditError && error.code === 'sealed') throw error;
    const why = `${path} cannot be read as the settings of a workspace (${error instanceof Error ? error.message : 'unknown'})`;
    const settings = known?.settings ?? journalled(journal);
    if (settings === null) throw new AuditError('disk', `${why}. Restore it from a copy.`);
    return {
      settings,
      bytes: null,
      problem: `${why}: the settings that the journal tells of are used, with masking as the program comes: the workspace's own lists are not repeated there, so set them again before anything is shown or handed out. Saving the path maps again writes it anew.`,
    };
  }
}

/** What the file alone says. Throws what reading or parsing it throws. */
export function settingsInFile(ports: Ports, path: string): WorkspaceSettings {
  return settingsIn(ports.home.read(path));
}

function settingsIn(bytes: Uint8Array): WorkspaceSettings {
  return parseSettings(JSON.parse(new TextDecoder().decode(bytes)));
}

/** The newest that the journal holds. */
function journalled(journal: Pick<Journal, 'events'>): WorkspaceSettings | null {
  let newest: unknown = null;
  for (const { event } of journal.events(() => undefined)) if (event.detail.settingsSha256 !== undefined) newest = event.detail.settings;
  try {
    return newest === null ? null : parseSettings(newest as Record<string, unknown>);
  } catch {
    return null;
  }
}

function parseSettings(raw: Record<string, unknown>): WorkspaceSettings {
  return {
    name: folderName.parse(raw.name),
    store: storeLocation.parse(raw.store),
    maps: pathMap.array().parse(raw.maps),
    addedAt: String(raw.addedAt),
    demo: raw.demo === true,
    ...maskingIn(raw),
    ...(raw.templates === undefined ? {} : { templates: reportTemplate.array().parse(raw.templates) }),
    ...(raw.searches === undefined ? {} : { searches: savedSearch.array().parse(raw.searches) }),
    watch: watchSettings.optional().parse(raw.watch) ?? unwatched,
    log: typeof raw.log === 'string' && /^[^\s+]+$/.test(raw.log) ? raw.log : null,
  };
}

/** Lists of versions before 0.2 had no reasons; kinds of personal data could not be chosen. */
function maskingIn({ masking, ownLists }: Record<string, unknown>): Pick<WorkspaceSettings, 'masking'> {
  if (masking !== undefined) return { masking: maskingPolicy.parse(masking) };
  if (ownLists === undefined) return {};
  const { deny, allow } = olderLists.parse(ownLists);
  const entries = (patterns: readonly string[]) => patterns.map((pattern) => ({ pattern, reason: '' }));
  return { masking: { ...defaultPolicy, number: 1, deny: entries(deny), allow: entries(allow) } };
}
