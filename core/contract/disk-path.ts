/** Paths of this computer in what is asked: marked in the contract, so that the window's bridge finds them in every call, one added tomorrow as well. */
import { z } from 'zod';

export const diskPathUses = z.registry<{ use: 'reads' | 'writes' }>();

const path = () => z.string().min(1).max(4096);

/** A file, or a folder, that the call reads. From the window: one that was picked in a dialog or dropped. */
export const readPath = (about: string) => path().describe(about).register(diskPathUses, { use: 'reads' });

/** A file that the call writes; an existing one is replaced. From the window: one that was named in the save dialog. */
export const outPath = (about = 'a file; an existing one is replaced') => path().describe(about).register(diskPathUses, { use: 'writes' });

export interface DiskPaths {
  reads: string[];
  writes: string[];
}

/** What the input of a call, which fits its schema, names on this computer. */
export function diskPathsIn(schema: z.core.$ZodType, input: unknown): DiskPaths {
  const found: DiskPaths = { reads: [], writes: [] };
  collect(schema, input, found);
  return found;
}

/** Throws Error on a kind of schema that it cannot look into: no path may be passed over. */
function collect(schema: z.core.$ZodType, input: unknown, found: DiskPaths): void {
  if (input === undefined || input === null) return;
  const use = diskPathUses.get(schema as z.ZodType)?.use;
  if (use !== undefined) {
    found[use].push(String(input));
    return;
  }
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      for (const [name, inner] of Object.entries(def.shape)) collect(inner, (input as Record<string, unknown>)[name], found);
      return;
    case 'array':
      for (const one of input as unknown[]) collect(def.element, one, found);
      return;
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
      collect(def.innerType, input, found);
      return;
    case 'union':
      for (const option of def.options) if (z.safeParse(option, input).success) collect(option, input, found);
      return;
    case 'string':
    case 'number':
    case 'boolean':
    case 'enum':
    case 'literal':
    case 'record':
    case 'lazy':
    case 'null':
    case 'pipe':
      return; // none of these holds a marked path: a test goes through all of the contract
    default:
      throw new Error(`Whether a path is in a schema of type ${def.type} is not known.`);
  }
}
