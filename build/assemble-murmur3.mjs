/** Assembles main/ports/murmur3.wat and writes it, as base64, to main/ports/murmur3-wasm.ts: run it after a change of the .wat. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import wabt from 'wabt';

const source = fileURLToPath(new URL('../main/ports/murmur3.wat', import.meta.url));
const target = fileURLToPath(new URL('../main/ports/murmur3-wasm.ts', import.meta.url));

/** The text of murmur3-wasm.ts for the source as it is now; a test holds it against the file. */
export async function assembled() {
  const tools = await wabt();
  const parsed = tools.parseWat('murmur3.wat', await readFile(source, 'utf8'));
  try {
    parsed.validate();
    const base64 = Buffer.from(parsed.toBinary({}).buffer).toString('base64');
    return `/** MurmurHash3 as WebAssembly: made from murmur3.wat by build/assemble-murmur3.mjs, not by hand. */\nexport const murmur3Wasm =\n  '${base64}';\n`;
  } finally {
    parsed.destroy();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(target, await assembled());
