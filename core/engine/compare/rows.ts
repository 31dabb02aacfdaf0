/** What a comparison of two runs found, page by page: runs of many thousand tasks are never answered with at once. */
import type { Output, Parsed } from '../../contract';
import type { ComparedTask, OutputRow, RunComparison } from '../../contract/compare';
import { AuditError } from '../../errors';
import type { TaskStatus } from '../../graph/compare/vocabulary';
import { findNode } from '../../index/queries/nodes';
import { keyOfLid, lidOfKey } from '../../record/lid';
import type { OpenWorkspace } from '../context';

/** All that does not depend on how and when it was asked. */
export type Compared = Omit<RunComparison, 'hashed' | 'stopped' | 'conclusion' | 'at' | 'by'>;
type Asked = Pick<Parsed<'compare.rows'>, 'left' | 'right' | 'ignore'>;

/** The newest ones are kept, as long as neither records nor results change. */
const mostKept = 3;
const keptOf = (workspace: OpenWorkspace) => workspace.cached('comparisons', () => new Map<string, { compared: Compared; maps: string }>());
const mapsOf = ({ settings }: OpenWorkspace) => JSON.stringify(settings.maps);
const idOf = ({ left, right, ignore }: Asked) => JSON.stringify([left, right, ignore]);

/** Undefined where it was not made, or where files are looked for elsewhere since. */
export function keptComparison(workspace: OpenWorkspace, asked: Asked): Compared | undefined {
  const kept = keptOf(workspace).get(idOf(asked));
  return kept?.maps === mapsOf(workspace) ? kept.compared : undefined;
}

export function keepCompared(workspace: OpenWorkspace, asked: Asked, compared: Compared): void {
  const kept = keptOf(workspace);
  const id = idOf(asked);
  kept.delete(id);
  kept.set(id, { compared, maps: mapsOf(workspace) });
  for (const old of [...kept.keys()].slice(0, -mostKept)) kept.delete(old);
}

/** The order of the comparison where all fit, else what says something first. */
export function firstRows<Row>(rows: readonly Row[], most: number, says: (row: Row) => boolean): Row[] {
  return rows.length <= most ? [...rows] : ordered(rows, says).slice(0, most);
}

function ordered<Row>(rows: readonly Row[], says: (row: Row) => boolean): Row[] {
  return [...rows.filter(says), ...rows.filter((row) => !says(row))];
}

export const saysOutput = ({ status, ignored }: OutputRow) => ignored === null && status !== 'identical' && status !== 'metadata-only';
export const saysTask = ({ status }: ComparedTask) => status !== 'same-record' && status !== 'alike' && status !== 'downstream';

const mostDiffers = 50;

/** For the window: a task that reads thousands of files may differ in each of them. */
export function cutDiffers<Row extends Pick<ComparedTask, 'differs'>>(row: Row): Row {
  return row.differs.length <= mostDiffers ? row : { ...row, differs: row.differs.slice(0, mostDiffers) };
}

export function countStatuses(tasks: readonly ComparedTask[]): RunComparison['taskCounts'] {
  const counts = new Map<TaskStatus, number>();
  for (const { status } of tasks) counts.set(status, (counts.get(status) ?? 0) + 1);
  return Object.fromEntries(counts);
}

export function comparedRows(workspace: OpenWorkspace, { left, right, ignore, of, status, text, offset, limit }: Parsed<'compare.rows'>): Output<'compare.rows'> {
  const whole = (lid: string) => findNode(workspace.db, lid)?.lid ?? lidOfKey(keyOfLid(lid));
  const kept = keptOf(workspace).get(idOf({ left: whole(left), right: whole(right), ignore }))?.compared;
  if (kept === undefined) throw new AuditError('not-found', 'These two runs were not compared since records or results last changed. Compare them again.', { left, right });
  const wanted = text.toLowerCase();
  const fits = (row: { name: string; status: string }) => (status === undefined || row.status === status) && row.name.toLowerCase().includes(wanted);
  if (of === 'outputs') {
    const rows = ordered(kept.outputs, saysOutput).filter(fits);
    return { outputs: rows.slice(offset, offset + limit), tasks: [], total: rows.length };
  }
  const rows = ordered(kept.tasks, saysTask).filter(fits);
  return { outputs: [], tasks: rows.slice(offset, offset + limit).map(cutDiffers), total: rows.length };
}
