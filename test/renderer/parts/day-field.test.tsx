/** A day is typed as all times are written, whatever the language of the computer. */
import { afterEach, expect, it } from 'vitest';
import { DayField, isDay } from '../../../renderer/parts/day-field';
import { instantOfField } from '../../../renderer/views/time/other-time';
import { clear, draw } from '../draw';

afterEach(clear);

it('is a text field that shows the form, in no form of a language', async () => {
  const place = await draw(<DayField label="From (UTC)" value="2026-11-20" onChange={() => undefined} />);
  const field = place.querySelector('input');
  expect(field?.type).toBe('text');
  expect(field?.placeholder).toBe('YYYY-MM-DD');
  expect(field?.value).toBe('2026-11-20');
});

it.each([
  ['2026-11-20', true],
  ['2026-02-29', false],
  ['2024-02-29', true],
  ['2026-13-01', false],
  ['11/20/2026', false],
  ['2026-11-2', false],
  ['', false],
])('takes %s as a day: %s', (text, is) => expect(isDay(text)).toBe(is));

it.each([
  ['2026-11-20 10:00', '2026-11-20T10:00:00.000Z'],
  ['2026-11-20T10:00:07Z', '2026-11-20T10:00:07.000Z'],
  ['2026-02-30 10:00', null],
  ['20.11.2026 10:00', null],
  ['2026-11-20', null],
])('reads %s as an instant: %s', (text, instant) => expect(instantOfField(text)).toBe(instant));
