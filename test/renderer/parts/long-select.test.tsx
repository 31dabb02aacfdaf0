// @vitest-environment happy-dom
/** A choice among thousands draws the first that fit what is typed, says how many more there are, and finds every one by name, date or LID. */
import { act } from 'react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { Output } from '../../../core/contract';
import { fitting, LongSelect, useRunChoices } from '../../../renderer/parts/long-select';
import { clear, click, draw, giveSizes, settle, typeInto } from '../draw';
import { fakeBridge } from '../fake-bridge';

beforeAll(giveSizes);
afterEach(clear);

const runs = Array.from({ length: 3000 }, (_, n) => ({ lid: `lid://r${n}`, name: `run_${n}`, start: '2026-11-20T10:00:00Z' }) as Output<'runs.list'>['runs'][number]);

function Runs({ onChange }: { onChange: (lid: string | null) => void }) {
  return <LongSelect aria-label="Run" choices={useRunChoices('w', ['lid://r0'])} onChange={onChange} />;
}

const options = () => [...document.querySelectorAll('[role=option]')];

it('draws a hundred, and says so', async () => {
  fakeBridge({ 'runs.list': () => ({ runs }) });
  const chosen: (string | null)[] = [];
  const place = await draw(<Runs onChange={(lid) => chosen.push(lid)} />);
  await settle();
  const field = place.querySelector<HTMLInputElement>('input[aria-label=Run]');
  expect(field?.getAttribute('aria-description')).toContain('2,999 to choose from');
  await act(async () => field?.focus());
  await click(field);
  expect(options()).toHaveLength(101);
  expect(options().at(-1)?.textContent).toBe('100 of 2,999: type more of a name, date or LID');
  expect(options().at(-1)?.hasAttribute('data-combobox-disabled')).toBe(true);
  expect(options().some((one) => one.textContent?.startsWith('run_0 '))).toBe(false);
  await typeInto(field, '2026-11-20 r2998');
  expect(options().map((one) => one.textContent)).toEqual(['run_2998 · 2026-11-20 10:00:00 UTC']);
  await click(options()[0]);
  expect(chosen).toEqual(['lid://r2998']);
});

it('takes every word that was typed, in any order and case', () => {
  const choices = [
    { value: 'lid://a', label: 'Sleepy Euler · 2026-11-20' },
    { value: 'lid://b', label: 'sleepy gauss · 2026-11-21' },
  ];
  expect(fitting(choices, 'SLEEPY')).toEqual(choices);
  expect(fitting(choices, '11-21 sleepy').map(({ value }) => value)).toEqual(['lid://b']);
  expect(fitting(choices, 'lid://a').map(({ value }) => value)).toEqual(['lid://a']);
  expect(fitting(choices, 'nobody')).toEqual([]);
});
