/** The tests of `npm run test:conformance`, which need validators of others (build/validators.mjs). */
import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { schemasWhenAsked as resolve } from './schemas-when-asked.mjs';

const { productName: name, version, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

export default defineConfig({
  resolve,
  define: { __PRODUCT__: JSON.stringify({ name, version, electron: devDependencies.electron }) },
  test: { include: ['test/conformance/**/*.test.ts'], maxWorkers: '100%', testTimeout: 1_200_000, hookTimeout: 300_000 },
});
