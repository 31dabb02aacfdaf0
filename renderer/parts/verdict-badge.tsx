/** A verdict as colour and sign and words; green is for content that was verified, and for nothing else. */
import type { FileCheck } from '../../core/contract/shared';
import { ownRecordWords } from '../../core/verify/standing';
import { type Verdict, verdictWords } from '../../core/verify/verdict';
import { checkWords, narrowVerdicts } from '../words/parts';
import { utc } from './format';
import { useInTable } from './in-table';
import './verdict-badge.css';
import { visibleText } from './visible-text';

interface VerdictBadgeProps {
  verdict: Verdict;
  /** One sentence about this file. */
  detail?: string | null;
  /** The record has changed since: greyed. */
  stale?: boolean;
  /** The sign and colour alone; the words stay for screen readers. */
  compact?: boolean;
}

/** One verdict; its full sentence is the tooltip. */
export function VerdictBadge({ verdict, detail, stale = false, compact = false }: VerdictBadgeProps) {
  const words = verdictWords[verdict];
  const short = useInTable() ? (narrowVerdicts[verdict] ?? words.short) : words.short;
  const title = [words.sentence, detail ? visibleText(detail) : null, stale ? checkWords.staleTip : null].filter(Boolean).join(' ');
  return (
    <span className="verdict" data-tone={words.tone} data-stale={stale || undefined} title={compact ? `${words.short}. ${title}` : title}>
      <span className="verdict-sign" aria-hidden="true">
        {words.sign}
      </span>
      <span className={compact ? 'verdict-hidden' : 'verdict-words'}>{short}</span>
    </span>
  );
}

/** The newest check of a file with all that stands beside its verdict; null is "not checked". */
export function CheckBadge({ check }: { check: FileCheck | null }) {
  if (check === null) return <VerdictBadge verdict="not-checked" />;
  const at = check.at ? checkWords.checkedBy(utc(check.at) ?? check.at, check.by) : null;
  return (
    <span className="verdict-group">
      <VerdictBadge verdict={check.verdict} detail={[check.detail, at].filter(Boolean).join(' ')} stale={check.stale} />
      {check.baseline === 'changed' && (
        <span className="verdict-side" data-tone="bad" title={checkWords.baselineChangedTip(check.firstSeen && utc(check.firstSeen))}>
          {checkWords.baselineChanged}
        </span>
      )}
      {check.ownRecord === 'contradicts' && (
        <span className="verdict-side" data-tone="caution" title={ownRecordWords(check) ?? undefined}>
          {checkWords.ownRecord}
        </span>
      )}
      {check.labelConflict && (
        <span className="verdict-side" data-tone="caution" title={checkWords.labelConflictTip(check.recorded.checksum?.mode ?? null, check.matchedMode ?? '')}>
          {checkWords.labelConflict}
        </span>
      )}
      {check.stale && (
        <span className="verdict-side" data-tone="caution" title={checkWords.staleTip}>
          {checkWords.stale}
        </span>
      )}
    </span>
  );
}
