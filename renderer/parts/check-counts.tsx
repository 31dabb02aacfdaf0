/** How many of a set were checked and with what answer, never without the denominator. */
import type { CheckSummary } from '../../core/contract/shared';
import { verdicts, verdictWords } from '../../core/verify/verdict';
import { checkWords } from '../words/parts';
import { count } from './format';
import './check-counts.css';

const lowerFirst = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);

/** The verdicts that occurred, each with its sign and number. */
function VerdictCounts({ summary }: { summary: CheckSummary }) {
  const occurred = verdicts.filter((verdict) => verdict !== 'not-checked' && (summary.byVerdict[verdict] ?? 0) > 0);
  return occurred.map((verdict) => (
    <span key={verdict} className="check-count" data-tone={verdictWords[verdict].tone} title={verdictWords[verdict].sentence}>
      <span aria-hidden="true">{verdictWords[verdict].sign}</span> {count(summary.byVerdict[verdict] ?? 0)}
      <span className="check-count-words"> {lowerFirst(verdictWords[verdict].short)}</span>
    </span>
  ));
}

/** "212 of 330 checked, 118 not", and with `detail` the verdicts with their words. In a narrow place the words are for screen readers alone. */
export function CheckCounts({ summary, detail = true, narrow = false }: { summary: CheckSummary; detail?: boolean; narrow?: boolean }) {
  return (
    <span className="check-counts" data-narrow={narrow || undefined}>
      <span className={summary.checked === 0 ? 'muted' : undefined}>{checkWords.counts(summary.checked, summary.total)}</span>
      {detail && summary.checked > 0 && <VerdictCounts summary={summary} />}
      {detail && summary.changedSinceBaseline > 0 && (
        <span className="check-count" data-tone="bad">
          {count(summary.changedSinceBaseline)} {checkWords.baselineChanged}
        </span>
      )}
      {detail && summary.stale > 0 && (
        <span className="check-count" data-tone="caution" title={checkWords.staleTip}>
          {count(summary.stale)} {checkWords.stale}
        </span>
      )}
    </span>
  );
}
