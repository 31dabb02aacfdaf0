/** A processing history as plain text, the same on the command line and in a file: what the page says, in its order. */
import type { Custody, CustodyFile, CustodyRun, CustodyStep } from '../../contract/custody';
import { visibleText } from '../../preview/visible-text';
import { type Json, textOf } from '../../record/json';
import { counted, utc } from '../../report/words';
import { verdictShort, verdictWords } from '../../verify/verdict';
import { weaknessWords } from './weakness';

/** One line, nothing hidden in it. */
const line = (text: string) => visibleText(text).replace(/\s+/g, ' ').trim();

export function headText({ title, file, summary, weakest, rule }: Custody): string {
  return [
    line(title),
    '',
    `${line(file.title)}`,
    `  ${line(file.lid)}`,
    ...(file.path !== null && file.path !== file.lid ? [`  recorded path ${line(file.path)}`] : []),
    `  ${fileWords(file)}`,
    '',
    ...summary.map(line),
    '',
    weakest === null
      ? 'Weakest link: there is nothing to weigh.'
      : `Weakest link: ${weaknessWords[weakest.weakness].short}. ${line(weakest.text)}${weakest.step === null ? '' : ` (step ${weakest.step})`}`,
    `  Why: ${line(weakest === null ? '' : weaknessWords[weakest.weakness].rule)}`,
    ...rule.map((one) => `  ${line(one)}`),
    '',
  ].join('\n');
}

export function stepLines(step: CustodyStep): string {
  return [
    `${step.number}. ${line(step.text)}`,
    `   record: ${line(step.lid)}`,
    ...(step.container !== null ? [`   container: ${line(step.container)} (${step.pinned === 'digest' ? 'by digest' : 'tag only: it may name another image today'})`] : []),
    ...(step.pinned === 'none' ? ['   container: none recorded'] : []),
    ...(step.pinned === null && (step.step === 'task' || step.step === 'agent') ? ['   container: not known, no record of this task can be read'] : []),
    ...(step.conda !== null ? [`   conda: ${line(step.conda)}`] : []),
    ...(step.spack !== null ? [`   spack: ${line(step.spack)}`] : []),
    ...(step.model !== null ? [`   model: ${line(step.model)}`] : []),
    ...(step.run !== null && (step.step === 'task' || step.step === 'agent') ? [`   parameters and commit: those of run ${line(step.run.title)} (${line(step.run.lid)})`] : []),
    ...(step.codeChecksum !== null ? [`   checksum of its script: ${line(step.codeChecksum)}`] : []),
    ...(step.values.length > 0
      ? [`   values: ${step.values.map(({ name, value }) => `${line(name)} = ${line(valueText(value))}`).join('; ')}${more(step.values.length, step.valueCount)}`]
      : []),
    ...(step.script !== null
      ? [
          '   script:',
          ...visibleText(step.script)
            .replace(/^\n+|\s+$/g, '')
            .split('\n')
            .map((one) => `     | ${one}`),
          ...(step.scriptCut ? ['     | … (cut here)'] : []),
        ]
      : []),
    ...(step.inputs.length > 0 ? [`   from${more(step.inputs.length, step.inputCount)}:`, ...step.inputs.flatMap((file) => fileLines(file))] : []),
    ...(step.step === 'task' || step.step === 'agent' ? [`   wrote${more(step.outputs.length, step.outputCount)}:`, ...step.outputs.flatMap((file) => fileLines(file, true))] : []),
    ...step.places.filter(({ weakness }) => weaknessWords[weakness].basis !== 'files').map(({ text }) => `   ! ${line(text)}`),
    '',
  ].join('\n');
}

function fileLines(file: CustodyFile, own = false): string[] {
  const sum = file.checksum === null ? 'no checksum recorded' : `checksum ${line(file.checksum.value)} (labelled ${line(file.checksum.mode ?? 'without a mode')})`;
  const from = own ? '' : file.step === null ? (file.kind === 'External' ? 'from outside' : 'no step made it') : `step ${file.step}`;
  return [`     - ${line(file.title)}${own ? '' : ` (${from}${file.inferred ? ', inferred' : ''})`}: ${sum}; ${fileWords(file)}`, `       ${line(file.lid)}`];
}

/** The verdict in words; of what has no record or checksum, that. */
export function fileWords({ check, kind, weakness }: Pick<CustodyFile, 'check' | 'kind' | 'weakness'>): string {
  if (kind === 'Missing') return '∅ no record here';
  if (check === null) return weakness === 'no-checksum' ? '– by path alone' : `${verdictWords['not-checked'].sign} ${verdictWords['not-checked'].short}`;
  const changed = check.baseline === 'changed' ? '; other bytes than at an earlier reading' : '';
  return `${verdictWords[check.verdict].sign} ${verdictShort(check)}${check.stale ? ' (before the record changed)' : ''}${changed}`;
}

