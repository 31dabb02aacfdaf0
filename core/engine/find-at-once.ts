/** `lineage find` without the index and what reads it, where the columns beside its image are of the state that lies on the disk and decide the question ([decision 90](../../docs/decisions/0090-a-question-without-the-index.md)). */
import { folderPattern } from '../contract/folder-pattern';
import { openFramedLog } from '../evidence/framed-log';
import { type JournalPorts, openJournal } from '../evidence/journal';
import { readAhead } from '../index/ahead-file';
import { aheadPath } from '../index/ahead-path';
import { isDecided, isOfState, lidsFile, lidsOfParts, lidsWith } from '../index/lids';
import { schemaNumber } from '../index/schema';
import { stateOnDisk } from '../index/state-on-disk';
import type { Term } from '../nextflow/term';
import type { MaskingPort } from '../ports';
import { factKey } from '../redact/fact-key';
import { removalsUnderWay } from '../retire/removals-folder';
import { workspacesIn } from './workspaces-in';

export interface FindPorts extends JournalPorts {
  masking: Pick<MaskingPort, 'key'>;
  /** Whether a folder of the home is an encrypted workspace. */
  isEncrypted(folder: string): boolean;
}

/** As the contract has it. */
const mostTerms = 100;

/**
 * In their order, once the journal tells of the question. `named`: the workspace; where none is, the only one there is. Null where the engine has to be asked, which then does
 * all anew: nothing was written.
 */
export function findAtOnce(ports: FindPorts, named: string | null, terms: readonly Term[]): string[] | null {
  const { home } = ports;
  if (terms.length === 0 || terms.length > mostTerms || !isDecided(terms, true)) return null;
  if (removalsUnderWay(ports).length > 0 || home.list('').some(ports.isEncrypted)) return null;
  const names = workspacesIn(ports);
  const workspace = named ?? (names.length === 1 ? names[0] : undefined);
  if (workspace === undefined || !names.includes(workspace) || !folderPattern.test(workspace)) return null;
  const lids = lidsIn(ports, workspace, terms);
  if (lids === null) return null;
  const journal = openJournal(ports, workspace);
  try {
    journal.append('searched-by-field', { terms: terms.map(({ key, value }) => ({ key, value })), hits: lids.length });
  } finally {
    journal.close();
  }
  return lids;
}

function lidsIn(ports: FindPorts, workspace: string, terms: readonly Term[]): string[] | null {
  const { home, who } = ports;
  const path = aheadPath(workspace, lidsFile.what);
  if (!home.exists(path)) return null;
  const state = stateOnDisk(ports, workspace, openFramedLog(ports, `${workspace}/evidence/ledger`).end());
  const file = readAhead(
    ports,
    path,
    ({ what, form, program, schema, mask, stamp }) =>
      what === lidsFile.what &&
      form === lidsFile.form &&
      program === who.version &&
      schema === schemaNumber &&
      state !== null &&
      isOfState(stamp, state) &&
      mask === factKey(ports.masking),
  );
  return file === null || file === 'broken' ? null : lidsWith(lidsOfParts(file.parts), terms);
}
