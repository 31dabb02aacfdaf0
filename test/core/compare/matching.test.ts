/** Properties of matching, of finding where runs part, and of the rules to ignore: whatever tasks there are. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareTasks } from '../../../core/graph/compare/divergence';
import { globMatches } from '../../../core/graph/compare/ignore';
import { matchTasks } from '../../../core/graph/compare/match';
import type { InputFile, TaskFacts, TaskInput } from '../../../core/graph/compare/task-facts';

/** A task reads some of the tasks before it, an outside file and a value; names repeat and are numbered. */
const run = (base: number) =>
  fc
    .array(
      fc.record({
        name: fc.constantFrom('A', 'B (x)', 'C (1)', 'C (2)', 'D'),
        reads: fc.array(fc.nat(), { maxLength: 3 }),
        outside: fc.option(fc.constantFrom('1', '2'), { nil: null }),
        value: fc.constantFrom('1', '2'),
        container: fc.constantFrom('x', 'y'),
      }),
      { maxLength: 12 },
    )
    .map((tasks) => tasks.map((task, i): TaskFacts => toFacts(task, i, base)));

function toFacts(
  { name, reads, outside, value, container }: { name: string; reads: number[]; outside: string | null; value: string; container: string },
  i: number,
  base: number,
): TaskFacts {
  const upstream = i === 0 ? [] : reads.map((at) => base + (at % i));
  const files: InputFile[] = upstream.map((task) => ({ kind: 'of-task', lid: `lid://${task}/o`, task, name: 'o' }));
  if (outside !== null) files.push({ kind: 'outside', path: '/in/x', checksum: outside });
  const inputs: TaskInput[] = [
    { name: 'in', shape: '{"file":true}', files, shown: '' },
    { name: 'v', shape: value, files: [], shown: value },
  ];
  const [process = name, tag] = name.split(' ');
  return {
    node: base + i,
    lid: `lid://${base + i}`,
    name,
    process,
    tag: tag?.slice(1, -1) ?? null,
    spec: { container },
    masked: { container },
    inputs,
    upstream: new Set(upstream),
    projectDir: null,
  };
}

const compare = (left: TaskFacts[], right: TaskFacts[]) => compareTasks(matchTasks(left, right), new Map());
const sum = (left: TaskFacts[], right: TaskFacts[]) => {
  const counts = new Map<string, number>();
  for (const { status, first } of compare(left, right)) counts.set(`${status} ${first}`, (counts.get(`${status} ${first}`) ?? 0) + 1);
  return counts;
};

describe('tasks', () => {
  test('a run beside itself never differs', () => {
    fc.assert(fc.property(run(0), (tasks) => compare(tasks, tasks).every(({ status, first, differs }) => status === 'same-record' && !first && differs.length === 0)));
  });

  test('a run beside the same run recorded anew, its tasks in another order, never differs', () => {
    fc.assert(
      fc.property(run(0), fc.func(fc.nat()), (tasks, shuffle) => {
        const anew = tasks.map((task) => ({
          ...task,
          node: task.node + 1000,
          lid: `lid://${task.node + 1000}`,
          upstream: new Set([...task.upstream].map((node) => node + 1000)),
          inputs: task.inputs.map((input) => ({
            ...input,
            files: input.files.map((file) => (file.kind === 'of-task' ? { ...file, task: file.task + 1000, lid: `lid://${file.task + 1000}/o` } : file)),
          })),
        }));
        const shuffled = [...anew].sort((a, b) => shuffle(a.node) - shuffle(b.node));
        return compare(tasks, shuffled).every(({ status }) => status === 'alike');
      }),
      { numRuns: 500 },
    );
  });

  test('right beside left counts as left beside right', () => {
    fc.assert(
      fc.property(run(0), run(1000), (left, right) => {
        const mirrored = new Map([...sum(right, left)].map(([id, count]) => [id.replace(/^only-(left|right)/, (_, side) => `only-${side === 'left' ? 'right' : 'left'}`), count]));
        expect(mirrored).toEqual(sum(left, right));
      }),
      { numRuns: 500 },
    );
  });

  test('every task of both runs is told once', () => {
    fc.assert(
      fc.property(run(0), run(1000), (left, right) => {
        const rows = compare(left, right);
        const told = (side: 'left' | 'right') => rows.flatMap((row) => row[side]?.lid ?? []).sort();
        expect(told('left')).toEqual(left.map(({ lid }) => lid).sort());
        expect(told('right')).toEqual(right.map(({ lid }) => lid).sort());
      }),
    );
  });
});

describe('rules to ignore', () => {
  test.each([
    ['index.csv', 'a/b/index.csv', true],
    ['index.csv', 'a/index.csv.gz', false],
    ['*.csv', 'a/b/index.csv', true],
    ['a/*.csv', 'a/b/index.csv', false],
    ['a/**', 'a/b/index.csv', true],
    ['a/**/*.csv', 'a/index.csv', true],
    ['**/index.csv', 'index.csv', true],
    ['**/x/*', 'a/b/x/y', true],
    ['?.txt', 'a/ä.txt', true],
    ['*', 'a/b', true],
    ['/b', 'a/b', false],
    ['[ab].txt', 'a.txt', false],
    ['', 'a', false],
  ])('%s on %s: %s', (pattern, name, expected) => expect(globMatches(pattern, name)).toBe(expected));

  test('a hostile pattern on a long name is quick', () => {
    const began = performance.now();
    expect(globMatches(`a/${'*a**'.repeat(120)}b`, `a/${'a'.repeat(4000)}`)).toBe(false);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
