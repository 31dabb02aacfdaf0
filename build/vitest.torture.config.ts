/** `npm run torture`: kills and damage by the thousand, too long for the tests, which run a short form of each. */
import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { schemasWhenAsked as resolve } from './schemas-when-asked.mjs';

const { productName: name, version, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

export default defineConfig({
  resolve,
  define: { __PRODUCT__: JSON.stringify({ name, version, electron: devDependencies.electron }) },
  test: { include: ['test/torture/**/*.torture.ts'], fileParallelism: false, passWithNoTests: true, testTimeout: 7_200_000, hookTimeout: 600_000 },
});
