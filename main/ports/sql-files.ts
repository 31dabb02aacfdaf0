/**
 * Gives sql.js files of ours: of the system calls that its WebAssembly imports, those on an open file are answered here for files that we handed over, and as they were for all others.
 * The imports have letters for names, which mean what they mean in one build alone: hence the SHA-256 of that build; that databases are kept so by it is tested.
 */
import { createHash } from 'node:crypto';
import type { SqlFile } from '../../core/ports';
import { tieredLate } from './late-tiering';

/** Of dist/sql-wasm.wasm of sql.js 1.16.0, and what its letters stand for: read in dist/sql-wasm.js, beside the names in dist/sql-wasm-debug.js. */
const build = '43bbcdd44287e5a2db3b6b5af34b1a3485a7a441285d247976c1ebe3c61f8dbf';
const letters = { openat: 'x', close: 'e', fstat64: 'g', ftruncate64: 'J', seek: 'E', read: 't', write: 'q' } as const;
const memoryLetter = 'O';
/** Of musl's `struct stat` for wasm32: a 64-bit integer. */
const sizeInStat = 24;
/** WASI's and musl's number for an input or output that failed. */
const failedIo = 29;

/** Node has it; its types are those of the browser. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: Imports) => { exports: Record<string, unknown> };
};

type Call = (...values: never[]) => number;
type Imports = Record<string, Record<string, Call>>;

export interface SqlFileHost {
  /** The `instantiateWasm` of Emscripten's module. */
  instantiate(imports: unknown, receive: (instance: object) => void): object;
  /** What `open` opens first reads and writes `file`. */
  during<T>(file: SqlFile, open: () => T): T;
  /** What a file threw since it was asked last. */
  fault(): unknown;
}

/** Null where the WebAssembly is another build: then databases are in memory alone. `brief`: the process ends soon. */
export function hostSqlFiles(wasm: Uint8Array, brief = false): SqlFileHost | null {
  if (createHash('sha256').update(wasm).digest('hex') !== build) return null;
  const files = new Map<number, { file: SqlFile; position: number }>();
  let next: SqlFile | null = null;
  let fault: unknown;
  let memory: { readonly buffer: ArrayBuffer } | undefined;
  const bytes = (at: number, length: number) => new Uint8Array(memory?.buffer ?? new ArrayBuffer(0), at, length);
  const view = () => new DataView(memory?.buffer ?? new ArrayBuffer(0));
  /** Runs over the pieces of memory that a vector names, until one is not filled or emptied whole; returns how many bytes went. */
  const overPieces = (vector: number, count: number, act: (piece: Uint8Array) => number): number => {
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const [at, length] = [view().getUint32(vector + 8 * i, true), view().getUint32(vector + 8 * i + 4, true)];
      const went = act(bytes(at, length));
      sum += went;
      if (went < length) break;
    }
    return sum;
  };
  /** An error must not cross the WebAssembly, which would stay in the middle of what it does. */
  const guarded = (act: () => void): number => {
    try {
      act();
      return 0;
    } catch (error) {
      fault ??= error;
      return failedIo;
    }
  };
  const wrap = (own: Record<string, Call>): Record<string, Call> => {
    const as = <Args extends unknown[]>(letter: string) => own[letter] as unknown as (...values: Args) => number;
    const original = {
      openat: as<[number, number, number, number]>(letters.openat),
      close: as<[number]>(letters.close),
      fstat64: as<[number, number]>(letters.fstat64),
      ftruncate64: as<[number, bigint]>(letters.ftruncate64),
      seek: as<[number, bigint, number, number]>(letters.seek),
      read: as<[number, number, number, number]>(letters.read),
      write: as<[number, number, number, number]>(letters.write),
    };
    const replaced: Record<keyof typeof letters, (...values: never[]) => number> = {
      // An empty file of sql.js's own stands for it, so that whatever else is asked by name or number has an answer.
      openat(folder: number, path: number, flags: number, mode: number) {
        const fd = original.openat(folder, path, flags, mode);
        if (next !== null && fd >= 0) files.set(fd, { file: next, position: 0 });
        next = null;
        return fd;
      },
      close(fd: number) {
        files.delete(fd);
        return original.close(fd);
      },
      fstat64(fd: number, into: number) {
        const answer = original.fstat64(fd, into);
        const open = files.get(fd);
        if (open !== undefined && answer === 0) view().setBigInt64(into + sizeInStat, BigInt(open.file.size()), true);
        return answer;
      },
      ftruncate64(fd: number, size: bigint) {
        const open = files.get(fd);
        return open === undefined ? original.ftruncate64(fd, size) : -guarded(() => open.file.truncate(Number(size)));
      },
      seek(fd: number, offset: bigint, from: number, into: number) {
        const open = files.get(fd);
        if (open === undefined) return original.seek(fd, offset, from, into);
        open.position = Number(offset) + (from === 0 ? 0 : from === 1 ? open.position : open.file.size());
        view().setBigInt64(into, BigInt(open.position), true);
        return 0;
      },
      read(fd: number, vector: number, count: number, into: number) {
        const open = files.get(fd);
        if (open === undefined) return original.read(fd, vector, count, into);
        return guarded(() => {
          const read = overPieces(vector, count, (piece) => {
            const got = open.file.read(open.position, piece);
            open.position += got;
            return got;
          });
          view().setUint32(into, read, true);
        });
      },
      write(fd: number, vector: number, count: number, into: number) {
        const open = files.get(fd);
        if (open === undefined) return original.write(fd, vector, count, into);
        return guarded(() => {
          const written = overPieces(vector, count, (piece) => {
            open.file.write(open.position, piece);
            open.position += piece.length;
            return piece.length;
          });
          view().setUint32(into, written, true);
        });
      },
    };
    return { ...own, ...Object.fromEntries(Object.entries(letters).map(([name, letter]) => [letter, replaced[name as keyof typeof letters] as Call])) };
  };
  return {
    instantiate(imports, receive) {
      const wrapped = Object.fromEntries(Object.entries(imports as Imports).map(([module, calls]) => [module, wrap(calls)]));
      const make = () => new WebAssembly.Instance(new WebAssembly.Module(wasm), wrapped);
      const instance = brief ? tieredLate(make) : make();
      memory = instance.exports[memoryLetter] as { readonly buffer: ArrayBuffer };
      receive(instance);
      return {};
    },
    during(file, open) {
      next = file;
      try {
        return open();
      } finally {
        next = null;
      }
    },
    fault() {
      const met = fault;
      fault = undefined;
      return met;
    },
  };
}
