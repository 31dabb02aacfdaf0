import { expect, it } from 'vitest';
import { z } from 'zod';
import { engineContract } from '../../../core/contract';
import { diskPathsIn, diskPathUses } from '../../../core/contract/disk-path';

interface Shape {
  use?: string;
  type?: string;
  properties?: Record<string, Shape>;
  items?: Shape;
  anyOf?: Shape[];
  oneOf?: Shape[];
  additionalProperties?: Shape | boolean;
}

/** Every text in an input, by the names that lead to it, with how it is marked. */
function texts(shape: Shape, at: string, found: { at: string; use: string | null }[]): void {
  if (shape.type === 'string') found.push({ at, use: shape.use ?? null });
  for (const [name, inner] of Object.entries(shape.properties ?? {})) texts(inner, `${at}.${name}`, found);
  if (shape.items) texts(shape.items, at, found);
  for (const inner of [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])]) texts(inner, at, found);
  if (typeof shape.additionalProperties === 'object') texts(shape.additionalProperties, `${at}.*`, found);
}

const inputs = Object.entries(engineContract).flatMap(([name, { input }]) => {
  const found: { at: string; use: string | null }[] = [];
  texts(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any', metadata: diskPathUses, reused: 'inline' }) as Shape, name, found);
  return found;
});

/** Texts of such names that no dialog has to answer for, by why. */
const notMarked = {
  recorded: [
    'export.write.scope.file',
    'impact.list.asked.path',
    'impact.save.asked.path',
    'impact.begin.asked.path',
    'impact.summary.asked.path',
    'report.outline.about.asked.path',
    'report.pdf.about.asked.path',
    'report.preview.about.asked.path',
    'time.pathHistory.path',
  ],
  'recorded, and held against the records before it is read': ['files.handOver.path', 'files.preview.path'],
  'typed by a person, as the address of a bucket is; only records are read below it': ['workspaces.add.store.path', 'workspaces.testStore.store.path'],
  'what its relative paths begin with, not read': ['baseline.import.base'],
  'how its text, which is sent along, is called': ['evidence.verify.against.file'],
  'a line of a picture': ['graph.save.picture.links.path'],
  'which of several': ['impact.list.list', 'impact.save.list', 'overview.list.list', 'verify.listed.list'],
};

it('knows what each text is that could be a path of this computer', () => {
  const named = inputs.filter(({ at, use }) => use === null && /\.(out|paths?|files?|folders?|list|repo|base|dir)$/.test(at)).map(({ at }) => at);
  expect([...new Set(named)].sort()).toEqual(Object.values(notMarked).flat().sort());
});

it('finds what is written in every call that names an "out"', () => {
  for (const { at, use } of inputs) if (at.endsWith('.out')) expect({ at, use }).toEqual({ at, use: 'writes' });
  const writing = Object.entries(engineContract).filter(([name]) => inputs.some(({ at, use }) => use === 'writes' && at.startsWith(`${name}.`)));
  expect(writing.length).toBeGreaterThan(15);
  for (const [, { input }] of writing) expect(diskPathsIn(input, { out: '/chosen' }).writes).toEqual(['/chosen']);
});

it('looks into lists, choices and what may be left out', () => {
  expect(diskPathsIn(engineContract['files.identify'].input, { workspace: 'w', paths: ['/a', '/b'] })).toEqual({ reads: ['/a', '/b'], writes: [] });
  expect(diskPathsIn(engineContract['journal.export'].input, { workspace: 'w', form: 'csv' })).toEqual({ reads: [], writes: [] });
  const p12 = { from: 'p12', path: '/mine.p12', password: 'x' };
  const sign = { workspace: 'w', file: '/report.pdf', out: '/signed.pdf', certificate: p12 };
  expect(diskPathsIn(engineContract['report.sign'].input, sign)).toEqual({ reads: ['/report.pdf', '/mine.p12'], writes: ['/signed.pdf'] });
  expect(diskPathsIn(engineContract['report.sign'].input, { ...sign, certificate: { ...p12, from: 'local' } }).reads).toEqual(['/report.pdf']);
});

it('refuses to pass over a kind of schema that it does not know', () => {
  expect(() => diskPathsIn(z.object({ when: z.date() }), { when: new Date() })).toThrow('of type date');
});

it('marks no path where it would be passed over', () => {
  const reached = new Set<string>();
  const walk = (schema: z.core.$ZodType, at: string): void => {
    const { def } = (schema as z.core.$ZodTypes)._zod;
    if (diskPathUses.get(schema as z.ZodType)) reached.add(at);
    else if (def.type === 'object') for (const [name, inner] of Object.entries(def.shape)) walk(inner, `${at}.${name}`);
    else if (def.type === 'array') walk(def.element, at);
    else if (def.type === 'union') for (const option of def.options) walk(option, at);
    else if ('innerType' in def) walk(def.innerType, at);
  };
  for (const [name, { input }] of Object.entries(engineContract)) walk(input, name);
  expect([...reached].sort()).toEqual([...new Set(inputs.flatMap(({ at, use }) => (use === null ? [] : [at])))].sort());
});
