/** The status of an output, or the answer about two runs, as colour and sign and words; green only where our SHA-256 of both is the same. */
import type { OutputRow, RunComparison } from '../../../core/contract/compare';
import { outputStatusWords, runVerdictWords } from '../../../core/graph/compare/vocabulary';
import '../../parts/verdict-badge.css';
import { visibleText } from '../../parts/visible-text';

function Badge({ tone, sign, short, title }: { tone: string; sign: string; short: string; title: string }) {
  return (
    <span className="verdict" data-tone={tone} title={visibleText(title)}>
      <span className="verdict-sign" aria-hidden="true">
        {sign}
      </span>
      <span className="verdict-words">{short}</span>
    </span>
  );
}

export function OutputBadge({ row }: { row: OutputRow }) {
  const { tone, sign, short, sentence } = outputStatusWords[row.status];
  return (
    <Badge tone={row.ignored !== null ? 'unknown' : tone === 'good' && row.by !== 'baseline' ? 'neutral' : tone} sign={sign} short={short} title={`${sentence} ${row.detail}`} />
  );
}

export function RunVerdictBadge({ answer }: { answer: RunComparison }) {
  const { tone, sign, short, sentence } = runVerdictWords[answer.verdict];
  const isByUs = answer.counts.identicalByUs === answer.counts.identical;
  return <Badge tone={tone === 'good' && !isByUs ? 'neutral' : tone} sign={sign} short={short} title={sentence} />;
}
