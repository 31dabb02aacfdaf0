/** The LIDs of all records with what `lineage find` asks of them, kept beside the image for who is asked once, and at hand for who is asked again. */
import type { Wanted } from '../index/ahead';
import type { AheadFile } from '../index/ahead-file';
import { isOfContent, isOfState, type LidColumns, lidsFile, lidsOfParts, lidsStamp, partsOfLids } from '../index/lids';
import { lidColumns, lidsContent, objectCount } from '../index/queries/lids';
import type { OpenWorkspace } from './context';
import { coverageIn } from './coverage';
import { cachedInTurns, type InTurns } from './in-turns';
import { type Keeping, keptOf } from './kept-ahead';

/** Objects of a store for which they are made at the end of a large sync, and by a question that found none. Of more they would take more memory than a question does without them. */
export const mostObjects = { sync: 250_000, question: 50_000 } as const;

/** Null: not to be kept, as more than columns is needed for an answer. Of what is so now and on the disk: the next change of anything makes it of no use. */
export function lidsKeeping({ ahead }: OpenWorkspace): Keeping<LidColumns | null> {
  return {
    ...lidsFile,
    stamp(db) {
      const [state, content] = [ahead?.stateOnDisk(), lidsContent(db)];
      return state == null || content === null ? null : lidsStamp(state, content);
    },
    parts: (columns) => (columns === null ? {} : partsOfLids(columns)),
    value: lidsOfParts,
  };
}

/** What is said beside an answer where not the whole store was synced is not in the columns. */
export function* makeLids(workspace: OpenWorkspace): Generator<void, LidColumns | null> {
  return workspace.settings.store.type === 'bundle' || coverageIn(workspace).sentence !== null ? null : yield* lidColumns(workspace.db);
}

/** Out of the file; null where there is none that fits. */
export function lidsAtHand(workspace: OpenWorkspace): LidColumns | null {
  return workspace.cached('LIDs at hand', () => {
    const file = fileOf(workspace);
    return file === null ? null : lidsOfParts(file.parts);
  });
}

/** Of the records as they are, whatever else was kept since. */
function fileOf(workspace: OpenWorkspace): AheadFile | null {
  const { ahead, db } = workspace;
  const read = whatWasRead(workspace);
  if (read.file === undefined) {
    const content = lidsContent(db);
    read.file = content !== null && ahead?.keeps(0) ? ahead.file({ ...lidsFile, stamp: (stamp) => isOfContent(stamp, content) }) : null;
  }
  return read.file;
}
const whatWasRead = (workspace: OpenWorkspace): { file?: AheadFile | null } => workspace.cached('file of LIDs', () => ({}));

/** Every file that would be used, by who opens the index or by who does not: so wide that one whose stamp was made up is looked at, too. */
export function wantedLids({ ahead, db }: OpenWorkspace): Wanted {
  const [state, content] = [ahead?.stateOnDisk() ?? null, lidsContent(db)];
  return { ...lidsFile, stamp: (stamp) => (state !== null && isOfState(stamp, state)) || (content !== null && isOfContent(stamp, content)) };
}

/** Kept for the next question, unless they are; made where the store has at most so many objects. */
export function keepLidsInTurns(workspace: OpenWorkspace, most: number): InTurns<void> {
  return cachedInTurns(workspace, 'LIDs kept', function* () {
    const { ahead, db } = workspace;
    const keeping = lidsKeeping(workspace);
    const begun = keptOf(workspace, keeping);
    const file = fileOf(workspace);
    if (!ahead?.keeps(0) || begun.stamp === null || file?.from.stamp === begun.stamp) return;
    let parts = file?.parts ?? null;
    if (parts === null && objectCount(db) <= most) {
      const made = yield* makeLids(workspace);
      yield;
      parts = made && keeping.parts(made);
    }
    if (parts === null || keptOf(workspace, keeping).stamp !== begun.stamp) return;
    ahead.write(begun, parts);
    delete whatWasRead(workspace).file;
  });
}
