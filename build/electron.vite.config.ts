/** How the program is built: everything into out/, CommonJS for Node 18 and up, JavaScript for Chromium 114 and up, all dependencies inside. */
import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { schemasWhenAsked } from './schemas-when-asked.mjs';
import { filesOf, programSources } from './sources.mjs';

const root = join(import.meta.dirname, '..');
const { productName: name, version, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const resolve = createRequire(import.meta.url).resolve;

/** What a build is known by: a digest of the source that it is made of, so that two builds of one version are told apart, and the same source gives the same reports. */
function sourceDigest(): string {
  const digest = createHash('sha256');
  for (const path of filesOf(programSources))
    digest.update(
      `${path}\t${createHash('sha256')
        .update(readFileSync(join(root, path)))
        .digest('hex')}\n`,
    );
  return digest.digest('hex').slice(0, 12);
}

/** Data files that the main part and its libraries read at run time, and the folder below out/main that each goes to. */
const dataFiles: [string, string][] = [
  [resolve('sql.js/dist/sql-wasm.wasm'), '.'],
  [join(root, 'build/icons/256x256.png'), '.'],
  ...['DejaVuSansCondensed.ttf', 'DejaVuSansCondensed-Bold.ttf', 'DejaVuSansMono.ttf'].map((file): [string, string] => [resolve(`dejavu-fonts-ttf/ttf/${file}`), 'fonts']),
  [join(dirname(resolve('pdfkit')), 'data', 'sRGB_IEC61966_2_1.icc'), 'data'],
];

function copyDataFiles(to: string): Plugin {
  return {
    name: 'copy-data-files',
    writeBundle() {
      for (const [from, folder] of dataFiles) cpSync(from, join(to, folder, basename(from)));
    },
  };
}

/** V8 takes two bytes for each character of a source that has one beyond Latin-1, and decodes all of it at each start. In texts, patterns and names such a character may be written by its number; in what is tagged by a function that asks for the raw text it may not. */
function asciiAlone(folder: string): Plugin {
  return {
    name: 'ascii-alone',
    writeBundle(_, bundle) {
      for (const file of Object.keys(bundle).filter((name) => name.endsWith('.cjs'))) {
        const path = join(folder, file);
        const escaped = readFileSync(path, 'utf8').replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
        writeFileSync(path, escaped);
      }
    },
  };
}

/** The name that a built file gets: no folder for chunks, so that `__dirname` is out/main in each of them. */
const cjs = { format: 'cjs' as const, entryFileNames: '[name].cjs', chunkFileNames: 'chunk-[name]-[hash].cjs' };

const main = {
  build: {
    outDir: join(root, 'out/main'),
    target: 'node18',
    externalizeDeps: false,
    minify: false,
    rolldownOptions: {
      input: Object.fromEntries(
        ['app', 'cli', 'cli-find', 'cli-here', 'cli-work', 'engine-client', 'engine-thread', 'engine-work', 'digest-thread', 'store-thread', 'pack-thread', 'run-files-thread'].map(
          (entry) => [entry, join(root, `main/${entry}.ts`)],
        ),
      ),
      output: cjs,
    },
  },
  resolve: schemasWhenAsked,
  define: { __PRODUCT__: JSON.stringify({ name, version: `${version}+${sourceDigest()}`, electron: devDependencies.electron }) },
  plugins: [asciiAlone(join(root, 'out/main')), copyDataFiles(join(root, 'out/main'))],
};

const preload = {
  build: {
    outDir: join(root, 'out/preload'),
    target: 'node18',
    externalizeDeps: false,
    rolldownOptions: { input: { index: join(root, 'preload/index.ts') }, output: cjs },
  },
};

const renderer = {
  root: join(root, 'renderer'),
  build: {
    outDir: join(root, 'out/renderer'),
    target: 'chrome114',
    minify: true,
    assetsInlineLimit: 0,
    rolldownOptions: { input: { index: join(root, 'renderer/index.html') } },
  },
  resolve: schemasWhenAsked,
  html: { cspNonce: '__CSP_NONCE__' },
  plugins: [react()],
};

/** `--mode main` builds what the command line needs, `--mode window` the rest, any other mode all. */
export default defineConfig(({ mode }) => (mode === 'main' ? { main } : mode === 'window' ? { preload, renderer } : { main, preload, renderer }));
