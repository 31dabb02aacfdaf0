/**
 * Programs of others that judge our files. A test that needs one is made by `itBy`: where the program is not here it is skipped, and
 * fails where CI=true. `npm run test:conformance` sets them up; requirements.in and verapdf/pom.xml name their versions.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'vitest';

export type ValidatorName = 'roc-validator' | 'jsonschema' | 'prov' | 'pyHanko' | 'bagit' | 'pikepdf' | 'duckdb' | 'sqlglot' | 'pdfsig' | 'verapdf';
type Found = { name: string; version: string; command: [string, ...string[]] } | { name: string; missing: string };

const file = join(import.meta.dirname, '../../.cache/validators.json');
const found: Found[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];

/** The program and its first arguments. `jsonschema`, `prov`, `bagit`, `pikepdf`, `duckdb` and `sqlglot` are a Python that can import them. Throws where it is not here. */
export function commandOf(name: ValidatorName): [string, ...string[]] {
  const one = found.find((validator) => validator.name === name);
  if (one === undefined) throw new Error(`${name} is not here: run npm run test:conformance, which sets it up`);
  if ('missing' in one) throw new Error(`${name} is not here: ${one.missing}`);
  return one.command;
}

/** Runs it to its end. `status` is null where it was killed. */
export function runValidator(name: ValidatorName, args: string[], options: { cwd?: string; input?: string; env?: Record<string, string> } = {}) {
  const [program, ...first] = commandOf(name);
  const { status, stdout, stderr, error } = spawnSync(program, [...first, ...args], {
    ...options,
    env: { ...process.env, ...options.env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** `it`, where all of `names` are here; a skipped one tells its reason. Where CI=true it runs and fails with that reason. */
export function itBy(...names: ValidatorName[]): (title: string, test: () => unknown, timeout?: number) => void {
  const why = names.flatMap((name) => {
    try {
      commandOf(name);
      return [];
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  });
  if (why.length === 0) return (title, test, timeout) => it(title, test, timeout);
  if (process.env.CI === 'true')
    return (title) =>
      it(title, () => {
        throw new Error(why.join('; '));
      });
  return (title, test) => it.skip(`${title} (skipped: ${why.join('; ')})`, test);
}
