/** Layouts that are left: gone on with for who comes back, given up for another graph, and for nobody after a while. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLayouts } from '../../../renderer/workers/layouts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function worker() {
  const begun: string[] = [];
  const finish = new Map<string, () => void>();
  const ended: string[][] = [];
  const layOut = createLayouts<string, string>(
    (graph) => {
      begun.push(graph);
      return new Promise((resolve) => finish.set(graph, () => resolve(`${graph}, laid out`)));
    },
    () => {
      ended.push([...finish.keys()]);
      finish.clear();
    },
  );
  return { begun, finish, ended, layOut };
}
const never = new AbortController().signal;

it('one that was left goes on, and who comes back gets it without a second beginning', async () => {
  const { begun, finish, ended, layOut } = worker();
  const [boxes, leaving] = [{}, new AbortController()];
  const first = layOut('a', leaving.signal, boxes);
  leaving.abort(new Error('left'));
  await expect(first).rejects.toThrow('left');
  const again = layOut('a', never, boxes);
  finish.get('a')?.();
  expect(await again).toBe('a, laid out');
  vi.advanceTimersByTime(60_000);
  expect([begun, ended]).toEqual([['a'], []]);
});

it('another graph does not wait behind one that was left, but behind one that somebody waits for', async () => {
  const { begun, finish, ended, layOut } = worker();
  const leaving = new AbortController();
  const left = layOut('a', leaving.signal, {});
  leaving.abort(new Error('left'));
  await expect(left).rejects.toThrow('left');
  const other = layOut('b', never, {});
  expect(ended).toEqual([['a']]);
  const third = layOut('c', never, {});
  expect([begun, ended]).toEqual([['a', 'b', 'c'], [['a']]]);
  for (const one of ['b', 'c']) finish.get(one)?.();
  expect([await other, await third]).toEqual(['b, laid out', 'c, laid out']);
});

it('what nobody waits for is ended after a while, and begun anew for who comes then', async () => {
  const { begun, ended, layOut } = worker();
  const [boxes, leaving] = [{}, new AbortController()];
  const left = layOut('a', leaving.signal, boxes);
  leaving.abort(new Error('left'));
  await expect(left).rejects.toThrow('left');
  vi.advanceTimersByTime(60_000);
  expect(ended).toEqual([['a']]);
  void layOut('a', never, boxes);
  expect(begun).toEqual(['a', 'a']);
});

it('one that fails is begun anew', async () => {
  let tries = 0;
  const layOut = createLayouts<string, string>(
    () => (tries++ === 0 ? Promise.reject(new Error('no room')) : Promise.resolve('laid out')),
    () => {},
  );
  const boxes = {};
  await expect(layOut('a', never, boxes)).rejects.toThrow('no room');
  expect(await layOut('a', never, boxes)).toBe('laid out');
});
