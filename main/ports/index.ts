/** The real ports: core on this computer's disk, clock, network and libraries. */

import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { freemem, hostname, userInfo } from 'node:os';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { inflateRawSync } from 'node:zlib';
import { AuditError } from '../../core/errors';
import type { Ports } from '../../core/ports';
import { createDataFiles } from './data-files';
import { brotli, deflate, unbrotli } from './deflate';
import { realDisk, replaceFile } from './disk';
import { guardOut, outFailed } from './disk-error';
import { gunzipStart } from './gunzip';
import { murmur3, sha1, sha256, sha512 } from './hashes';
import { createHomeFiles } from './home-files';
import { createKeys, type KeychainKey } from './keys';
import { createMasking } from './masking-key';
import { openOut } from './out-file';
import { openOutFolder } from './out-folder';
import { createPdf } from './pdf';
import { createPdfSigning } from './pdf-signing';
import { createProcesses } from './processes';
import { spareMemory } from './spare-memory';
import { loadSql } from './sql';
import { openStore } from './stores';
import { createVault } from './vault/sealed-home';
import { openZip } from './zip-file';
import { readZip } from './zip-read';

export interface PortOptions {
  /** The folder that holds the workspaces. */
  home: string;
  surface: Ports['who']['surface'];
  version: string;
  testRuntime: boolean;
  /** The built digest-thread.cjs; beside the running program when left out. */
  digestThread?: string;
  /** The built store-thread.cjs; likewise. */
  storeThread?: string;
  /** The built pack-thread.cjs; likewise. */
  packThread?: string;
  /** The process answers one question and ends. */
  brief?: boolean;
  /** What the window signs with where there is a keychain; else, and on the command line, a key file does. */
  keychainKey?: KeychainKey | undefined;
}

/** Bytes of an answer for which there is room in one buffer. */
const smallAnswer = 1 << 16;
/** Else so much at a time, as Node does by itself; less of what is short, as records are: a tenth of it would be used, and V8 tidies up by how much was taken. */
const mostAtOnce = 1 << 14;

export async function createPorts(options: PortOptions): Promise<Ports> {
  const sql = await loadSql(options.brief ?? false);
  return {
    clock: { now: () => ({ ms: Date.now(), offsetMinutes: -new Date().getTimezoneOffset() || 0 }), ticks: () => performance.now() },
    keys: createKeys(options.home, options.keychainKey),
    masking: createMasking(options.home),
    random: (bytes) => randomBytes(bytes),
    sha256,
    sha512,
    sha1,
    murmur3,
    deflate,
    // Where all that comes out has room at once, no second buffer is taken for it: a third of the time of a small block.
    inflate: (bytes, limit) => inflateRawSync(bytes, { maxOutputLength: limit, chunkSize: limit <= smallAnswer ? limit + 64 : Math.min(mostAtOnce, 1024 + bytes.length * 8) }),
    brotli,
    unbrotli,
    gunzipStart,
    findBytes: (bytes, wanted, from) => Buffer.prototype.indexOf.call(bytes, wanted, from),
    ...createVault(createHomeFiles(options.home)),
    homeFolder: resolve(options.home),
    brief: options.brief ?? false,
    files: createDataFiles(options.digestThread),
    writeOut(path, bytes, ready) {
      try {
        replaceFile(path, bytes, realDisk, ready);
      } catch (error) {
        throw outFailed(path, error);
      }
    },
    makeFolder(path) {
      guardOut(path, () => mkdirSync(path, { recursive: true, mode: 0o700 }));
    },
    openOut,
    openOutFolder,
    openZip,
    readZip,
    readBack(path) {
      try {
        return readFileSync(path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw new AuditError('disk', `${path} could not be read: ${(error as Error).message}.`, { path });
      }
    },
    openStore: (location) => openStore(location, options.storeThread),
    openGit: async (...asked) => (await import('./git')).openGit(...asked),
    openSql: sql.openSql,
    openSqlFile: sql.openSqlFile,
    pdf: createPdf(options.packThread),
    spareMemory,
    memoryLeft: () => Math.min(freemem(), heapLeft()),
    heapLeft,
    pdfSign: createPdfSigning(options.home, options.keychainKey),
    who: {
      user: userName(),
      host: hostname(),
      pid: process.pid,
      product: 'Lineage Audit Workbench',
      version: options.version,
      unicode: process.versions.unicode ?? '',
      testRuntime: options.testRuntime,
      surface: options.surface,
    },
    pause: (ms) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms),
    processes: createProcesses(),
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env.USER ?? process.env.USERNAME ?? 'unknown';
  }
}

/** Of what V8 lets this thread have. */
function heapLeft(): number {
  const { heap_size_limit: limit, used_heap_size: used } = getHeapStatistics();
  return limit - used;
}
