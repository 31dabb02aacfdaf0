/** An earlier time in the window: the same page at another time, the banner, what is held back until it is known, and the stretches of the time line. */
import { afterEach, describe, expect, it } from 'vitest';
import type { AsOf } from '../../../core/contract/time';
import { refuseInThePast } from '../../../core/time/refused';
import { ActButton, refusalIn } from '../../../renderer/parts/act-button';
import { WorkspaceProvider } from '../../../renderer/parts/workspace-context';
import { paths } from '../../../renderer/routes';
import { AsOfGate } from '../../../renderer/views/time/as-of-gate';
import { AsOfLine } from '../../../renderer/views/time/as-of-line';
import { instantOfField, samePageAt } from '../../../renderer/views/time/other-time';
import { moved, zoomed } from '../../../renderer/views/timeline/span';
import { clear, click, draw, settle } from '../draw';
import { fakeBridge } from '../fake-bridge';

afterEach(clear);

const at = '2026-03-01T08:00:00.000Z';
const sync = { sync: 1, startedAt: at, finishedAt: at };
const asOf: AsOf = {
  at,
  workspace: 'trial',
  known: 5,
  knownNow: 9,
  syncBefore: sync,
  syncAfter: null,
  syncUnderWay: null,
  firstSync: sync,
  clockWentBack: 0,
  sentence: 'As of then <b>.',
};

describe('the same page at another time', () => {
  it.each([
    [paths.runs('trial'), at, paths.runs(`trial@${at}`)],
    [paths.record(`trial@${at}`, 'lid://ab/c d', 'raw'), null, paths.record('trial', 'lid://ab/c d', 'raw')],
    [paths.timeline(`trial@${at}`), '2026-04-01T00:00:00.000Z', paths.timeline('trial@2026-04-01T00:00:00.000Z')],
    ['/', at, '/'],
  ])('%s', (location, to, address) => expect(samePageAt(location, to)).toBe(address));
  it('a field for a date and a time is read as UTC', () => {
    expect(instantOfField('2026-03-01T08:00')).toBe(at);
    expect(instantOfField('2026-03-01T08:00:00')).toBe(at);
    expect(instantOfField('')).toBeNull();
    expect(instantOfField('2026-03-01')).toBeNull();
  });
});

it('a page waits until what was known is found out; then it is shown under a banner that leads back to the same page', async () => {
  window.location.hash = `#${paths.runs(`trial@${at}`)}`;
  let answer: (view: { asOf: AsOf }) => void = () => undefined;
  const bridge = fakeBridge({
    'time.open': () => new Promise<{ asOf: AsOf }>((resolve) => (answer = resolve)),
    'time.points': () => ({ syncs: [], syncCount: 0, checkpoints: [], checkpointCount: 0, clockWentBack: 0, widestStepBack: 0 }),
  });
  const name = `trial@${at}`;
  const place = await draw(
    <>
      <AsOfLine workspace={name} />
      <AsOfGate workspace={name}>
        <p id="page">the page</p>
      </AsOfGate>
    </>,
  );
  expect(place.querySelector('#page')).toBeNull();
  expect(place.querySelector('[role=progressbar]')).not.toBeNull();
  expect(bridge.calls.filter((one) => one.name === 'time.open')).toHaveLength(1);
  answer({ asOf });
  await settle();
  expect(place.querySelector('#page')).not.toBeNull();
  const banner = place.querySelector('.as-of-line');
  expect(banner?.textContent).toContain('As of then <b>.');
  expect(banner?.querySelector('a')?.getAttribute('href')).toBe(`#${paths.runs('trial')}`);
});

