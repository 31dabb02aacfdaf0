/** Every value that Nextflow's own code gave: strings, files, a directory, and 23 objects of a real S3 store. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { directoryValues, fileValues, hashedPath, lenientValue, standardValue, textValue } from '../../../core/verify/checksum/modes';
import { murmur3, sha256 } from '../../../main/ports/hashes';
import { murmur3Reference } from './murmur3-reference';
import { vectorContent } from './vectors';

interface Vectors {
  strings: { value: string; hash: string }[];
  files: { path: string; size: number; modifiedMillis: number; standard: string; lenient: string; deep: string; sha256: string }[];
  directories: { path: string; size: number; modifiedMillis: number; standard: string; lenient: string; deep: string; sha256: string }[];
}
const read = (name: string) => JSON.parse(readFileSync(new URL(`../../fixtures/checksums/${name}`, import.meta.url), 'utf8'));
const vectors = read('nextflow.json') as Vectors;
const s3 = read('s3.json') as { path: string; hashedPath: string; size: number; modifiedMillis: number; standard: string }[];

const contentOf = (bytes: Uint8Array, part: number) => {
  const sha = sha256();
  const deep = murmur3();
  for (let at = 0; at < bytes.length; at += part) {
    sha.update(bytes.subarray(at, at + part));
    deep.update(bytes.subarray(at, at + part));
  }
  return { sha256: sha.hex(), deep: deep.hex() };
};

describe('the values of Nextflow', () => {
  test('there are as many as there were', () => expect([vectors.strings.length, vectors.files.length, vectors.directories.length, s3.length]).toEqual([8, 23, 1, 23]));

  test.each(vectors.strings)('string $hash', ({ value, hash }) => expect(textValue(murmur3, value)).toBe(hash));

  test.each(vectors.files)('file $path', (file) => {
    const bytes = vectorContent(file.size);
    const facts = { path: hashedPath(file.path), size: file.size, modifiedMillis: file.modifiedMillis };
    const expected = { standard: file.standard, lenient: file.lenient, deep: file.deep, sha256: file.sha256 };
    // The parts that a file comes in must not matter: odd ones leave a rest, large ones outgrow the window.
    for (const part of [file.size > 10_000 ? 65_537 : 1, 1_000_003, 10_000_000]) expect(fileValues(murmur3, facts, contentOf(bytes, part))).toEqual(expected);
    expect(standardValue(murmur3, { ...facts, path: hashedPath(`file://${file.path}`) })).toBe(file.standard);
    expect(standardValue(murmur3, { ...facts, modifiedMillis: file.modifiedMillis + 0.999 })).toBe(file.standard);
  });

  test.each(vectors.directories)('directory $path', (folder) => {
    const values = directoryValues(murmur3, folder);
    expect(values).toEqual({ standard: folder.standard, lenient: folder.lenient });
    expect([folder.deep, folder.sha256]).toEqual([values.standard, values.standard]);
  });

  test.each(s3)('$path', (object) => {
    expect(hashedPath(object.path)).toBe(object.hashedPath);
    expect(standardValue(murmur3, { ...object, path: hashedPath(object.path) })).toBe(object.standard);
    expect(lenientValue(murmur3, { ...object, path: hashedPath(object.path) })).not.toBe(object.standard);
  });
});

test('hashedPath decodes nothing and takes away only a scheme', () => {
  expect(['/a//b', 'file:///a b#c', 'file:/a', 'file:////a', '/file:///x', 's3://b/k%20/', 's3:///b/k', 'relative', 'gs://b/k', 'az://c/k'].map(hashedPath)).toEqual([
    '/a//b',
    '/a b#c',
    '/a',
    '//a',
    '/file:///x',
    '/b/k%20/',
    '/b/k',
    'relative',
    '/b/k',
    '/c/k',
  ]);
});

test('the WebAssembly one equals a plain one written from the algorithm, however the bytes are split', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat(40), { maxLength: 10 }), (bytes, cuts) => {
      const hash = murmur3();
      let at = 0;
      for (const cut of cuts) {
        hash.update(bytes.subarray(at, at + cut));
        at += cut;
      }
      hash.update(bytes.subarray(at));
      expect(hash.hex()).toBe(murmur3Reference(bytes));
    }),
    { numRuns: 500 },
  );
});

test('hashes that are fed in turn do not mix', () => {
  const a = murmur3();
  const b = murmur3();
  const bytes = vectorContent(1000);
  for (let at = 0; at < 1000; at += 50) {
    a.update(bytes.subarray(at, at + 50));
    b.update(bytes.subarray(at, at + 25));
    b.update(bytes.subarray(at + 25, at + 50));
  }
  expect([a.hex(), b.hex()]).toEqual([murmur3Reference(bytes), murmur3Reference(bytes)]);
});

test('the WebAssembly kept in the repository is the one that its source gives', async () => {
  const { assembled } = (await import(new URL('../../../build/assemble-murmur3.mjs', import.meta.url).href)) as { assembled(): Promise<string> };
  expect(readFileSync(new URL('../../../main/ports/murmur3-wasm.ts', import.meta.url), 'utf8')).toBe(await assembled());
});
