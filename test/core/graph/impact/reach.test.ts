/** What was reached and what is unknown, on any graph, against the rule as the decision writes it down: sets and sentences, no queue, no typed arrays. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ImpactRows, impactFacts, roles } from '../../../../core/graph/impact/facts';
import { reach } from '../../../../core/graph/impact/reach';
import { doubtReasons } from '../../../../core/graph/impact/reasons';
import { kindNumbers, relationNumbers } from '../../../../core/index/schema';
import { atOnce } from '../../../../core/pause';
import { graphOfLists } from '../graph-of';
import { rowsOf } from './rows-of';

type Kind = keyof typeof kindNumbers;
type Relation = keyof typeof relationNumbers;
interface World {
  kinds: Kind[];
  /** Ends are places in `kinds`. */
  links: { from: number; to: number; relation: Relation }[];
  /** Checksums 0 (none) to 2 of files, by place. */
  checksums: number[];
  nullRun: boolean[];
  published: boolean[];
  /** Checksums of what outside files were read with, by link. */
  uses: number[];
  starts: [number, number][];
  doubts: number[];
}

const kindList: Kind[] = [
  'FileOutput',
  'FileOutput',
  'FileOutput',
  'TaskRun',
  'TaskRun',
  'WorkflowRun',
  'External',
  'Missing',
  'WorkflowOutput',
  'TaskOutput',
  'Unknown',
  'AgentRun',
];
/** Which links records of a kind can have, as core/record/kinds makes them, and some that only a hostile record has. */
const possible = (from: Kind, to: Kind): Relation[] => {
  const links: Relation[] = [];
  const isTask = to === 'TaskRun' || to === 'AgentRun';
  const isRun = from === 'WorkflowRun' || from === 'Missing';
  if (isTask && from !== 'WorkflowRun') links.push('read');
  if (to === 'FileOutput') links.push('produced', 'published', 'inside');
  if (to === 'Missing' || (to === 'External' && from === 'FileOutput')) links.push('inside');
  if (to === 'External' && from === 'FileOutput') links.push('same-path');
  if (isRun && (isTask || to === 'FileOutput' || to === 'TaskOutput')) links.push('executed');
  if (to === 'WorkflowRun' && from !== 'WorkflowRun') links.push('parameter');
  if (to === 'WorkflowOutput' && isRun) links.push('reported');
  if (to === 'TaskOutput' && (from === 'TaskRun' || from === 'Missing')) links.push('reported');
  if (to === 'WorkflowOutput' || to === 'TaskOutput') links.push('listed');
  // An outside file and a missing record name nothing themselves: what leads to them is inferred.
  return links.filter((one) => (to !== 'External' && to !== 'Missing') || one === 'inside' || one === 'same-path');
};

const worlds: fc.Arbitrary<World> = fc.array(fc.constantFrom(...kindList), { minLength: 2, maxLength: 14 }).chain((kinds) => {
  const place = fc.nat(kinds.length - 1);
  const per = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: kinds.length, maxLength: kinds.length });
  const link = fc.tuple(place, place, fc.nat(20)).map(([from, to, pick]) => {
    const all = possible(kinds[from] ?? 'Unknown', kinds[to] ?? 'Unknown');
    return from === to || all.length === 0 ? null : { from, to, relation: all[pick % all.length] ?? 'read' };
  });
  return fc.record({
    kinds: fc.constant(kinds),
    links: fc.array(link, { maxLength: 24 }).map((list) => list.filter((one) => one !== null)),
    checksums: per(fc.nat(2)),
    nullRun: per(fc.integer({ min: 0, max: 9 }).map((one) => one === 0)),
    published: per(fc.boolean()),
    uses: fc.array(fc.nat(2), { minLength: 24, maxLength: 24 }),
    starts: fc.array(fc.tuple(place, fc.nat(1)), { minLength: 1, maxLength: 2 }),
    doubts: fc.array(place, { maxLength: 1 }),
  });
});

/** Ids are places times 3 plus 1, so that nothing takes one for the other. */
const idOf = (place: number) => place * 3 + 1;

function factsOf(world: World) {
  const { kinds, links } = world;
  const graph = graphOfLists(
    kinds.map((kind, place) => [idOf(place), kindNumbers[kind]] as const),
    links.map(({ from, to, relation }) => [idOf(from), idOf(to), relationNumbers[relation]] as const),
  );
  const runOf = runsOf(world);
  const places = kinds.map((_, place) => place);
  const of = (...wanted: Kind[]) => places.filter((place) => wanted.includes(kinds[place] ?? 'Unknown'));
  const run = (place: number) => (runOf[place] === null || runOf[place] === undefined ? null : idOf(runOf[place] ?? 0));
  const rows: ImpactRows = {
    files: rowsOf(of('FileOutput').map((place) => [idOf(place), run(place), world.checksums[place] || null, world.published[place] ? 1 : 0, 1] as const)),
    tasks: rowsOf(of('TaskRun', 'AgentRun').map((place) => [idOf(place), run(place)] as const)),
    outputs: rowsOf(of('WorkflowOutput', 'TaskOutput').map((place) => [idOf(place), run(place), null] as const)),
    nullRun: places.filter((place) => world.nullRun[place]).map(idOf),
    history: [],
    uses: rowsOf(usesOf(world).map(({ outside, user, checksum }) => [idOf(outside), idOf(user), checksum || null] as const)),
    labels: rowsOf([]),
    paths: { outside: rowsOf([]), files: rowsOf([]), named: rowsOf([]) },
    changed: [],
  };
  return atOnce(impactFacts(graph, rows, { at: () => [], below: () => [] }));
}

