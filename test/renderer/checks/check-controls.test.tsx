/** The buttons of a check: one that was interrupted can be gone on with, and what was not read again is said. */
import { afterEach, expect, test } from 'vitest';
import type { Output } from '../../../core/contract';
import { CheckControls } from '../../../renderer/views/checks/check-controls';
import type { Scope } from '../../../renderer/views/checks/use-scope';
import { checksWords } from '../../../renderer/words/checks';
import { clear, click, draw, settle } from '../draw';
import { fakeBridge } from '../fake-bridge';

afterEach(clear);

const summary = { total: 23, checked: 23, byVerdict: {}, labelConflicts: 0, changedSinceBaseline: 0, stale: 0 };
const result: Output<'verify.run'> = { summary, files: [], resumed: 12, stopped: false, at: '2026-11-21T10:00:00.000Z', by: 'ada' };
const controls = (
  <CheckControls workspace="w" run="lid://r" scope={{ work: false, inputs: false, content: false }} onScope={() => undefined} onS3={null} total={23} recorded={23} />
);
const button = (place: Element, text: string) => [...place.querySelectorAll('button')].find((one) => one.textContent?.startsWith(text));

test('an interrupted check is offered to go on with, and says what it took over', async () => {
  let left: Output<'verify.unfinished'>['unfinished'] = { began: '2026-11-21T09:00:00.000Z', by: 'ada\u202e', done: 12, total: 23 };
  const bridge = fakeBridge({
    'verify.unfinished': () => ({ unfinished: left }),
    'verify.run': () => {
      left = null;
      return result;
    },
  });
  const place = await draw(controls);
  const onward = button(place, 'Go on where it stopped');
  expect(onward?.textContent).toBe('Go on where it stopped (12 of 23 checked)');
  expect(onward?.title).toContain('begun 2026-11-21 09:00:00 UTC by ada');
  expect(onward?.title).not.toContain('\u202e');
  await click(onward);
  await settle();
  expect(bridge.calls.filter(({ name }) => name === 'verify.run')).toEqual([
    { name: 'verify.run', input: { workspace: 'w', run: 'lid://r', work: false, inputs: false, content: false, resume: true } },
  ]);
  expect(place.textContent).toContain('12 files taken over from the check that was interrupted');
  expect(button(place, 'Go on where it stopped')).toBeUndefined();
});

test('where none was interrupted, none is offered', async () => {
  fakeBridge({ 'verify.unfinished': () => ({ unfinished: null }) });
  const place = await draw(controls);
  expect(button(place, 'Check 23 files')).toBeDefined();
  expect(button(place, 'Go on where it stopped')).toBeUndefined();
});

test('files on S3 are read only when asked: the box says how much that is, and is not there where nothing is on S3', async () => {
  const bridge = fakeBridge({ 'verify.unfinished': () => ({ unfinished: null }), 'verify.run': () => result });
  let scope: Scope = { work: false, inputs: false, content: false };
  const shown = () => (
    <CheckControls workspace="s3" run={undefined} scope={scope} onScope={(next) => (scope = next)} total={23} recorded={23} onS3={{ files: 23, bytes: 1_200_000, unknown: 0 }} />
  );
  const place = await draw(shown());
  const box = () => [...place.querySelectorAll('label')].find((label) => label.textContent === checksWords.content({ files: 23, bytes: 1_200_000, unknown: 0 }));
  await click(button(place, 'Check 23 files'));
  await settle();
  await click(box());
  expect(scope.content).toBe(true);
  await clear();
  const again = await draw(shown());
  await click(button(again, 'Check 23 files'));
  await settle();
  expect(bridge.calls.filter(({ name }) => name === 'verify.run').map(({ input }) => (input as { content: boolean }).content)).toEqual([false, true]);
  await clear();
  expect((await draw(controls)).textContent).not.toContain('S3');
});
