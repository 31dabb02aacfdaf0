/** What a measure is: its formula, what its two numbers count, how it is meant to be, and what it does not say. */
import type { Measure } from '../../../core/contract/overview';
import { measureTarget } from '../../../core/overview/words';
import { Facts } from '../../parts/facts';
import { count } from '../../parts/format';
import { overviewWords as words } from '../../words/overview';

export function MeasureFacts({ measure }: { measure: Measure }) {
  const { formula, numerator, numeratorWords, denominator, denominatorWords, why, notes, not } = measure;
  return (
    <Facts
      rows={[
        { name: words.formula, value: formula },
        ...(numeratorWords === '' ? [] : [{ name: words.numerator, value: `${count(numerator ?? 0)} ${numeratorWords}` }]),
        { name: words.denominator, value: `${count(denominator ?? 0)} ${denominatorWords}` },
        { name: words.target, value: `${measureTarget(measure)}: ${words.met[`${measure.met}`]}` },
        ...(why === null ? [] : [{ name: words.why, value: why }]),
        ...notes.map((note) => ({ name: words.detail, value: note })),
        { name: words.not, value: not },
      ]}
    />
  );
}
