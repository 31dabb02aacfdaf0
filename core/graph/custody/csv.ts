/** A processing history as a table: one line for the file, each step, each of its inputs, each run and each outside file; all of them, nothing folded. */
import type { CustodyFile } from '../../contract/custody';
import { type CsvWriter, createCsv } from '../../csv';
import type { Masker } from '../../redact/masker';
import { loadAll } from './facts';
import { fileOf, nameOf, outsideOf } from './files-of';
import type { History } from './history';
import { namedOf } from './page';
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
] as const;
type Cells = Partial<Record<(typeof columns)[number], string | number | null>>;

export interface HistoryCsv {
  csv: CsvWriter;
  head: string;
  /** The lines of one step, its inputs below it. */
  step(at: number): string;
  /** Runs, outside files, and paths that are named without a record of a reading. */
  rest(): string;
}

/** `workspace`: its name, which may be of an instant. */
export function historyCsv(history: History, workspace: string, masker: Masker): HistoryCsv {
  const csv = createCsv();
  const { chain, facts, makers } = history;
  // Written over many turns, and of one state.
  loadAll(facts, [...chain.nodes, ...chain.runs]);
  const line = (cells: Cells) =>
    csv.line(
      columns.map((column) => {
        const cell = cells[column] ?? null;
        return typeof cell === 'string' ? masker.text(cell).value : cell;
      }),
    );
  const ofRun = (run: number | null): Cells => {
    if (run === null) return {};
    const { title, lid } = nameOf(history, run);
    return { run: title, 'run lid': lid };
  };
  const ofFile = (step: number | null, row: string, file: CustodyFile, text: string) =>
    line({
      step,
      row,
      what: file.kind,
      title: file.title,
      'lid or path': file.lid,
      'made by step': file.step,
      checksum: file.checksum?.value ?? null,
      algorithm: file.checksum?.algorithm ?? null,
      'mode as labelled': file.checksum?.mode ?? null,
      verdict: file.check === null ? 'not-checked' : file.check.stale ? `${file.check.verdict} (before the record changed)` : file.check.verdict,
      'checked at (UTC)': file.check?.at ?? null,
      link: file.inferred ? 'inferred' : 'recorded',
      weakness: weaknessWords[file.weakness].short,
      text,
    });
  return {
    csv,
    head: csv.head(workspace, columns) + ofFile(null, 'file', fileOf(history, chain.start), ''),
    step(at) {
      const step = chain.steps[at];
      if (step === undefined) return '';
      const run = makers.governed[at] ?? null;
      const name = nameOf(history, step.node);
      const [first] = history.placesOf(at);
      const weakness = first === undefined ? undefined : history.assessment.places.at(first).weakness;
      const user = step.kind === 'task' || step.kind === 'agent' ? step.node : null;
      const own = line({
        step: at + 1,
        row: 'step',
        what: stepWords[step.kind],
        title: name.title,
        'lid or path': name.lid,
        'made by step': at + 1,
        ...ofRun(run),
        container: facts.tasks.get(step.node)?.container ?? null,
        weakness: weakness === undefined ? null : weaknessWords[weakness].short,
        text: stepText(history, at),
      });
      const inputs = step.inputs.map(({ node, inferred }) => ofFile(at + 1, 'input', fileOf(history, node, { inferred, user }), ''));
      const outputs = user === null ? [] : step.outputs.map((node) => ofFile(at + 1, 'wrote', fileOf(history, node), ''));
      return own + inputs.join('') + outputs.join('');
    },
    rest() {
      const runs = chain.runs.map((run) => {
        const { title, lid, present } = nameOf(history, run);
        return line({
          row: 'run',
          what: present ? 'run' : 'run without a record here',
          title,
          'lid or path': lid,
          ...ofRun(run),
          text: `governed ${history.stepsOfRun.get(run) ?? 0} steps`,
        });
      });
      const outside = history.outside.map((node) => {
        const file = outsideOf(history, node);
        return ofFile(file.firstStep, 'outside file', file, file.parameterOnly ? 'named by a parameter of a run alone' : '');
      });
      const named = facts.named.map((one) => {
        const { path, step, text } = namedOf(history, one);
        return line({ step, row: 'named by path', what: 'not recorded as read', 'lid or path': path, link: 'inferred', weakness: weaknessWords['named-alone'].short, text });
      });
      return runs.join('') + outside.join('') + named.join('');
    },
  };
}
