/** A report as it is shown before it is saved: made in turns with other questions, and of a long table its first rows alone. */
import type { ReportOutline } from '../../contract/reports';
import type { OpenWorkspace } from '../context';
import { mostTries, turnsFor } from '../prepared';

/**
 * The outline that `make` ends with. Where the workspace, or its index, is another one after a turn it is made anew, as one report is of one
 * state; the last time without turns.
 */
export async function madeInTurns(open: () => OpenWorkspace, make: () => AsyncGenerator<unknown, ReportOutline>): Promise<ReportOutline> {
  for (let tries = 1; ; tries++) {
    const outline = await ofOneState(open, make(), tries < mostTries);
    if (outline !== null) return outline;
  }
}

/** Null where the state is another one meanwhile. */
async function ofOneState(open: () => OpenWorkspace, steps: AsyncGenerator<unknown, ReportOutline>, inTurns: boolean): Promise<ReportOutline | null> {
  const turns = turnsFor(open, open());
  for (;;) {
    const step = await steps.next();
    // Steps may have given others a turn of their own.
    if (step.done) return inTurns && !turns.isSame() ? null : step.value;
    if (!inTurns || !turns.due() || (await turns.give())) continue;
    await steps.return(undefined as never); // what it opened is closed
    return null;
  }
}

/** Of each longer table the first rows, and how many there are. */
export function cutTables(outline: ReportOutline, rows: number): ReportOutline {
  const cut = (block: ReportOutline['sections'][number]['blocks'][number]) =>
    block.type === 'table' && block.rows.length > rows ? { ...block, rows: block.rows.slice(0, rows), rowCount: block.rows.length } : block;
  return { ...outline, sections: outline.sections.map((section) => ({ ...section, blocks: section.blocks.map(cut) })) };
}
