/** Schemas that are made when they are first used are those of zod, in all that is asked of them. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z as noted } from 'zod';
import { z as zod } from 'zod/v4';
import { engineContract } from '../../../core/contract';

/** Of every way that the contract describes. */
function described(z: typeof zod) {
  const marks = z.registry<{ use: string }>();
  const name = z
    .string()
    .min(1)
    .max(20)
    .trim()
    .regex(/^[a-z]+$/, 'small letters')
    .describe('a name');
  const kind = z.enum(['a', 'b']);
  const row = z.object({ name, kind: kind.nullable(), count: z.int().min(0).default(3), parts: z.array(z.number()).length(2).optional() });
  const other = z.strictObject({ ...row.shape, more: z.partialRecord(kind, z.boolean()), all: z.record(z.string(), z.unknown()), any: z.json() });
  const either = z.discriminatedUnion('type', [z.object({ type: z.literal('one'), row }), z.object({ type: z.literal('two'), name: row.shape.name.optional() })]);
  const path = z.string().register(marks, { use: 'reads' });
  const short = row.pick({ name: true }).extend({ path, upper: z.string().transform((text) => text.length) });
  return { marks, name, row, other, either, short, union: z.union([z.string(), z.int()]).nullable() };
}

const inputs: unknown[] = [
  'abc',
  'ABC',
  '',
  5,
  1.5,
  null,
  undefined,
  {},
  { name: 'abc', kind: 'a' },
  { name: 'abc', kind: null, count: -1 },
  { name: ' abc ', kind: 'b', parts: [1, 2] },
  { name: 'abc', kind: 'a', more: { a: true }, all: { x: 1 }, any: [1, { y: null }] },
  { name: 'abc', kind: 'a', more: {}, all: {}, any: 1, surplus: 1 },
  { type: 'one', row: { name: 'abc', kind: 'b' } },
  { type: 'two' },
  { type: 'three' },
  { name: 'abc', path: '/p', upper: 'four' },
];

it('parse, refuse and describe alike', () => {
  const [ours, theirs] = [described(noted as typeof zod), described(zod)];
  for (const key of ['name', 'row', 'other', 'either', 'short', 'union'] as const) {
    for (const input of inputs) {
      const [a, b] = [ours[key].safeParse(input), theirs[key].safeParse(input)];
      expect([key, a.success, a.data, a.error?.issues]).toEqual([key, b.success, b.data, b.error?.issues]);
    }
    // A registry, that of descriptions too, knows a schema and not what stands for it: so each is looked at within another.
    const json = (z: typeof zod, schema: zod.ZodType) => zod.toJSONSchema(z.array(schema).element, { io: 'input', unrepresentable: 'any' });
    expect(json(noted as typeof zod, ours[key])).toEqual(json(zod, theirs[key]));
    expect(ours[key].description).toBe(theirs[key].description);
  }
  expect(ours.row).toBeInstanceOf(zod.ZodObject);
  expect(ours.name).not.toBeInstanceOf(zod.ZodObject);
  expect('shape' in ours.row && !('shape' in ours.name)).toBe(true);
  expect(ours.marks.get(ours.short.shape.path)).toEqual({ use: 'reads' });
});

it('are what the bundles and the tests import', () => {
  expect(noted).not.toBe(zod);
  expect(readFileSync('build/electron.vite.config.ts', 'utf8').match(/resolve: schemasWhenAsked/g)).toHaveLength(2);
});

it('hold all of the contract: every schema of it can be made', () => {
  for (const { input, output } of Object.values(engineContract)) {
    expect(input.safeParse(Symbol('none')).success).toBe(false);
    expect(output.safeParse(Symbol('none')).success).toBe(false);
  }
});
