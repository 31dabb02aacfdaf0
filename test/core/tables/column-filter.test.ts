import { expect, it } from 'vitest';
import { columnTest } from '../../../core/table/column-filter';

const fits = (text: string, value: string | number | null) => columnTest(text)?.(value);

it('bounds sizes in the units that they are shown in', () => {
  for (const [text, least] of [
    ['>100 KiB', 102_400],
    ['>100kib', 102_400],
    ['>1.5 MiB', 1_572_864],
    ['>2 GB', 2e9],
    ['>1,000 bytes', 1000],
    ['>7', 7],
  ] as const)
    expect([text, fits(text, least), fits(text, least + 1)]).toEqual([text, false, true]);
  expect(fits('<=1 KiB', null)).toBe(false);
});

it('takes what is no bound for words', () => {
  expect(fits('100 KiB', 'about 100 kib')).toBe(true);
  expect(fits('>100 parsecs', 101)).toBe(false);
  expect(columnTest('  ')).toBeNull();
});
