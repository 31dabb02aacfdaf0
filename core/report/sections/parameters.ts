/** The parameters of the run; secrets are masked, and the mask can be seen. */

import type { SectionBody } from '../compose';
import type { RunReportFacts } from '../facts';
import { counted, paragraph, valueText } from '../words';

export function parametersSection({ run }: RunReportFacts): SectionBody {
  if (run.params.length === 0) return { blocks: [paragraph('No parameter is recorded.')] };
  const masked = run.params.filter((param) => param.masked).length;
  return {
    blocks: [
      {
        type: 'table',
        caption: counted(run.params.length, 'parameter'),
        columns: [
          { title: 'Name', weight: 26 },
          { title: 'Type', weight: 14 },
          { title: 'Value', weight: 60 },
        ],
        rows: run.params.map((param) => [{ text: param.name, mono: true }, { text: param.type ?? 'not recorded' }, { text: valueText(param.value), mono: true }]),
      },
      ...(masked > 0
        ? [
            paragraph(
              `${counted(masked, 'value is', 'values are')} masked because of its name or shape; the record itself holds what Nextflow recorded.`.replace(
                'its name',
                masked === 1 ? 'its name' : 'their names',
              ),
              'caution',
            ),
          ]
        : []),
    ],
  };
}
