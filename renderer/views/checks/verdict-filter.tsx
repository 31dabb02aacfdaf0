/** The verdicts that occurred as buttons that narrow the list, and the sentence that says what the chosen one means. */
import { UnstyledButton } from '@mantine/core';
import type { CheckSummary } from '../../../core/contract/shared';
import type { CheckFilter } from '../../../core/verify/check-filter';
import { strongerProof, strongerProofTitle } from '../../../core/verify/standing';
import { verdictWords } from '../../../core/verify/verdict';
import { count } from '../../parts/format';
import { checksWords } from '../../words/checks';
import { checkWords } from '../../words/parts';
import { filtersOf } from './check-rows';

function face(filter: CheckFilter): { sign: string; word: string; tone: string } {
  switch (filter) {
    case 'all':
      return { sign: '', word: '', tone: 'unknown' };
    case 'label-conflict':
      return { sign: '≠', word: checkWords.labelConflict, tone: 'caution' };
    case 'changed':
      return { sign: '✗', word: checkWords.baselineChanged, tone: 'bad' };
    case 'stale':
      return { sign: '↻', word: checkWords.stale, tone: 'caution' };
    default: {
      const { sign, short, tone } = verdictWords[filter];
      return { sign, word: short, tone };
    }
  }
}

export function VerdictFilter({ summary, value, onChange }: { summary: CheckSummary; value: CheckFilter; onChange: (filter: CheckFilter) => void }) {
  return (
    <fieldset className="verdict-filter" aria-label={checksWords.filter}>
      {filtersOf(summary).map(({ filter, count: n }) => {
        const { sign, word, tone } = face(filter);
        return (
          <UnstyledButton key={filter} className="verdict-choice" data-tone={tone} aria-pressed={value === filter} onClick={() => onChange(filter === value ? 'all' : filter)}>
            {filter === 'all' ? (
              checksWords.everything(n)
            ) : (
              <>
                <span aria-hidden="true">{sign}</span> {count(n)} {word}
              </>
            )}
          </UnstyledButton>
        );
      })}
    </fieldset>
  );
}

/** What a verdict says, and what would say more. */
export function VerdictSentence({ filter }: { filter: CheckFilter }) {
  if (filter === 'all' || filter === 'label-conflict' || filter === 'changed' || filter === 'stale') return null;
  return (
    <p className="verdict-sentence">
      {verdictWords[filter].sentence}{' '}
      <span className="muted">
        <strong>{strongerProofTitle(verdictWords[filter].tone === 'bad')}</strong> {strongerProof[filter]}
      </span>
    </p>
  );
}
