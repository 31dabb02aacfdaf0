/** Lets SQLite's WebAssembly run longer as V8's quick compiler leaves it, which most processes end before the other one has paid. */
import { setFlagsFromString } from 'node:v8';

/** Of the V8 in Node 20, so that what is set for a moment can be put back: V8 does not tell how its flags are set. */
const ofVersion = '11.3.';
const usual = { budget: 1_800_000, lazyValidation: false };
/**
 * In units of V8's, about the bytes of code that run: with the usual ones a function is compiled anew once it ran for a millisecond or so. A command that asks one question had SQLite's largest functions
 * compiled so, in as much time of the processor as a third of all else took it, and waited for the last of them at its end; questions of a second take as long with either.
 */
const late = { budget: 1_000_000_000, lazyValidation: true };

/**
 * What `make` compiles is optimized only once a function ran for long, and is looked through function by function, as each is first called: for bytes that are known by their SHA-256.
 * The flags are set for that moment alone: by them V8 tells whether code that it kept, as of Node's own modules, is for it. Electron's are left alone.
 */
export function tieredLate<T>(make: () => T): T {
  if (process.versions.electron !== undefined || !process.versions.v8.startsWith(ofVersion)) return make();
  set(late);
  try {
    return make();
  } finally {
    set(usual);
  }
}

function set({ budget, lazyValidation }: typeof usual): void {
  setFlagsFromString(`--wasm-tiering-budget=${budget}`);
  setFlagsFromString(lazyValidation ? '--wasm-lazy-validation' : '--no-wasm-lazy-validation');
}
