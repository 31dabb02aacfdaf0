/** package-lock.json names every package that may be installed, on every platform: without that, `npm ci` refuses to begin. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

interface Locked {
  version?: string;
  resolved?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}
const packages = JSON.parse(readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8')).packages as Record<string, Locked>;

/** Where Node would find `name` from the package at `from`. */
function found(from: string, name: string): boolean {
  for (let at = from; ; at = at.slice(0, Math.max(at.lastIndexOf('/node_modules/'), 0))) {
    if (packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`] !== undefined) return true;
    if (at === '') return false;
  }
}

it('has an entry for each dependency, those of other platforms among them', () => {
  const missing = Object.entries(packages).flatMap(([from, locked]) =>
    Object.keys({ ...locked.dependencies, ...locked.optionalDependencies })
      .filter((name) => !found(from, name))
      .map((name) => `${from || 'this program'} needs ${name}`),
  );
  expect(missing).toEqual([]);
});

it('names no registry, so that it works with any', () => {
  expect(Object.entries(packages).filter(([, locked]) => locked.resolved !== undefined)).toEqual([]);
});
