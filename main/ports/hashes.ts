/** The hash functions that core is handed: SHA-256 and SHA-1 of Node, and MurmurHash3 in WebAssembly, both fed in parts. */
import * as crypto from 'node:crypto';
import type { Hash, MakeHash } from '../../core/ports';
import { murmur3Wasm } from './murmur3-wasm';

/** Of Node from 20.12 on. A hash that could be fed in parts is a stream besides, which takes longer to make than a block of an index to digest where code is not warm. */
const atOnce: typeof crypto.hash | undefined = crypto.hash;

/** SHA-256 (FIPS 180-4). `hex` ends it: neither method may be called after. */
export const sha256: MakeHash = Object.assign(() => nodeHash('sha256'), atOnce && { of: (bytes: Uint8Array) => atOnce('sha256', bytes, 'hex') });

/** SHA-512 (FIPS 180-4). */
export function sha512(): Hash {
  return nodeHash('sha512');
}

/** SHA-1, which git names its objects by; broken against whoever makes both of two contents. */
export function sha1(): Hash {
  return nodeHash('sha1');
}

function nodeHash(algorithm: string): Hash {
  const hash = crypto.createHash(algorithm);
  return {
    update: (bytes) => void hash.update(bytes),
    hex: () => hash.digest('hex'),
  };
}

/** The part of the standard global that is used here; Node's own types leave it to those of the DOM. */
declare const WebAssembly: { Module: new (bytes: Uint8Array) => object; Instance: new (module: object) => { exports: unknown } };

interface Murmur3Exports {
  memory: { buffer: ArrayBuffer };
  h1: { value: bigint };
  h2: { value: bigint };
  blocks(at: number, length: number): void;
  finish(total: bigint): void;
}

const block = 16;
/** Bytes handed over at once: they stay in the processor's cache between the copy and the hashing. */
const windowSize = 64 * 1024;
/** Bytes that a file is read in at once: few enough to stay in the cache until they are hashed, many enough that calls do not count. */
const readSize = 128 * 1024;
let shared: { exports: Murmur3Exports; window: Uint8Array; reading: Uint8Array } | undefined;

/**
 * One instance serves every hash: no call is interrupted, so each puts its state in and takes it out again.
 * (An instance a hash would reserve gigabytes of address space each.)
 */
function instance() {
  if (shared === undefined) {
    const module = new WebAssembly.Module(Buffer.from(murmur3Wasm, 'base64'));
    const exports = new WebAssembly.Instance(module).exports as Murmur3Exports;
    const { buffer } = exports.memory;
    shared = { exports, window: new Uint8Array(buffer, 0, windowSize), reading: new Uint8Array(buffer, windowSize, readSize) };
  }
  return shared;
}

/** The one place to read files into: what lies there is hashed by MurmurHash3 without a copy. For one reader of this thread at a time. */
export function readingBuffer(): Uint8Array {
  return instance().reading;
}

/**
 * MurmurHash3 x64 128, seed 0, as Guava's `Hashing.murmur3_128()` that Nextflow uses (nf-commons, HashBuilder.java):
 * 32 hex digits of the two little-endian words. `hex` ends it.
 */
export function murmur3(): Hash {
  const rest = new Uint8Array(block);
  let restLength = 0;
  let total = 0;
  let h1 = 0n;
  let h2 = 0n;

  return {
    update(bytes) {
      total += bytes.length;
      let at = 0;
      if (restLength > 0) {
        at = Math.min(block - restLength, bytes.length);
        rest.set(bytes.subarray(0, at), restLength);
        restLength += at;
        if (restLength < block) return;
      }
      const { exports, window } = instance();
      exports.h1.value = h1;
      exports.h2.value = h2;
      if (restLength === block) {
        window.set(rest);
        exports.blocks(0, block);
        restLength = 0;
      }
      const end = at + Math.floor((bytes.length - at) / block) * block;
      if (bytes.buffer === window.buffer) {
        exports.blocks(bytes.byteOffset + at, end - at);
        at = end;
      }
      while (at < end) {
        const part = bytes.subarray(at, Math.min(at + windowSize, end));
        window.set(part);
        exports.blocks(0, part.length);
        at += part.length;
      }
      h1 = exports.h1.value;
      h2 = exports.h2.value;
      rest.set(bytes.subarray(end));
      restLength = bytes.length - end;
    },
    hex() {
      const { exports, window } = instance();
      exports.h1.value = h1;
      exports.h2.value = h2;
      window.set(rest.fill(0, restLength));
      exports.finish(BigInt(total));
      return Buffer.from(window.slice(0, block)).toString('hex');
    },
  };
}
