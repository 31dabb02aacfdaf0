/** Refuses, before it begins, a report that this machine has no memory for: the program would end in the midst of it. */
import { AuditError } from '../../errors';
import type { Ports } from '../../ports';

/** Bytes that a record of a run takes at the most while its report is made, all that is enclosed among them; measured at 23,000 records. */
const bytesARecord = 22_000;
/** Of which evidence.json is as long as a text of JavaScript can be, which whoever reads it back needs. */
const mostRecords = 500_000;

const grouped = (value: number) => value.toLocaleString('en-US');

/** Throws `not-supported`, with the figures and what to do. */
export function checkRoom({ memoryLeft }: Pick<Ports, 'memoryLeft'>, { tasks, outputs }: { tasks: number; outputs: number }): void {
  const records = tasks + outputs;
  const of = `This run has ${grouped(outputs)} published files and ${grouped(tasks)} tasks`;
  const instead = 'The exports (CSV, JSON lines, RO-Crate) are written piece by piece and hold the same facts; reports of single files are of these alone. Nothing was written.';
  if (records > mostRecords) throw new AuditError('not-supported', `${of}, together more than one report can hold (${grouped(mostRecords)}). ${instead}`, { reason: 'too-large' });
  const [need, left] = [records * bytesARecord, memoryLeft()];
  const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1);
  if (need > left)
    throw new AuditError(
      'not-supported',
      `${of}: its report would take about ${gigabytes(need)} GB of memory, and ${gigabytes(left)} GB can be had here. Close other programs, or make it on a machine with more memory. ${instead}`,
      { reason: 'memory' },
    );
}
