/**
 * Zod, as the bundles and the tests import it (an alias of `zod`): what describes a schema is only noted, and made at the first use of it. The contract has thousands of
 * schemas and a process uses a few of them; to make all took as long as Node takes to start, twice for each command ([decision 77](../docs/decisions/0077-the-start-of-the-command-line.md)).
 */
import { z as made } from 'zod/v4';

/** Functions of `z` that make a schema out of their arguments and do nothing else. */
const makers = new Set('string int object array enum boolean literal number strictObject record partialRecord discriminatedUnion json unknown union'.split(' '));
/** Methods of a schema that make another one, or give the one that it is made around, likewise; `register` notes something of it, which counts once it is used. */
const refiners = new Set(
  'describe nullable optional nullish unwrap prefault max min length default array trim regex register transform refine pick omit extend partial'.split(' '),
);
const objects = new Set(['object', 'strictObject']);

/** How a schema is made: by a function of `z`, or by a method of another schema. */
interface Note {
  of: object | null;
  by: string;
  args: unknown[];
  made?: object;
}

type Methods = Record<string, (...args: unknown[]) => object>;

const notes = new WeakMap<object, Note>();

function noted(of: object | null, by: string, args: unknown[]): object {
  const note: Note = { of, by, args };
  const schema = new Proxy(note, standingFor);
  notes.set(schema, note);
  return schema;
}

/** The schema that was noted; anything else as it is. */
function schemaOf(value: object): object {
  const note = notes.get(value);
  return note === undefined ? value : madeOf(note);
}

function madeOf(note: Note): object {
  note.made ??= ((note.of === null ? made : schemaOf(note.of)) as unknown as Methods)[note.by]?.(...note.args.map(argument)) as object;
  return note.made;
}

/** An argument with the schemas in it made: they stand in lists and in shapes. A getter of a shape is left, it stands for a schema that names itself. */
function argument(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (notes.has(value)) return schemaOf(value);
  if (Array.isArray(value)) return value.map(argument);
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const properties = Object.getOwnPropertyDescriptors(value);
  for (const property of Object.values(properties)) if ('value' in property) property.value = argument(property.value);
  return Object.defineProperties({}, properties);
}

/** Whatever else is asked of a noted schema is asked of the schema. */
const standingFor: ProxyHandler<Note> = {
  get(note, name, schema) {
    if (typeof name === 'string' && note.made === undefined) {
      if (refiners.has(name)) return (...args: unknown[]) => noted(schema, name, args);
      if (name === 'shape' && note.of === null && objects.has(note.by)) return note.args[0];
    }
    return Reflect.get(madeOf(note), name);
  },
  set: (note, name, value) => Reflect.set(madeOf(note), name, value),
  has: (note, name) => Reflect.has(madeOf(note), name),
  getPrototypeOf: (note) => Reflect.getPrototypeOf(madeOf(note)),
  ownKeys: (note) => Reflect.ownKeys(madeOf(note)),
  getOwnPropertyDescriptor(note, name) {
    const property = Reflect.getOwnPropertyDescriptor(madeOf(note), name);
    return property && { ...property, configurable: true }; // a proxy may show none that its target lacks as fixed
  },
};

/** Everything else of `z` is as it is. */
export const z = new Proxy(made, {
  get: (_, name) => (typeof name === 'string' && makers.has(name) ? (...args: unknown[]) => noted(null, name, args) : Reflect.get(made, name)),
});
