/** Rows of the window's tables, written out as CSV; and files of records, handed to the desktop. */
import type { EngineHandlers } from '../contract';
import { AuditError } from '../errors';
import { visibleText } from '../preview/visible-text';
import { mapPath } from '../verify/path-map';
import type { EngineContext } from './context';
import { refuseOutput } from './own-output';
import { createTables } from './tables/half-made';
import { namedFile } from './verify/named-file';
import { whyNot } from './verify/preview';
import { writeBytes } from './write-out';

type Names = 'tables.begin' | 'tables.add' | 'tables.save' | 'files.handOver';

export function tableHandlers({ ports, open }: EngineContext): Pick<EngineHandlers, Names> {
  const tables = createTables();
  return {
    'tables.begin': ({ workspace, ...about }) => {
      open(workspace);
      return { table: tables.begin(workspace, about) };
    },
    'tables.add': ({ workspace, table, rows }) => ({ rows: tables.add(workspace, table, rows) }),
    'tables.save': ({ workspace: name, table, rows, out }) => {
      const workspace = open(name);
      refuseOutput(workspace, out);
      const { title, columns, filter, bytes, guarded } = tables.take(name, table, rows);
      const written = writeBytes({ ports, workspace, out }, bytes, (file) => ({ act: 'table-exported', detail: { table: title, columns, filter, rows, guarded, ...file } }));
      return { ...written, rows, guarded };
    },
    'files.handOver': async ({ workspace: name, lid, path, how }) => {
      const workspace = open(name);
      const recorded = namedFile(workspace, { lid, path });
      const checkedPath = mapPath(recorded, workspace.settings.maps);
      if (!isHere(checkedPath, checkedPath !== recorded))
        throw new AuditError('not-supported', `${visibleText(checkedPath)} is not on this computer, so there is no folder to show and nothing to open.`, { path: checkedPath });
      const { kind, message } = await ports.files.stat(checkedPath, { store: workspace.settings.store });
      if (kind !== 'file' && kind !== 'folder') throw new AuditError('file-unreadable', `${visibleText(checkedPath)}: ${whyNot(kind, message)}`, { path: checkedPath });
      if (how !== 'ask') workspace.journal('file-handed-over', { lid: lid ?? null, path: recorded, checkedPath, how });
      return { path: checkedPath, kind };
    },
  };
}

/** An absolute path of this computer. One that names a server asks the network, so a record alone cannot have it opened: only a path map can. */
function isHere(path: string, mapped: boolean): boolean {
  // Windows takes either slash for either.
  if (/^[\\/]{2}/.test(path)) return mapped;
  return /^(?:\/|[a-z]:[\\/])/i.test(path);
}
