/** The real ports: core on this computer's disk, clock, network and libraries. */

import { mkdirSync, readFileSync } from 'node:fs';
import { freemem } from 'node:os';
import { resolve } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { AuditError } from '../../core/errors';
import type { Ports } from '../../core/ports';
import { createDataFiles } from './data-files';
import { brotli, unbrotli } from './deflate';
import { realDisk, replaceFile } from './disk';
import { guardOut, outFailed } from './disk-error';
import { createFewPorts, type FewOptions } from './few';
import { gunzipStart } from './gunzip';
import { murmur3, sha1, sha512 } from './hashes';
import { createKeys, type KeychainKey } from './keys';
import { knownSecrets } from './known-secrets';
import { createMasking } from './masking-key';
import { openOut } from './out-file';
import { openOutFolder } from './out-folder';
import { createPdf } from './pdf';
import { createPdfSigning } from './pdf-signing';
import { spareMemory } from './spare-memory';
import { loadSql } from './sql';
import { openStore } from './stores';
import { createVault } from './vault/sealed-home';
import { openZip } from './zip-file';
import { readZip } from './zip-read';

export interface PortOptions extends FewOptions {
  /** The built digest-thread.cjs; beside the running program when left out. */
  digestThread?: string;
  /** The built store-thread.cjs; likewise. */
  storeThread?: string;
  /** The built pack-thread.cjs; likewise. */
  packThread?: string;
  /** The built run-files-thread.cjs; likewise. */
  runFilesThread?: string;
  /** The process answers one question and ends. */
  brief?: boolean;
  /** What the window signs with where there is a keychain; else, and on the command line, a key file does. */
  keychainKey?: KeychainKey | undefined;
}

export async function createPorts(options: PortOptions): Promise<Ports> {
  const sql = await loadSql(options.brief ?? false);
  const few = createFewPorts(options);
  return {
    ...few,
    keys: createKeys(options.home, options.keychainKey),
    masking: { ...createMasking(options.home), known: knownSecrets },
    sha512,
    sha1,
    murmur3,
    brotli,
    unbrotli,
    gunzipStart,
    findBytes: (bytes, wanted, from) => Buffer.prototype.indexOf.call(bytes, wanted, from),
    ...createVault(few.home),
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
    pdf: createPdf(options.packThread, options.runFilesThread),
    spareMemory,
    memoryLeft: () => Math.min(freemem(), heapLeft()),
    heapLeft,
    pdfSign: createPdfSigning(options.home, options.keychainKey),
  };
}

/** Of what V8 lets this thread have. */
function heapLeft(): number {
  const { heap_size_limit: limit, used_heap_size: used } = getHeapStatistics();
  return limit - used;
}