export function runText(run: CustodyRun): string {
  const facts = [
    ['pipeline', run.pipeline],
    ['repository', run.repository],
    ['revision', run.revision],
    ['commit', run.commit],
    ['started', run.start === null ? null : utc(run.start)],
    ['Nextflow', run.nextflow],
  ].map(([name, value]) => `   ${name}: ${value == null ? 'not recorded' : line(value)}`);
  const params = run.params.map(({ name, value }) => `     ${line(name)} = ${line(valueText(value))}`);
  return [
    `run ${line(run.title)}${run.present ? '' : ' (no record of it is in the store now)'}, governed ${counted(run.steps, 'step')}`,
    `   record: ${line(run.lid)}`,
    ...facts,
    `   code: ${line(run.code)}`,
    `   parameters${more(run.params.length, run.paramCount)}:${params.length === 0 ? ' none recorded' : ''}`,
    ...params,
    '',
  ].join('\n');
}

/** What follows the steps: the rest folded, runs, outside files, proof. */
export function tailText(page: Custody): string {
  const { folded, foldedCount, steps, stepCount, runs, runCount, outside, outsideCount, proven, notProven, ranks } = page;
  const list = (sentences: readonly string[]) => sentences.map((one) => `  - ${line(one)}`);
  return [
    ...(folded.length > 0
      ? [
          `Further steps, folded by process (steps ${steps.length} of ${stepCount.toLocaleString('en-US')} are given in full):`,
          ...folded.map(foldedText),
          ...(foldedCount > folded.length ? [`  and ${foldedCount - folded.length} more kinds of steps`] : []),
          '',
        ]
      : []),
    `Runs that governed the steps given (${runs.length} of ${counted(runCount, 'run')} that this history names):`,
    ...runs.map(runText),
    `Outside files (${outside.length.toLocaleString('en-US')} of ${outsideCount.toLocaleString('en-US')}, the weakest first):`,
    ...outside.map(
      (file) =>
        `  - ${line(file.lid)}: ${file.checksum === null ? (file.checksums > 1 ? `${file.checksums} different checksums` : 'no checksum recorded') : `checksum ${line(file.checksum.value)}`}; ${fileWords(file)}${file.parameterOnly ? '; named by a parameter of a run alone' : ''}${file.otherContents > 0 ? `; others recorded ${counted(file.otherContents, 'further checksum')} for this path` : ''}${file.firstStep === null ? '' : ` (step ${file.firstStep})`}`,
    ),
    '',
    ...(page.namedCount === 0
      ? []
      : [
          `Named by path alone, not recorded as read (${page.named.length.toLocaleString('en-US')} of ${page.namedCount.toLocaleString('en-US')}):`,
          ...page.named.flatMap(({ text, step, found }) => [`  - ${line(text)}${step === null ? '' : ` (step ${step})`}`, ...found.map(({ lid }) => `      ${line(lid)}`)]),
          '',
        ]),
    'Not proven:',
    ...list(notProven),
    'Proven:',
    ...list(proven),
    '',
    'Places by kind, the weakest first:',
    ...ranks.filter(({ count }) => count > 0).map(({ short, count, of, basis }) => `  ${count.toLocaleString('en-US')} of ${counted(of, basis.slice(0, -1))}: ${short}`),
    '',
  ].join('\n');
}

function foldedText({ step, process, steps, from, to, runs, weakness }: Custody['folded'][number]): string {
  return `  ${steps.toLocaleString('en-US')} × ${line(stepWords[step])}${process === '' ? '' : ` ${line(process)}`} (steps ${from} to ${to}, ${counted(runs, 'run')})${weakness === null ? '' : `, weakest: ${weaknessWords[weakness].short}`}`;
}

export const stepWords: Record<CustodyStep['step'], string> = {
  published: 'published by a run',
  task: 'task',
  agent: 'agent',
  run: 'written by a run itself',
  list: 'list of outputs',
  inferred: 'inferred, not recorded',
  broken: 'origin not recorded',
};

export function custodyText(page: Custody): string {
  const range =
    page.steps.length === 0
      ? 'Steps: none.'
      : `Steps, from the file back to where the records end (${page.steps.length.toLocaleString('en-US')} of ${page.stepCount.toLocaleString('en-US')}):`;
  return `${headText(page)}\n${range}\n\n${page.steps.map(stepLines).join('\n')}\n${tailText(page)}`;
}

function valueText(value: Json): string {
  const text = textOf(value) ?? JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

const more = (shown: number, all: number) => (shown < all ? ` (${shown.toLocaleString('en-US')} of ${all.toLocaleString('en-US')})` : '');
