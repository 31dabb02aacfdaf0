import { expect, it } from 'vitest';
import { checkRoom } from '../../../core/engine/report/room';

const refused = (left: number, of: { tasks: number; outputs: number }) => {
  try {
    checkRoom({ memoryLeft: () => left }, of);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
};

it('a report that the machine has no memory for is refused in words, before it begins', () => {
  expect(refused(1e9, { tasks: 13_333, outputs: 10_000 })).toBeNull();
  expect(refused(0.4e9, { tasks: 13_333, outputs: 10_000 })).toMatch(
    /10,000 published files and 13,333 tasks: its report would take about 0\.5 GB of memory, and 0\.4 GB can be had here/,
  );
  expect(refused(4e9, { tasks: 66_668, outputs: 50_000 })).toBeNull();
  expect(refused(1e12, { tasks: 400_000, outputs: 200_000 })).toMatch(/more than one report can hold \(500,000\)/);
});
