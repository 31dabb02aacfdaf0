/** `find` as it is asked most: answered out of one file, without the engine, or left to it. */
import { findAtOnce } from '../core/engine/find-at-once';
import { parseTerm } from '../core/nextflow/term';
import { ignoreClosedPipe, printRaw } from './cli/raw';
import { defaultHome } from './home';
import { createFewPorts } from './ports/few';
import { createMasking } from './ports/masking-key';
import { hasKey } from './ports/vault/key-files';
import { product } from './product';

/** The options that are understood here; with any other, or with one twice, the engine is asked. */
const takeValue = new Map([
  ['--home', 'home'],
  ['-w', 'workspace'],
  ['--workspace', 'workspace'],
] as const);
type Option = 'home' | 'workspace';

/** False where the engine has to be asked: nothing was written, and nothing said. */
export function answeredAtOnce(argv: readonly string[]): boolean {
  const found = foundAtOnce(argv);
  if (found === null) return false;
  ignoreClosedPipe();
  printRaw(found.map((lid) => `${lid}\n`).join(''));
  return true;
}

function foundAtOnce(argv: readonly string[]): string[] | null {
  const read = readWords(argv);
  if (read === null) return null;
  const { options, terms } = read;
  const home = options.home ?? defaultHome();
  const ports = createFewPorts({ home, surface: 'command line', version: product.version, testRuntime: false });
  try {
    const asked = terms.map(parseTerm);
    return findAtOnce({ ...ports, masking: createMasking(home), isEncrypted: (folder) => hasKey(ports.home, folder) }, options.workspace ?? null, asked);
  } catch {
    return null; // whatever it is, the engine says it in words
  }
}

function readWords(argv: readonly string[]): { options: { [name in Option]?: string }; terms: string[] } | null {
  const options: { [name in Option]?: string } = {};
  const words: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? '';
    if (!word.startsWith('-')) words.push(word);
    else if (word !== '-q' && word !== '--quiet') {
      const option = takeValue.get(word as never);
      const value = argv[++at];
      if (option === undefined || options[option] !== undefined || value === undefined || value === '' || value.startsWith('-')) return null;
      options[option] = value;
    }
  }
  return words[0] === 'find' ? { options, terms: words.slice(1) } : null;
}
