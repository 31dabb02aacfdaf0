/** `npm run bench`: what an operation costs, as ratios taken in one run; never part of the tests. */
import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { schemasWhenAsked as resolve } from './schemas-when-asked.mjs';

const { productName: name, version, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

export default defineConfig({
  resolve,
  define: { __PRODUCT__: JSON.stringify({ name, version, electron: devDependencies.electron }) },
  test: { include: ['test/bench/**/*.bench.ts'], globalSetup: ['test/app/display.ts'], fileParallelism: false, testTimeout: 900_000, hookTimeout: 900_000 },
});
