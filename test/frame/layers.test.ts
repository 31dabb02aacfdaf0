/** The rule of layers is held by machine: imports planted across it make the check fail, each named by its file. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
let copy: string;

const planted: Record<string, { text: string; lint: boolean; types: boolean }> = {
  'core/planted-main.ts': { text: "import { product } from '../main/product';\nexport const name = product.name;\n", lint: true, types: true },
  'core/planted-node.ts': { text: "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n", lint: true, types: true },
  'core/planted-electron.ts': { text: "import { app } from 'electron';\nexport const name = app.name;\n", lint: true, types: false },
  'core/planted-dom.ts': { text: 'export const title = document.title;\n', lint: false, types: true },
  'core/planted-process.ts': { text: 'export const home = process.env.HOME;\n', lint: false, types: true },
  'main/planted-renderer.ts': { text: "import { call } from '../renderer/client';\nexport const ask = call;\n", lint: true, types: true },
  'main/ports/planted-electron.ts': { text: "import { app } from 'electron';\nexport const name = app.name;\n", lint: true, types: false },
  'preload/planted-main.ts': { text: "import { product } from '../main/product';\nexport const name = product.name;\n", lint: true, types: true },
  'renderer/planted-main.ts': { text: "import { product } from '../main/product';\nexport const name = product.name;\n", lint: true, types: true },
  'renderer/planted-preload.ts': { text: "import '../preload/index';\n", lint: true, types: true },
};

const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8', maxBuffer: 2 ** 26 });
  return { status, words: stdout + stderr };
};
const lint = () =>
  run(join(root, 'node_modules/@biomejs/biome/bin/biome'), 'lint', '--only=style/noRestrictedImports', '--colors=off', '--reporter=github', '--max-diagnostics=none', '.');
const types = (folder: string) => run(join(root, 'node_modules/typescript/bin/tsc'), '-b', folder);

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'layers-'));
  for (const name of ['core', 'main', 'preload', 'renderer', 'biome.json', 'package.json', 'tsconfig.base.json']) cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('the check', () => {
  it('finds nothing across the layers as they are', () => {
    expect(lint()).toMatchObject({ status: 0 });
  });

  it('fails for each import planted across them', () => {
    // Electron's types bring Node's along, so what only the linter forbids is planted once the types are through.
    const plant = (byTypes: boolean) => {
      for (const [file, { text, types }] of Object.entries(planted)) if (types === byTypes) writeFileSync(join(copy, file), text);
    };
    plant(true);
    const compiled = ['core', 'main', 'preload', 'renderer'].map(types);
    expect(compiled.map(({ status }) => status === 0)).toEqual([false, false, false, false]);
    plant(false);
    const linted = lint();
    expect(linted.status).not.toBe(0);
    const words = compiled.map((one) => one.words).join('\n');
    for (const [file, { lint: byLint, types: byTypes }] of Object.entries(planted)) {
      expect([file, 'lint', linted.words.includes(file)]).toEqual([file, 'lint', byLint]);
      if (byTypes) expect([file, 'types', words.includes(file)]).toEqual([file, 'types', true]);
    }
  });
}, 120_000);
