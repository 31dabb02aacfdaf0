/** The run held against another: the one chosen, or the newest earlier one of the same pipeline; in short, as a report of the two has it in full. */
import { alikeLast, countsOfComparison, differingSides, outputTable, parting } from '../comparison-sections';
import type { SectionBody } from '../compose';
import type { RunReportFacts } from '../facts';
import { counted, paragraph } from '../words';

/** Rows of outputs that differ. */
const listed = 200;

export function comparisonSection({ against }: RunReportFacts): SectionBody {
  if (against === null) return { blocks: [paragraph('Not compared.')] };
  const { comparison, chosen, earlier } = against;
  if (comparison === null)
    return {
      blocks: [
        paragraph(
          'No other run was chosen, and no run of the same pipeline (the same repository, else the same name) is recorded to have started earlier: there is nothing that this run could be held against. Earlier ones may have run with lineage off, or their records lie in another store.',
        ),
      ],
    };
  const { left, right, conclusion, outputs } = comparison;
  const differing = alikeLast(outputs).filter(({ status, ignored }) => status !== 'identical' && ignored === null);
  const how = chosen
    ? 'It was chosen by hand.'
    : `It is the newest of ${counted(earlier, 'run')} of the same pipeline that ${earlier === 1 ? 'is' : 'are'} recorded to have started earlier.`;
  return {
    blocks: [
      paragraph(`First run: ${left.title} (${left.lid}). Second run: ${right.title}, which this report is of. ${how}`),
      ...conclusion.map((text) => paragraph(text)),
      countsOfComparison(comparison.counts),
      { type: 'heading', text: 'Where the two part' },
      ...parting(comparison).blocks,
      ...(differing.length === 0
        ? [paragraph(outputs.length === 0 ? 'Neither run has a published output that is recorded.' : 'No output is listed as other than identical.')]
        : [outputTable(differing.slice(0, listed), differing.length, 'Outputs that are not identical, or not shown to be')]),
      ...differingSides('Parameters that differ', comparison.params),
      ...differingSides('Code that differs', comparison.code.facts),
      ...differingSides('Software and settings that differ', comparison.environment),
      paragraph('That two runs agree says nothing on whether either is right. The report of the two runs has every row.'),
    ],
  };
}
