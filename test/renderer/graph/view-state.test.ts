import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterClasses } from '../../../core/graph/things';
import { flowOf, flows, groupings, hiddenAtFirst, mostLevels, stateOfSegment, stateSegment, switched, type ViewState, withFlow } from '../../../renderer/views/graph/view-state';

const classes = fc.subarray([...filterClasses]).map((list): ReadonlySet<(typeof filterClasses)[number]> => new Set(list));
const anyState: fc.Arbitrary<ViewState> = fc.record({
  focus: fc.option(fc.string({ unit: 'binary', minLength: 1 })),
  depth: fc.oneof(fc.constant(null), fc.constant('all' as const), fc.integer({ min: 1, max: mostLevels })),
  hidden: classes,
  grouping: fc.constantFrom(...groupings),
  frames: fc.boolean(),
});

describe('the address of a graph', () => {
  it('gives back any state, as one segment that no router decodes', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const segment = stateSegment(state);
        expect(segment).toMatch(/^[A-Za-z0-9._~=;-]*$/);
        expect(stateOfSegment(segment)).toEqual(state);
      }),
    );
  });

  it('is empty as at first, and reads what it cannot understand as at first', () => {
    const first = stateOfSegment('');
    expect(first).toEqual({ focus: null, depth: null, hidden: hiddenAtFirst, grouping: 'wide', frames: false });
    expect(stateSegment(first)).toBe('');
    for (const odd of ['nonsense', 'depth=0;group=x', 'depth=9999', 'depth=1.5;frames=no', ';;;=']) expect(stateOfSegment(odd)).toEqual(first);
  });
});

describe('switches', () => {
  it('show parameters and code with their runs, and no parameters without', () => {
    for (const one of ['parameter', 'code'] as const) expect(switched(hiddenAtFirst, one, true).has('run')).toBe(false);
    expect([...switched(switched(hiddenAtFirst, 'parameter', true), 'run', false)].sort()).toEqual([...hiddenAtFirst].sort());
  });
  it('of the flow say what they set, and leave the rest alone', () => {
    fc.assert(
      fc.property(classes, fc.constantFrom(...flows), (hidden, flow) => {
        const next = withFlow(hidden, flow);
        expect(flowOf(next)).toBe(flow);
        for (const one of ['run', 'code', 'container', 'parameter', 'outputs'] as const) expect(next.has(one)).toBe(hidden.has(one));
      }),
    );
  });
});
