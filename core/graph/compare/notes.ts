/** What is told beside the answer: what is no difference of content, and what weakens the answer. */
import type { ComparedTask } from '../../contract/compare';
import type { FileCheck } from '../../contract/shared';
import { comparedAsWritten } from '../../record/as-written';
import { minuteText } from '../../verify/standing';
import type { OutputPair } from './outputs';
import { unshownReasons, unshownWords } from './vocabulary';

const shownNames = 5;

export function notesOf(outputs: readonly OutputPair[], tasks: readonly ComparedTask[], missing: { left: boolean; right: boolean }): string[] {
  const sides = outputs.flatMap(({ left, right }) => [left, right]).filter((side) => side !== null);
  const checks = [...new Map(sides.map((side) => [side.node ?? side, side.check])).values()].filter((check) => check !== null);
  const byTheRun = outputs.filter(({ row }) => row.status === 'different' && row.left?.madeBy === null && row.right?.madeBy === null).map(({ row }) => row.name);
  const isOnePath = outputs.filter(({ row }) => row.by === 'one-path').length;
  const reordered = tasks.filter(({ status }) => status === 'order').map(({ name }) => name);
  const isAfter = tasks.filter(({ status }) => status === 'downstream').length;
  const ambiguous = tasks.filter(({ status }) => status === 'ambiguous').length;
  return [
    missing.left ? 'The record of the first run could not be read: its parameters, code and settings are not known.' : null,
    missing.right ? 'The record of the second run could not be read: its parameters, code and settings are not known.' : null,
    tasks.length === 0 ? 'No task is recorded for either run, so nothing is known of how the outputs were made.' : null,
    reordered.length > 0 ? `Read its input files in another order: ${listed(reordered)}. No difference of content by itself.` : null,
    byTheRun.length > 0 ? `Different, and written by the run itself, by no recorded task: ${listed(byTheRun)}. Index files of that kind name the paths of their run.` : null,
    isAfter > 0
      ? `${isAfter} task${isAfter === 1 ? ' comes' : 's come'} after a difference upstream, and ${isAfter === 1 ? 'does' : 'do'} not differ in what is recorded of ${isAfter === 1 ? 'it' : 'them'}.`
      : null,
    ambiguous > 0 ? `${ambiguous} tasks could not be matched: several have one name, and their inputs do not tell them apart.` : null,
    isOnePath > 0
      ? `${isOnePath} output${isOnePath === 1 ? '' : 's'} of both runs lead${isOnePath === 1 ? 's' : ''} to one and the same path, as recorded or by links or path maps: one file, two records. What one of the runs wrote may be gone, or lie elsewhere.`
      : null,
    tasks.length > 0 ? comparedAsWritten : null,
    ...unshownNotes(outputs),
    staleNote(checks),
    changedNote(checks),
    importedNote(checks),
    readNote(checks),
  ].filter((note) => note !== null);
}

function listed(names: readonly string[]): string {
  const more = names.length - shownNames;
  return `${names.slice(0, shownNames).join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}

function staleNote(checks: readonly FileCheck[]): string | null {
  const stale = checks.filter((check) => check.stale).length;
  return stale === 0 ? null : `${stale} check${stale === 1 ? ' was' : 's were'} made before the record changed, and ${stale === 1 ? 'is' : 'are'} not used: check again.`;
}

function changedNote(checks: readonly FileCheck[]): string | null {
  const changed = checks.filter(({ baseline, baselineFrom }) => baseline === 'changed' && baselineFrom !== 'imported').length;
  return changed === 0 ? null : `${changed} file${changed === 1 ? ' has' : 's have'} changed since the first fingerprint: what stands beside each says what was compared.`;
}

/** What others say of a file is no reading of ours, so it shows no change. */
function importedNote(checks: readonly FileCheck[]): string | null {
  const others = checks.filter(({ baseline, baselineFrom }) => baseline === 'changed' && baselineFrom === 'imported').length;
  return others === 0
    ? null
    : `A list that others made holds another digest for ${others} file${others === 1 ? '' : 's'}: whether ${others === 1 ? 'it' : 'they'} ever had that content is not known here, and it is not used to compare the runs.`;
}

function unshownNotes(outputs: readonly OutputPair[]): string[] {
  return unshownReasons.flatMap((reason) => {
    const count = outputs.filter(({ row }) => row.ignored === null && row.unshown === reason).length;
    if (count === 0) return [];
    return [
      `${count} output${count === 1 ? ' was' : 's were'} compared by files ${unshownWords[reason]}: what is there now is not shown to be what the run wrote, so it does not show that the runs agree or differ.`,
    ];
  });
}

/** Bytes are only known as of when they were read. */
function readNote(checks: readonly FileCheck[]): string | null {
  const times = checks.flatMap(({ sha256, at }) => (sha256 === null || at === null ? [] : [at])).sort();
  const [from, to] = [times[0], times.at(-1)];
  if (from === undefined || to === undefined) return null;
  const span = minuteText(from) === minuteText(to) ? `at ${minuteText(from)}` : `between ${minuteText(from)} and ${minuteText(to)}`;
  return `The bytes compared were read ${span}. What they were when the runs ended, and whether they changed since, is not known from that.`;
}
