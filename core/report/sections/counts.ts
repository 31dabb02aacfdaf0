/** Every count with its denominator. */
import type { ReportBlock } from '../../contract/reports';
import type { CheckSummary } from '../../contract/shared';
import { type Verdict, verdicts, verdictWords } from '../../verify/verdict';
import type { SectionBody } from '../compose';
import type { RunReportFacts } from '../facts';
import { counted, grouped, paragraph } from '../words';

export function countsSection(facts: RunReportFacts): SectionBody {
  const { outputsSummary, inputsSummary, tasks } = facts;
  const executed = tasks.filter((task) => task.executed).length;
  const relied = tasks.filter((task) => task.reliedOn).length;
  const reused = tasks.filter((task) => task.reused && task.reliedOn).length;
  return {
    blocks: [
      { type: 'heading', text: 'Published files' },
      ...tiles(outputsSummary, 'published file'),
      { type: 'heading', text: 'Inputs from outside' },
      ...tiles(inputsSummary, 'input'),
      { type: 'heading', text: 'Tasks and records' },
      {
        type: 'counts',
        items: [
          { label: 'tasks executed by this run', value: grouped(executed) },
          { label: `tasks its outputs rest on, of ${grouped(tasks.length)} listed`, value: `${grouped(relied)} of ${grouped(tasks.length)}` },
          { label: 'of these reused from earlier runs', value: `${grouped(reused)} of ${grouped(relied)}` },
          {
            label: 'records with a digest, of those this report speaks of',
            value: `${grouped(facts.digests.filter((one) => one.sha256 !== null).length)} of ${grouped(facts.digests.length)}`,
          },
        ],
      },
    ],
  };
}

function tiles(sum: CheckSummary, what: string): ReportBlock[] {
  if (sum.total === 0) return [paragraph(`No ${what} is recorded.`)];
  const count = (verdict: Verdict) => ({ label: verdictWords[verdict].short, value: `${grouped(sum.byVerdict[verdict] ?? 0)} of ${grouped(sum.total)}`, verdict });
  const present = verdicts.filter((verdict) => (sum.byVerdict[verdict] ?? 0) > 0);
  const extra: string[] = [];
  if (sum.labelConflicts > 0) extra.push(`label conflict: ${sum.labelConflicts} of ${grouped(sum.total)}`);
  if (sum.changedSinceBaseline > 0) extra.push(`other bytes than the fingerprint: ${sum.changedSinceBaseline} of ${grouped(sum.total)}`);
  if (sum.stale > 0) extra.push(`checks out of date: ${sum.stale} of ${grouped(sum.checked)}`);
  return [
    {
      type: 'counts',
      items: [{ label: `${counted(sum.total, what).replace(/^[\d,]+ /, '')} checked`, value: `${grouped(sum.checked)} of ${grouped(sum.total)}` }, ...present.map(count)],
    },
    ...(extra.length > 0 ? [paragraph(`Besides: ${extra.join('; ')}.`, 'caution')] : []),
  ];
}
