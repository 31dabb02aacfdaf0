/** A processing history as a table: one line for the file, each step, each of its inputs, each run and each outside file; all of them, nothing folded. */
import type { CustodyFile } from '../../contract/custody';
import { type CsvWriter, createCsv } from '../../csv';
import { maskText } from '../../redact/mask';
import { fileOf, nameOf, outsideOf } from './files-of';
import type { History } from './history';
import { stepText } from './step-text';
import { stepWords } from './text';
import { weaknessWords } from './weakness';

const columns = [
  'step',
  'row',
  'what',
  'title',
  'lid or path',
  'made by step',
  'run',
  'run lid',
  'container',
  'checksum',
  'algorithm',
  'mode as labelled',
  'verdict',
  'checked at (UTC)',
  'link',
  'weakness',
  'text',
];

export interface HistoryCsv {
  csv: CsvWriter;
  head: string;
  /** The lines of one step, its inputs below it. */
  step(at: number): string;
  /** Runs and outside files. */
  rest(): string;
}

/** `workspace`: its name, which may be of an instant. */
export function historyCsv(history: History, workspace: string): HistoryCsv {
  const csv = createCsv();
  const { chain, facts, makers } = history;
  const line = (cells: readonly (string | number | null)[]) => csv.line(cells.map((cell) => (typeof cell === 'string' ? maskText(cell).value : cell)));
  const ofFile = (step: number | null, row: string, file: CustodyFile, run: number | null, text: string) =>
    line([
      step,
      row,
      file.kind,
      file.title,
      file.lid,
      file.step,
      run === null ? null : nameOf(history, run).title,
      run === null ? null : nameOf(history, run).lid,
      null,
      file.checksum?.value ?? null,
      file.checksum?.algorithm ?? null,
      file.checksum?.mode ?? null,
      file.check === null ? 'not-checked' : file.check.stale ? `${file.check.verdict} (before the record changed)` : file.check.verdict,
      file.check?.at ?? null,
      file.inferred ? 'inferred' : 'recorded',
      weaknessWords[file.weakness].short,
      text,
    ]);
  return {
    csv,
    head: csv.head(workspace, columns) + ofFile(null, 'file', fileOf(history, chain.start), null, ''),
    step(at) {
      const step = chain.steps[at];
      if (step === undefined) return '';
      const run = makers.governed[at] ?? null;
      const name = nameOf(history, step.node);
      const weakness = history.placesOf.get(at)?.[0]?.weakness;
      const user = step.kind === 'task' || step.kind === 'agent' ? step.node : null;
      const own = line([
        at + 1,
        'step',
        stepWords[step.kind],
        name.title,
        name.lid,
        at + 1,
        run === null ? null : nameOf(history, run).title,
        run === null ? null : nameOf(history, run).lid,
        facts.tasks.get(step.node)?.container ?? null,
        null,
        null,
        null,
        null,
        null,
        null,
        weakness === undefined ? null : weaknessWords[weakness].short,
        stepText(history, at),
      ]);
      const inputs = step.inputs.map(({ node, inferred }) => ofFile(at + 1, 'input', fileOf(history, node, { inferred, user }), null, ''));
      const outputs = user === null ? [] : step.outputs.map((node) => ofFile(at + 1, 'wrote', fileOf(history, node), null, ''));
      return own + inputs.join('') + outputs.join('');
    },
    rest() {
      const runs = chain.runs.map((run) => {
        const { title, lid, present } = nameOf(history, run);
        return line([
          null,
          'run',
          present ? 'run' : 'run without a record here',
          title,
          lid,
          null,
          title,
          lid,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          `governed ${history.stepsOfRun.get(run) ?? 0} steps`,
        ]);
      });
      const outside = history.outside.map((node) => {
        const file = outsideOf(history, node);
        return ofFile(file.firstStep, 'outside file', file, null, file.parameterOnly ? 'named by a parameter of a run alone' : '');
      });
      return runs.join('') + outside.join('');
    },
  };
}