it('where nothing was known it says so instead of an empty page, and leads to the first sync', async () => {
  const name = 'trial@2020-01-01T00:00:00.000Z';
  fakeBridge({
    'time.open': () => ({ asOf: { ...asOf, at: '2020-01-01T00:00:00.000Z', known: 0, syncBefore: null, sentence: 'Nothing was known, for …' } }),
    'time.points': () => ({ syncs: [{ ...sync, complete: true, at }], syncCount: 1, checkpoints: [], checkpointCount: 0, clockWentBack: 0, widestStepBack: 0 }),
  });
  const place = await draw(
    <AsOfGate workspace={name}>
      <p id="page">the page</p>
    </AsOfGate>,
  );
  expect(place.querySelector('#page')).toBeNull();
  expect(place.textContent).toContain('Nothing was known, for …');
  expect([...place.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toContain(`#${paths.workspace(`trial@${at}`)}`);
});

it('a time that cannot be shown is told in words, and can be tried again', async () => {
  const name = 'trial@2999-01-01T00:00:00.000Z';
  let asked = 0;
  fakeBridge({
    'time.open': () => {
      asked++;
      throw new Error('It is later than now.');
    },
  });
  const place = await draw(
    <AsOfGate workspace={name}>
      <p>the page</p>
    </AsOfGate>,
  );
  expect(place.textContent).toContain('It is later than now.');
  await click(place.querySelector('button'));
  expect(asked).toBe(2);
});

describe('a stretch of time', () => {
  const all = { from: '2026-01-01T00:00:00.000Z', to: '2026-01-11T00:00:00.000Z' };
  const length = ({ from, to }: typeof all) => Date.parse(to) - Date.parse(from);
  it('keeps its length when it is moved, and never loses what there is from sight', () => {
    let span = zoomed(all, all, 0.2);
    const was = length(span);
    for (let step = 0; step < 100; step++) span = moved(span, all, -0.5);
    expect(Math.abs(length(span) - was)).toBeLessThan(3);
    expect(span.to > all.from).toBe(true);
    for (let step = 0; step < 200; step++) span = moved(span, all, 0.5);
    expect(span.from < all.to).toBe(true);
  });
  it('is zoomed around its middle, not below ten minutes, and not far beyond what there is', () => {
    let span = all;
    for (let step = 0; step < 30; step++) span = zoomed(span, all, 0.5);
    expect(length(span)).toBeGreaterThanOrEqual(600_000);
    expect(length(span)).toBeLessThan(601_000);
    for (let step = 0; step < 30; step++) span = zoomed(span, all, 2);
    expect(length(span)).toBeLessThanOrEqual(length(all) * 1.5 + 3);
    expect(span.from < all.to && span.to > all.from).toBe(true);
  });
});

describe('acts in an earlier time', () => {
  it('a button of an act that would be refused is shown as disabled with the reason, keeps the focus and does nothing', async () => {
    let done = 0;
    const part = (
      <ActButton act="verify.run" onClick={() => done++}>
        Check
      </ActButton>
    );
    const past = await draw(<WorkspaceProvider workspace={`trial@${at}`}>{part}</WorkspaceProvider>);
    const button = past.querySelector('button');
    expect(button?.getAttribute('aria-disabled')).toBe('true');
    expect(button?.title).toContain('Go back to now');
    expect(button?.disabled).toBe(false);
    await click(button);
    expect(done).toBe(0);
    const now = await draw(<WorkspaceProvider workspace="trial">{part}</WorkspaceProvider>);
    await click(now.querySelector('button'));
    expect(done).toBe(1);
  });

  it.each([
    ['verify.run', {}, true],
    ['tags.set', {}, true],
    ['compare.runs', { verify: true }, true],
    ['compare.runs', {}, false],
    ['custody.get', {}, false],
    ['custody.save', {}, false],
    ['custody.check', {}, true],
  ] as const)('%s %o: refused in the past: %s', (act, given, refused) => {
    expect(refusalIn(`trial@${at}`, act, given) !== null).toBe(refused);
    expect(refusalIn('trial', act, given)).toBeNull();
    const engine = () => refuseInThePast(act, given, at);
    if (refused) expect(engine).toThrow('Go back to now');
    else expect(engine).not.toThrow();
  });

  it('a sync that ended since is said in the banner, and the line is read again when asked', async () => {
    const name = `trial@${at}`;
    const later = { ...sync, sync: 2, complete: true, at: '2026-03-02T08:00:00.000Z' };
    const bridge = fakeBridge({
      'time.open': () => ({ asOf: { ...asOf, at } }),
      'time.points': () => ({ syncs: [later, { ...sync, complete: true, at }], syncCount: 2, checkpoints: [], checkpointCount: 0, clockWentBack: 0, widestStepBack: 0 }),
    });
    const place = await draw(<AsOfLine workspace={name} />);
    await settle();
    const again = [...place.querySelectorAll('button')].find((button) => button.textContent === 'Sync 2 has ended since: read this line again');
    const before = bridge.calls.filter((one) => one.name === 'time.open').length;
    await click(again);
    expect(bridge.calls.filter((one) => one.name === 'time.open')).toHaveLength(before + 1);
  });
});
