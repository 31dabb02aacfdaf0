/** Loads the parts of the built program with what V8 made of them at the build: to compile them took most of the time in which a command starts ([decision 77](../docs/decisions/0077-the-start-of-the-command-line.md)). */
import { isAscii } from 'node:buffer';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, wrap } from 'node:module';
import { join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { constants, Script } from 'node:vm';

/** Set by the build alone: what was compiled until the process ends is kept beside the program. */
const keep = process.env.LINEAGE_AUDIT_KEEP_COMPILED === '1';
const digestBytes = 32;
/** Libraries import Node's own modules when they are used, as the client of S3 does with `node:http`. Older Electrons have none of it; nothing is kept for them. */
const importModuleDynamically = constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER;

type Load = (id: string) => unknown;
type Part = (this: unknown, exports: unknown, require: Load, module: { exports: unknown }, filename: string, folder: string) => void;

/**
 * Runs out/main/<entry>.cjs and what it requires, as Node would. What is kept is of one V8 with its settings, by the name of its folder, and of these very
 * bytes: each file begins with a digest of the source and of itself. Where it is not there, is another's or is damaged, the part is compiled as ever.
 */
export function loadCompiled(entry: string): unknown {
  const folder = join(__dirname, `compiled-${cachedDataVersionTag()}`, entry);
  const ofNode = createRequire(__filename);
  if (!keep && !existsSync(folder)) return ofNode(join(__dirname, `${entry}.cjs`));
  const modules = new Map<string, { exports: unknown }>();
  const scripts = new Map<string, { script: Script; source: Buffer }>();

  function load(file: string): unknown {
    const known = modules.get(file);
    if (known !== undefined) return known.exports;
    const filename = join(__dirname, file);
    const source = readFileSync(filename);
    const cachedData = keptFor(join(folder, file), source);
    // What is ASCII alone, as the build makes it, takes a byte a character in V8 and needs no decoding.
    const script = new Script(wrap(isAscii(source) ? source.toString('latin1') : source.toString()), {
      filename,
      ...(importModuleDynamically !== undefined && { importModuleDynamically }),
      ...(cachedData !== null && { cachedData }),
    });
    if (keep) scripts.set(file, { script, source });
    const module = { exports: {} as unknown };
    modules.set(file, module);
    (script.runInThisContext() as Part).call(module.exports, module.exports, requireHere, module, filename, __dirname);
    return module.exports;
  }
  const requireHere: Load = (id) => (id.startsWith('./') ? load(id.slice(2)) : ofNode(id));

  if (keep)
    process.on('exit', () => {
      mkdirSync(folder, { recursive: true });
      for (const [file, { script, source }] of scripts) keepFor(join(folder, file), source, script.createCachedData());
    });
  return load(`${entry}.cjs`);
}

const digest = (source: Uint8Array, compiled: Uint8Array) => createHash('sha256').update(source).update(compiled).digest();

function keptFor(path: string, source: Buffer): Buffer | null {
  try {
    const kept = readFileSync(path);
    const compiled = kept.subarray(digestBytes);
    return digest(source, compiled).equals(kept.subarray(0, digestBytes)) ? compiled : null;
  } catch {
    return null;
  }
}

function keepFor(path: string, source: Buffer, compiled: Buffer): void {
  const beside = `${path}.${process.pid}.part`;
  writeFileSync(beside, Buffer.concat([digest(source, compiled), compiled]));
  renameSync(beside, path);
}
