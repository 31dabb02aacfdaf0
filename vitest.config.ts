/** The tests: `unit` on Node, `renderer` with a made-up document, `app` in the real window, after the others and one file at a time. */
import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { schemasWhenAsked as resolve } from './build/schemas-when-asked.mjs';

const { productName: name, version, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const define = { __PRODUCT__: JSON.stringify({ name, version, electron: devDependencies.electron }) };
const shared = { testTimeout: 30_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    maxWorkers: '100%', // Vitest leaves one processor idle, which is half of a small machine
    projects: [
      { define, resolve, test: { ...shared, name: 'unit', include: ['test/{core,main,frame,docs}/**/*.test.ts'] } },
      { define, resolve, plugins: [react()], test: { ...shared, name: 'renderer', include: ['test/renderer/**/*.test.{ts,tsx}'], environment: 'happy-dom' } },
      {
        define,
        resolve,
        test: {
          ...shared,
          name: 'app',
          include: ['test/app/**/*.test.ts'],
          globalSetup: ['test/app/display.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 1 }, // when the others are through: a window that shares its processors answers late
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
