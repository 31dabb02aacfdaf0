/** The workspaces of a home: which there are, which are open, and how one is opened, added and closed. */
import type { Progress } from '../contract/shared';
import { AuditError } from '../errors';
import { openJournal } from '../evidence/journal';
import { hexOf } from '../index/key-bytes';
import type { Ports } from '../ports';
import type { Masker } from '../redact/masker';
import { finishRemovals, refuseRemoved, removalsFolder } from '../retire/removals';
import { storeText } from '../store/location';
import { splitName } from '../time/name';
import { createPastViews, type PastViews } from '../time/views';
import { createChangedElsewhere } from './changed-elsewhere';
import type { OpenWorkspace, WorkspaceSettings } from './context';
import { createIndexMaking } from './index-making';
import { openingWorkspace, type WorkspaceInside } from './open-workspace';
import { settingsBytes, settingsEntry } from './settings';
import { unfinished, workspacesIn } from './workspaces-in';

export interface Workspaces {
  open(name: string): OpenWorkspace;
  inside(name: string): WorkspaceInside;
  /** Makes its index, where that is to be made, with turns for other questions; before `inside`, which takes none. */
  ready(name: string, signal?: AbortSignal): Promise<void>;
  /** That of a workspace is made no further, and every question of it fails, until `makeIndex`. False where none is being made. */
  stopIndex(name: string): boolean;
  makeIndex(name: string): Promise<void>;
  add(settings: WorkspaceSettings): WorkspaceInside;
  /** Those that are not locked. */
  names(): string[];
  /** The workspace whose log has this name. */
  ofLog(origin: string): string | undefined;
  /** Of one that is open, or of the view of an instant; null for others. */
  maskerOf(name: string): Masker | null;
  /** Of an instant. */
  readonly past: PastViews;
  /** Closes one, if it is open. */
  forget(name: string): void;
  close(): void;
}

const otherKeyWords =
  'the digits of the masks in its image on the disk were of another masking key than the one that there is now (keys/masking-key.hex), and it was not used: masks of before cannot be held against those of now';

/** `changedElsewhere` is told of each that another process wrote into since it was last looked at. */
export function createWorkspaces(
  ports: Ports,
  changedElsewhere: (workspace: string) => void = () => undefined,
  onMaking: (workspace: string, progress: Progress | null) => void = () => undefined,
): Workspaces {
  const opened = new Map<string, WorkspaceInside>();
  const tellElsewhere = createChangedElsewhere(ports.clock, changedElsewhere);
  finishRemovals(ports);
  const inside = (name: string): WorkspaceInside => {
    if (splitName(name).at !== null) return past.get(name);
    refuseRemoved(ports, ports.vault.folder(name) ?? name);
    const known = opened.get(name);
    if (known !== undefined && !ports.home.exists(`${name}/workspace.json`)) {
      forget(name);
      ports.vault.lock(name);
      throw new AuditError('not-found', `The workspace "${name}" is no longer there: since it was opened here it was retired, encrypted or removed, perhaps by another process.`);
    }
    if (known !== undefined) {
      const { log } = known.settings;
      tellElsewhere(name, known.refresh());
      if (log === null || log === known.settings.log) return known;
      forget(name); // another one of the same name has taken its place
    }
    return making.now(name);
  };
  function* opening(name: string): Generator<void, WorkspaceInside> {
    refuseRemoved(ports, ports.vault.folder(name) ?? name);
    const workspace = yield* openingWorkspace(
      ports,
      name,
      () => opened.delete(name),
      (progress) => onMaking(name, progress),
    );
    opened.set(name, workspace);
    if (workspace.imageHadOtherKey && workspace.readOnly() === null) workspace.journal('index-made-anew', { differences: [otherKeyWords] });
    return workspace;
  }
  const making = createIndexMaking(opening, (name) => opened.has(name));
  const past = createPastViews(ports, inside);
  const forget = (name: string) => {
    past.drop(name);
    making.leave(name);
    opened.get(name)?.close();
    opened.delete(name);
    ports.home.stopReading();
  };
  const names = () => {
    const locked = new Set(ports.vault.list().flatMap(({ folder, name }) => (name === null ? [folder] : [])));
    return workspacesIn(ports).filter((name) => !locked.has(name));
  };
  return {
    inside,
    open: inside,
    ready: (name, signal) => making.ready(splitName(name).workspace, signal),
    stopIndex: making.stop,
    makeIndex(name) {
      making.allow(name);
      return making.ready(name);
    },
    past,
    names,
    maskerOf: (name) => opened.get(splitName(name).workspace)?.masker ?? null,
    ofLog: (origin) => names().find((name) => logOf(ports, name) === origin),
    add(settings) {
      if (['keys', removalsFolder].includes(settings.name.toLowerCase()))
        throw new AuditError('bad-input', `"${settings.name}" is a folder of this program's own. Choose another name.`);
      refuseRemoved(ports, settings.name);
      const exists = new AuditError('already-exists', `There is a workspace "${settings.name}" already, or something else of that name in the home folder. Choose another name.`);
      if (ports.home.exists(`${settings.name}/workspace.json`)) throw exists;
      // Whole or not at all: with its first entry in the journal and its settings on the disk it gets its name. An encrypted one has its folder
      // already, and is seen by nobody until its settings are there.
      const encrypted = ports.vault.folder(settings.name) !== null;
      const making = encrypted ? settings.name : `${unfinished}${hexOf(ports.random(8))}`;
      const journal = openJournal(ports, making);
      try {
        journal.append('workspace-added', { name: settings.name, store: storeText(settings.store), maps: settings.maps, encrypted, ...settingsEntry(ports, settings) });
      } finally {
        journal.close();
      }
      ports.home.replace(`${making}/workspace.json`, settingsBytes(settings));
      if (!encrypted && !ports.home.moveFolder(making, settings.name)) throw exists;
      return inside(settings.name);
    },
    forget,
    close() {
      past.close();
      making.close();
      for (const workspace of opened.values()) workspace.close();
      opened.clear();
      ports.home.stopReading();
    },
  };
}

function logOf(ports: Ports, name: string): unknown {
  try {
    return (JSON.parse(new TextDecoder().decode(ports.home.read(`${name}/workspace.json`))) as { log?: unknown }).log;
  } catch {
    return undefined;
  }
}
