/** The written rule of ranking, and of choosing the run to compare with, as properties: whatever differs, causes stand before consequences. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ComparedTask, Difference } from '../../../core/contract/compare';
import { distancesFrom } from '../../../core/graph/cause/distance';
import { chooseGood, isSamePipeline } from '../../../core/graph/cause/earlier-runs';
import { type PlacedTask, rankCauses, rankKeys, type Unranked } from '../../../core/graph/cause/rank';
import { causeEffects, causeKinds, causeRoles, goodGrounds, notTakenReasons } from '../../../core/graph/cause/vocabulary';
import { compareTasks } from '../../../core/graph/compare/divergence';
import { matchTasks } from '../../../core/graph/compare/match';
import type { TaskFacts } from '../../../core/graph/compare/task-facts';
import { differenceKinds, differenceStandings } from '../../../core/graph/compare/vocabulary';
import { differenceOf } from '../../../core/graph/compare/words';

const aDifference = fc
  .record({
    what: fc.constantFrom(...differenceKinds),
    name: fc.constantFrom('a', 'b', null),
    left: fc.constantFrom('1', '2', null),
    right: fc.constantFrom('1', '3', null),
    derived: fc.boolean(),
  })
  .map(({ what, ...given }): Difference => differenceOf(what, given));
const placedTask = fc
  .record({
    process: fc.constantFrom('A', 'B', 'C'),
    tag: fc.constantFrom('x', 'y'),
    first: fc.boolean(),
    differs: fc.array(aDifference, { maxLength: 4 }),
    outputs: fc.record({ identical: fc.nat(2), different: fc.nat(2), unknown: fc.nat(2) }),
    distance: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
  })
  .map(
    ({ process, tag, distance, first, ...rest }): PlacedTask => ({
      task: {
        name: `${process} (${tag})`,
        left: { lid: `lid://l${process}${tag}`, title: '' },
        right: { lid: `lid://r${process}${tag}`, title: '' },
        status: 'differs',
        first,
        differCount: rest.differs.length,
        ...rest,
      },
      distance,
    }),
  );
const ofRun = fc.record({ kind: fc.constantFrom(...causeKinds), name: fc.constantFrom('a', 'b', 'p') }).map(
  ({ kind, name }): Unranked => ({
    kind,
    role: 'run',
    effect: 'unknown',
    standing: 'shown',
    distance: null,
    name,
    left: '1',
    right: '2',
    words: name,
    diff: null,
    tasks: [],
    taskCount: 0,
    parameter: false,
  }),
);

const smaller = (a: number[], b: number[]) => a.findIndex((key, at) => key !== b[at]);

describe('ranking', () => {
  test('is in the order of the written keys, counts from 1, and does not hang on the order given', () => {
    fc.assert(
      fc.property(fc.array(placedTask, { maxLength: 8 }), fc.array(ofRun, { maxLength: 4 }), fc.func(fc.nat()), (placed, runs, shuffle) => {
        const ranked = rankCauses(structuredClone(placed), structuredClone(runs));
        expect(ranked.map(({ rank }) => rank)).toEqual(ranked.map((_, at) => at + 1));
        for (let at = 1; at < ranked.length; at++) {
          const [before, after] = [rankKeys(ranked[at - 1] as Unranked), rankKeys(ranked[at] as Unranked)];
          const key = smaller(before, after);
          expect(key < 0 || (before[key] ?? 0) < (after[key] ?? 0)).toBe(true);
        }
        const other = rankCauses(
          [...structuredClone(placed)].sort((a, b) => shuffle(JSON.stringify(a)) - shuffle(JSON.stringify(b))),
          structuredClone(runs),
        );
        expect(other.map(rankKeys)).toEqual(ranked.map(rankKeys));
      }),
    );
  });

  test('what follows from another difference never stands before one that does not, unless the files of that one are the same', () => {
    fc.assert(
      fc.property(fc.array(placedTask, { maxLength: 8 }), (placed) => {
        const ranked = rankCauses(placed, []).filter(({ effect }) => effect !== 'same-content');
        const firstDerived = ranked.findIndex(({ role }) => role === 'follows');
        return firstDerived < 0 || ranked.slice(firstDerived).every(({ role }) => role === 'follows');
      }),
    );
  });

  test('every difference of every task is in exactly one entry', () => {
    fc.assert(
      fc.property(fc.array(placedTask, { maxLength: 8 }), (placed) => {
        const count = placed.reduce((sum, { task }) => sum + task.differs.length, 0);
        return rankCauses(placed, []).reduce((sum, { taskCount }) => sum + taskCount, 0) === count;
      }),
    );
  });

  test('key by key', () => {
    const base = { effect: 'unknown', role: 'first', standing: 'shown', distance: 2, kind: 'code' } as const;
    const worse = [
      { ...base, kind: 'container' as const },
      { ...base, distance: 3 },
      { ...base, distance: null },
      { ...base, standing: 'perhaps' as const },
      { ...base, role: 'later' as const, effect: 'other-content' as const },
      { ...base, effect: 'same-content' as const },
    ];
    for (const one of worse) {
      const [a, b] = [rankKeys(base), rankKeys(one)];
      const at = smaller(a, b);
      expect(at >= 0 && (a[at] ?? 0) < (b[at] ?? 0)).toBe(true);
    }
    expect(causeRoles[0]).toBe('first');
    expect(causeEffects[0]).toBe('other-content');
    expect(differenceStandings).toEqual(['shown', 'perhaps', 'unknown']);
  });

  test('a parameter that stands at a task is told there once, with the note that the run records it too', () => {
    const task: ComparedTask = {
      name: 'F (x)',
      left: { lid: 'lid://1', title: '' },
      right: { lid: 'lid://2', title: '' },
      status: 'differs',
      first: true,
      differs: [differenceOf('value', { name: 'p', left: '20', right: '60' })],
      differCount: 1,
      outputs: { identical: 0, different: 0, unknown: 0 },
    };
    const run: Unranked = {
      kind: 'parameter',
      role: 'run',
      effect: 'unknown',
      standing: 'shown',
      distance: null,
      name: 'p',
      left: '20',
      right: '60',
      words: 'p',
      diff: null,
      tasks: [],
      taskCount: 0,
      parameter: false,
    };
    expect(rankCauses([{ task, distance: 1 }], [run])).toMatchObject([{ rank: 1, kind: 'parameter', name: 'p', parameter: true }]);
  });
});

describe('the run to compare with', () => {
  const row = fc.record({ ground: fc.constantFrom(...goodGrounds), notTaken: fc.constantFrom(null, ...notTakenReasons) });
  test('is never one that a reason speaks against; signed off before read before nothing; the newest of these', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
        const chosen = chooseGood(rows);
        const possible = rows.filter(({ notTaken }) => notTaken === null);
        if (chosen === undefined) return possible.length === 0;
        const better = (ground: string) => possible.some((one) => one.ground === ground);
        const isBest = chosen.ground === 'signed-off' || (!better('signed-off') && (chosen.ground === 'as-recorded' || !better('as-recorded')));
        return (
          chosen.notTaken === null &&
          isBest &&
          (better('signed-off') || better('as-recorded') ? possible.find(({ ground }) => ground === chosen.ground) === chosen : possible[0] === chosen)
        );
      }),
    );
  });

  test('same pipeline: by repository however it is written, else by name; two that record neither are not shown to be one', () => {
    const run = (repository: string | null, pipeline: string | null) => ({ record: { repository, pipeline } }) as never;
    expect(isSamePipeline(run('https://git.example.org/a/b.git', 'x'), run('git@git.example.org:a/b', 'y'))).toBe(true);
    expect(isSamePipeline(run('https://git.example.org/a/b', 'x'), run('https://git.example.org/a/c', 'x'))).toBe(false);
    expect(isSamePipeline(run(null, 'x'), run('https://git.example.org/a/b', 'x'))).toBe(true);
    expect(isSamePipeline(run(null, null), run(null, null))).toBe(false);
  });
});

const task = (node: number, name: string, upstream: number[], value = '1'): TaskFacts => ({
  node,
  lid: `lid://${node}`,
  name,
  process: name,
  tag: null,
  spec: { v: value },
  masked: {},
  inputs: [
    { name: 'v', shape: value, shown: value, files: [] },
    { name: 'in', shape: '{"file":true}', shown: '', files: upstream.map((at) => ({ kind: 'of-task' as const, lid: `lid://${at}/o`, task: at, name: 'o' })) },
  ],
  upstream: new Set(upstream),
  projectDir: null,
});

test('a task that differs and wrote the same content does not hide one behind it that differs too', () => {
  const matching = matchTasks([task(1, 'A', [], '1'), task(2, 'B', [1], '1')], [task(11, 'A', [], '2'), task(12, 'B', [11], '2')]);
  const at = matching.pairs.findIndex(({ left }) => left?.name === 'A');
  const same = new Map([[at, { identical: 2, different: [], unknown: 0 }]]);
  const firsts = (written: Parameters<typeof compareTasks>[1], passEqual: boolean) =>
    compareTasks(matching, written, { passEqual }).flatMap(({ name, first }) => (first ? [name] : []));
  expect(firsts(same, true)).toEqual(['A', 'B']);
  expect(firsts(same, false)).toEqual(['A']);
  expect(firsts(new Map([[at, { identical: 2, different: [], unknown: 1 }]]), true)).toEqual(['A']);
});

test('distances are the fewest tasks, and end in rings too', () => {
  const facts = new Map([task(1, 'A', [2, 3]), task(2, 'B', [3]), task(3, 'C', [1])].map((one) => [one.node, one]));
  expect(distancesFrom(1, facts)).toEqual(
    new Map([
      [1, 1],
      [2, 2],
      [3, 2],
    ]),
  );
  expect(distancesFrom(null, facts).size).toBe(0);
});
