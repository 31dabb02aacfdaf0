/** A measure's value and target as people read them, the same in the window and on the command line. */
import type { Measure } from '../contract/overview';

type Shown = Pick<Measure, 'value' | 'unit' | 'target' | 'better'>;

/** A share is cut, never rounded, to the side that claims more: 99.96 % does not read 100.0 %, nor 0.04 % 0.0 %. */
function shareText(value: number): string {
  const percent = value * 100;
  if (percent > 0 && percent < 0.1) return 'under 0.1 %';
  if (percent < 100 && percent > 99.9) return 'over 99.9 %';
  return `${percent.toFixed(percent === 0 || percent === 100 ? 0 : 1)} %`;
}

export function timeText(value: number, unit: 'seconds' | 'milliseconds'): string {
  if (unit === 'milliseconds') return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
  const size = Math.abs(value);
  if (size < 120) return `${Math.round(value)} s`;
  if (size < 7200) return `${Math.round(value / 60)} min`;
  if (size < 172_800) return `${(value / 3600).toFixed(1)} h`;
  return `${(value / 86_400).toFixed(1)} days`;
}

export function measureValue({ value, unit }: Shown): string {
  if (value === null) return '–';
  return unit === 'share' ? shareText(value) : timeText(value, unit);
}

/** `at least 95.0 %`, `at most 300 ms`; a bound that nothing can pass is said without it. */
export function measureTarget({ target, unit, better }: Shown): string {
  if (unit === 'share' && ((better === 'more' && target === 1) || (better === 'less' && target === 0))) return shareText(target);
  return `at ${better === 'more' ? 'least' : 'most'} ${unit === 'share' ? shareText(target) : timeText(target, unit)}`;
}
