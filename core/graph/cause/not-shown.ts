/** What the records cannot show about why a file differs: told with every answer, since what is not recorded can be the cause too. */
import { pinnedBy } from '../../engine/runs/environment';
import { comparedAsWritten } from '../../record/as-written';
import { textOf } from '../../record/json';
import type { Matching } from '../compare/match';
import type { TaskFacts } from '../compare/task-facts';

const counted = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

/** `executedBy`: LID of the run of the file, to tell the tasks that it took over from others. `inferred`: files whose origin is a guess by equal paths. */
export function notShown({ pairs }: Matching, right: readonly TaskFacts[], executedBy: string, hasRunRecords: boolean): string[] {
  const alike = pairs.filter(({ left, right: other }) => left !== null && other !== null);
  const tags = alike.filter(({ left, right: other }) => {
    const [a, b] = [textOf(left?.spec?.container), textOf(other?.spec?.container)];
    return a !== null && a === b && pinnedBy(a) === 'tag-only';
  }).length;
  const without = right.filter(({ spec }) => spec === null).length;
  const taken = right.filter(({ spec }) => spec !== null && textOf(spec.workflowRun) !== executedBy).length;
  const outside = right.reduce((sum, { inputs }) => sum + inputs.reduce((n, { files }) => n + files.filter(({ kind }) => kind === 'outside').length, 0), 0);
  const broken = right.reduce((sum, { inputs }) => sum + inputs.reduce((n, { files }) => n + files.filter(({ kind }) => kind === 'lid').length, 0), 0);
  const ambiguous = pairs.filter((pair) => pair.ambiguous).length;
  return [
    'Nothing records the hardware, the kernel, random seeds, the clock, the network, databases that a tool asks, or variables of the environment that no input names.',
    comparedAsWritten,
    right.length === 0 ? 'No record leads from this file to a task: what it was made from is not recorded, and only what the two runs record as a whole is compared.' : null,
    tags > 0 ? `${counted(tags, 'task')} of ${pairs.length}: both record the same container by a tag alone, which may have pointed to another image at each run.` : null,
    outside > 0
      ? `${counted(outside, 'reading')} of files from outside: their recorded checksum is, in the default mode, of path, size and time. Equal ones do not show equal content, and different ones do not show another content.`
      : null,
    without > 0 ? `${counted(without, 'task')} of ${right.length} behind this file without a record that could be read: what they ran is not known.` : null,
    broken > 0 ? `${counted(broken, 'input')} of these tasks lead to no task: what made ${broken === 1 ? 'it' : 'them'} is not recorded here.` : null,
    ambiguous > 0 ? `${counted(ambiguous, 'task')} could not be matched: several have one name, and their inputs do not tell them apart.` : null,
    taken > 0
      ? `${counted(taken, 'task')} of ${right.length} behind this file ${taken === 1 ? 'was' : 'were'} executed by another run and taken over; the settings of that run as a whole are not compared here.`
      : null,
    hasRunRecords ? null : 'The record of one of the runs could not be read: its parameters, code and settings as a whole are not known.',
  ].filter((sentence) => sentence !== null);
}
