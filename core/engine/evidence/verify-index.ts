/** Holds the index against the evidence as part of verifying it, and has one that does not follow from it made anew: every answer comes from the index. */
import type { VerifiedIndex } from '../../contract/evidence';
import type { Progress } from '../../contract/shared';
import { toErrorData } from '../../errors';
import type { EvidenceFault } from '../../evidence/faults';
import type { Workspaces } from '../workspaces';
import { verifyAhead } from './verify-ahead';

/** Where the index is not held against the evidence: it may hold what the ledger has lost since. */
export const notComparedWithDamage =
  'The ledger is damaged, so what the index should hold cannot be told. It is left as it is, for it may have been made when more of the ledger could be read: answers may rest on what is lost.';

/** Throws `cancelled` alone: where the evidence cannot be replayed, the index is left as it is and the answer says why. */
export async function* verifyIndex(workspaces: Workspaces, workspace: string, signal: AbortSignal): AsyncGenerator<Progress, VerifiedIndex> {
  const found: VerifiedIndex = { tables: 0, rows: 0, differences: [], ahead: [], madeAnew: false, notCompared: null };
  try {
    const inside = workspaces.inside(workspace);
    const broken = inside.imageWasBroken ? ['its image on the disk was not as this program wrote it (its SHA-256 did not fit), and was not used'] : [];
    const { tables, rows, differences } = yield* inside.compareIndex(signal);
    Object.assign(found, { tables, rows, differences });
    const image = yield* inside.compareImage(signal);
    if (image !== null) found.differences.push(...image.differences.map((one) => `its image on the disk: ${one}`));
    found.differences.unshift(...broken);
    // What was made ahead from an index that does not follow from the evidence is taken away with it.
    if (found.differences.length === 0) found.ahead = yield* verifyAhead(inside, signal);
    if (found.differences.length > 0) inside.discardIndex();
    else if (found.ahead.length > 0) inside.discardAhead();
    else return found;
    found.madeAnew = true;
    workspaces.inside(workspace).journal('index-made-anew', { differences: [...found.differences, ...found.ahead.map(({ file, message }) => `${file}: ${message}`)] });
  } catch (error) {
    if (signal.aborted) throw error;
    found.notCompared = toErrorData(error).message;
  }
  return found;
}

/** `others`: faults of the evidence. They alone may be why the index was not compared, and are no reason to name it as well. */
export function indexFaults(workspace: string, { differences, ahead, notCompared }: VerifiedIndex, others: number): EvidenceFault[] {
  const fault = (message: string): EvidenceFault => ({ file: `${workspace}/index/index.db`, offset: null, message });
  const faults = differences.map((one) => fault(`${one}. The index does not follow from the evidence, and is made anew from it`));
  faults.push(
    ...ahead.map(({ file, message }): EvidenceFault => ({ file, offset: null, message: `${message}. What was made ahead is taken away, and made anew when it is needed` })),
  );
  if (notCompared !== null && others + faults.length === 0)
    faults.push(fault(`the index could not be held against the evidence: ${notCompared} It is a cache: where the evidence is whole, delete the file and verify again`));
  return faults;
}
