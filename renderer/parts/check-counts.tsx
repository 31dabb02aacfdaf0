/** How many of a set were checked and with what answer, never without the denominator. */
import type { CheckSummary } from '../../core/contract/shared';
import { type Verdict, verdicts, verdictWords } from '../../core/verify/verdict';
import { checkWords } from '../words/parts';
import { count } from './format';
import './check-counts.css';

const lowerFirst = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);

const isBad = (verdict: Verdict) => verdictWords[verdict].tone === 'bad';

/** The verdicts that occurred. */
const occurred = (summary: CheckSummary) => verdicts.filter((verdict) => verdict !== 'not-checked' && (summary.byVerdict[verdict] ?? 0) > 0);

/** Each verdict with its sign and number. */
function VerdictCounts({ shown, summary }: { shown: readonly Verdict[]; summary: CheckSummary }) {
  return shown.map((verdict) => (
    <span key={verdict} className="check-count" data-tone={verdictWords[verdict].tone} title={verdictWords[verdict].sentence}>
      <span aria-hidden="true">{verdictWords[verdict].sign}</span> {count(summary.byVerdict[verdict] ?? 0)}
      <span className="check-count-words"> {lowerFirst(verdictWords[verdict].short)}</span>
    </span>
  ));
}

function ChangedCount({ summary, narrow }: { summary: CheckSummary; narrow: boolean }) {
  if (summary.changedSinceBaseline === 0) return null;
  return (
    <span className="check-count" data-tone="bad" title={checkWords.baselineChanged}>
      {count(summary.changedSinceBaseline)} {narrow ? checkWords.changedShort : checkWords.baselineChanged}
    </span>
  );
}

function StaleCount({ summary }: { summary: CheckSummary }) {
  if (summary.stale === 0) return null;
  return (
    <span className="check-count" data-tone="caution" title={checkWords.staleTip}>
      {count(summary.stale)} {checkWords.stale}
    </span>
  );
}

function Counts({ summary }: { summary: CheckSummary }) {
  return <span className={summary.checked === 0 ? 'muted' : undefined}>{checkWords.counts(summary.checked, summary.total)}</span>;
}

/** The same as one text, what is bad first: for copying, filtering and sorting. */
export function countsText(summary: CheckSummary): string {
  const bad = occurred(summary).filter(isBad);
  return [
    ...bad.map((verdict) => `${count(summary.byVerdict[verdict] ?? 0)} ${lowerFirst(verdictWords[verdict].short)}`),
    summary.changedSinceBaseline > 0 && `${count(summary.changedSinceBaseline)} ${checkWords.baselineChanged}`,
    checkWords.counts(summary.checked, summary.total),
  ]
    .filter(Boolean)
    .join('; ');
}

/** In a narrow place: what is bad comes first and is never cut; the words of verdicts are for screen readers alone. */
function NarrowCounts({ summary }: { summary: CheckSummary }) {
  const shown = occurred(summary);
  const bad = shown.filter(isBad);
  return (
    <span className="check-counts" data-narrow title={countsText(summary)}>
      {(bad.length > 0 || summary.changedSinceBaseline > 0) && (
        <span className="check-counts-bad">
          <VerdictCounts shown={bad} summary={summary} />
          <ChangedCount summary={summary} narrow />
        </span>
      )}
      <span className="check-counts-rest">
        <Counts summary={summary} /> <VerdictCounts shown={shown.filter((verdict) => !isBad(verdict))} summary={summary} /> <StaleCount summary={summary} />
      </span>
    </span>
  );
}

/** "212 of 330 checked, 118 not", and with `detail` the verdicts with their words. */
export function CheckCounts({ summary, detail = true, narrow = false }: { summary: CheckSummary; detail?: boolean; narrow?: boolean }) {
  if (narrow) return <NarrowCounts summary={summary} />;
  return (
    <span className="check-counts">
      <Counts summary={summary} />
      {detail && (
        <>
          <VerdictCounts shown={occurred(summary)} summary={summary} />
          <ChangedCount summary={summary} narrow={false} />
          <StaleCount summary={summary} />
        </>
      )}
    </span>
  );
}