/** The run that a record names: the one that its `executed` link comes from. */
function runsOf({ kinds, links }: World): (number | null)[] {
  return kinds.map((_, place) => links.find((one) => one.to === place && one.relation === 'executed')?.from ?? null);
}
function usesOf({ kinds, links, uses }: World) {
  return links.flatMap(({ from, to, relation }, i) =>
    kinds[from] === 'External' && (relation === 'read' || relation === 'parameter') ? [{ outside: from, user: to, checksum: relation === 'read' ? (uses[i] ?? 0) : 0 }] : [],
  );
}

/** The rule in sets. */
function byTheRule(world: World): { reached: Set<number>; unknown: Set<number> } {
  const { kinds, links } = world;
  const places = kinds.map((_, place) => place);
  const runOf = runsOf(world);
  const namesRun = (one: World['links'][number]) => one.relation === 'executed' || (one.relation === 'reported' && kinds[one.to] === 'WorkflowOutput');
  const isRun = (place: number) => kinds[place] === 'WorkflowRun' || (kinds[place] === 'Missing' && links.some((one) => one.from === place && namesRun(one)));
  const started = new Set(world.starts.map(([place]) => place));

  // Carried on: recorded links, into no run; what lies inside a folder only where both are LIDs.
  const carries = ({ from, to, relation }: World['links'][number]) =>
    !isRun(to) && relation !== 'same-path' && relation !== 'parameter' && (relation !== 'inside' || (kinds[from] !== 'External' && kinds[to] !== 'External'));
  const carried = closure(started, (known) => links.filter((one) => known.has(one.from) && carries(one)).map((one) => one.to));
  // A run: where what names it was reached, or what a parameter of it names.
  const reached = new Set(carried);
  for (const place of carried) {
    const run = runOf[place];
    if (run !== null && run !== undefined && isRun(run)) reached.add(run);
    for (const one of links) if (one.from === place && one.relation === 'parameter' && isRun(one.to)) reached.add(one.to);
  }

  // Doubt begins…
  const hasOrigin = (place: number) => links.some((one) => one.to === place && ['produced', 'published', 'inside'].includes(one.relation));
  const begin = new Set<number>(world.doubts);
  for (const one of links) {
    // … where an inferred link leaves what was reached, and in all that a run holds which names it in a parameter;
    if (carried.has(one.from) && !carries(one) && !reached.has(one.to)) begin.add(one.to);
    if (carried.has(one.from) && one.relation === 'parameter' && !started.has(one.to)) begin.add(one.to);
    if (carried.has(one.from) && one.relation === 'same-path' && !reached.has(one.to)) for (const use of usesOf(world)) if (use.outside === one.to) begin.add(use.user);
  }
  for (const place of places) {
    // … at a record that is not here, or was not read, or names no run, or no origin;
    if (kinds[place] === 'Missing' || kinds[place] === 'Unknown') begin.add(place);
    if (world.nullRun[place] && !isRun(place)) begin.add(place);
    if (kinds[place] === 'FileOutput' && !hasOrigin(place)) begin.add(place);
  }
  // … and at a task that read an outside file of which no checksum is recorded.
  for (const use of usesOf(world)) if (use.checksum === 0 && !isRun(use.user)) begin.add(use.user);

  // A run in doubt leaves all that it has in doubt; a run of which something is in doubt, or reached, leaves what it wrote itself in doubt.
  const passes = (place: number) => (isRun(place) ? !started.has(place) : !reached.has(place));
  const wrote = (run: number) => links.filter((one) => one.from === run && one.relation === 'produced').map((one) => one.to);
  const reportedBy = (place: number) => links.filter((one) => one.to === place && one.relation === 'reported' && isRun(one.from)).map((one) => one.from);
  const touchedBy = (place: number) =>
    [runOf[place], ...(kinds[place] === 'WorkflowOutput' || kinds[place] === 'TaskOutput' ? reportedBy(place) : [])].filter(
      (run): run is number => run !== null && run !== undefined && isRun(run),
    );
  const touchedAtFirst = [...reached].filter((place) => isRun(place) && !started.has(place));
  const doubt = closure(new Set([...begin, ...touchedAtFirst.flatMap(wrote)].filter(passes)), (known) =>
    [...known]
      .flatMap((place) => [...links.filter((one) => one.from === place).map((one) => one.to), ...(isRun(place) ? wrote(place) : touchedBy(place).flatMap(wrote))])
      .filter(passes),
  );
  const unknown = new Set([...doubt].filter((place) => !reached.has(place)));
  for (const place of doubt) if (!isRun(place)) for (const run of touchedBy(place)) if (!reached.has(run)) unknown.add(run);
  const hasOutputs = (run: number) => links.some((one) => one.from === run && one.relation === 'reported' && kinds[one.to] === 'WorkflowOutput');
  for (const place of places) if (isRun(place) && !reached.has(place) && !hasOutputs(place)) unknown.add(place);
  return { reached, unknown };
}

