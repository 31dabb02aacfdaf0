/** Where `zod` is read from, in bundles and tests alike: schemas are made when they are first used. */
import { join } from 'node:path';

export const schemasWhenAsked = { alias: [{ find: /^zod$/, replacement: join(import.meta.dirname, '../core/schemas-when-asked.ts') }] };