function closure(from: ReadonlySet<number>, next: (known: ReadonlySet<number>) => number[]): Set<number> {
  const known = new Set(from);
  for (let size = -1; size !== known.size; ) {
    size = known.size;
    for (const one of next(known)) known.add(one);
  }
  return known;
}

function answered(world: World) {
  const facts = factsOf(world);
  const found = reach(facts, { starts: world.starts, doubts: world.doubts.map((place) => [place, 'not-recorded-here', place] as const) });
  const places = world.kinds.map((_, place) => place);
  return {
    facts,
    found,
    reached: places.filter((place) => (found.distance[place] ?? -1) >= 0),
    unknown: places.filter((place) => (found.distance[place] ?? -1) < 0 && (found.reason[place] ?? 0) > 0),
  };
}

const sorted = (set: Iterable<number>) => [...set].sort((a, b) => a - b);
// Not of the rule: an #output record is in no list, and only leads to its run.
const told = (world: World, places: Iterable<number>) => sorted(places).filter((place) => world.kinds[place] !== 'WorkflowOutput' && world.kinds[place] !== 'TaskOutput');

describe('reach', () => {
  it('reaches and doubts what the rule says, on any graph', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const expected = byTheRule(world);
        const { reached, unknown } = answered(world);
        expect(told(world, reached)).toEqual(told(world, expected.reached));
        expect(told(world, unknown)).toEqual(told(world, expected.unknown));
      }),
      { numRuns: 1500 },
    );
  });

  it('never calls unaffected what any walk over any links, inferred ones too, leads to from a start without a run between', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { facts, found } = answered(world);
        const walked = closure(new Set(world.starts.map(([place]) => place)), (known) => world.links.filter((one) => known.has(one.from)).map((one) => one.to));
        for (const place of walked)
          if (facts.role[place] !== roles.none) expect((found.distance[place] ?? -1) >= 0 || (found.reason[place] ?? 0) > 0, `${world.kinds[place]} ${place}`).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('gives the fewest steps, and a reason that stands upstream of what it is told of', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { facts, found, unknown } = answered(world);
        for (const { from, to, relation } of world.links) {
          const steps = found.distance[from] ?? -1;
          if (steps < 0 || facts.role[from] === roles.run || facts.role[to] === roles.run || relation === 'same-path' || relation === 'parameter') continue;
          if (relation === 'inside' && (world.kinds[from] === 'External' || world.kinds[to] === 'External')) continue;
          expect(found.distance[to]).toBeGreaterThanOrEqual(0);
          expect(found.distance[to]).toBeLessThanOrEqual(steps + 1);
        }
        for (const place of unknown) {
          expect(doubtReasons[(found.reason[place] ?? 0) - 1]).toBeDefined();
          expect(found.at[place]).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('ends on cycles and on a chain of 230,000 files and tasks', () => {
    const count = 230_000;
    const nodes = Array.from({ length: count }, (_, i): [number, number] => [i + 1, i % 2 === 0 ? kindNumbers.FileOutput : kindNumbers.TaskRun]);
    const edges = nodes.slice(1).map(([id], i): [number, number, number] => [id - 1, id, i % 2 === 0 ? relationNumbers.read : relationNumbers.produced]);
    edges.push([count, 1, relationNumbers.produced]);
    const graph = graphOfLists(nodes, edges);
    const rows: ImpactRows = {
      files: rowsOf([]),
      tasks: rowsOf([]),
      outputs: rowsOf([]),
      nullRun: [],
      history: [],
      uses: rowsOf([]),
      labels: rowsOf([]),
      paths: { outside: rowsOf([]), files: rowsOf([]), named: rowsOf([]) },
      changed: [],
    };
    const facts = atOnce(impactFacts(graph, rows, { at: () => [], below: () => [] }));
    const { distance } = reach(facts, { starts: [[0, 0]] });
    expect(distance[count - 1]).toBe(count - 1);
    expect([...distance].every((steps) => steps >= 0)).toBe(true);
  });
});
