/** Hostile text in every place of a scope: each format escapes it so that a real parser gives the very text back, or what stands for it. */
/// <reference path="../../../core/preview/papaparse.d.ts" />

import { instance } from '@viz-js/viz';
import { DOMParser } from '@xmldom/xmldom';
import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { visibleText } from '../../../core/preview/visible-text';
import { hostileScope, madeScope, textOf } from './made-scope';

const chosen = [
  'a\nb\r\nc\td',
  '"];}"\\',
  'ends with a backslash\\',
  '\\N\\G\\n',
  '--> ]]> <!-- & &amp; <b>',
  '\u202Etxt.exe\u2066',
  '\u0000\u0001\u001b[31m\u007f\u0085',
  '\uFFFE\uFFFF\uD800',
  '__proto__',
  'constructor',
  '=HYPERLINK("http://x")',
  '@SUM(1)',
  "+1'",
  '%%{init: {}}%%',
  '```\n---\nend\nclick n0 call x()',
  'n0["x"] --> n1;',
  '#35;&#35;',
  '// x /* y */ # z',
  '%% xsd:string',
  "'u:x'",
  '\u2028\u2029',
  '../../etc/passwd',
];
const hostile = fc.oneof(
  fc.constantFrom(...chosen),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(fc.constantFrom(...chosen), { maxLength: 4 }).map((parts) => parts.join('')),
);
const forAll = (test: (text: string) => void) => fc.assert(fc.property(hostile, test), { numRuns: 150 });
const wellFormed = (text: string) => text.replace(/\p{Cs}/gu, (half) => `\\u{${half.charCodeAt(0).toString(16)}}`);

it('JSON of every kind parses, keeps the text, and holds no character that acts', () => {
  forAll((text) => {
    const scope = hostileScope(text);
    for (const id of ['ro-crate', 'bco', 'prov-json', 'openlineage', 'jsonl'] as const) {
      const written = textOf(id, scope);
      expect(written).not.toMatch(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      expect(written.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
      const values =
        id === 'openlineage' || id === 'jsonl'
          ? written
              .trimEnd()
              .split('\n')
              .map((line) => JSON.parse(line))
          : [JSON.parse(written)];
      expect(JSON.stringify(values)).toContain(JSON.stringify(wellFormed(text)).slice(1, -1));
    }
  });
});

it('XML parses and gives the text back, but for what XML has no way to say', () => {
  forAll((text) => {
    const written = textOf('graphml', hostileScope(text));
    const faults: string[] = [];
    const document = new DOMParser({ errorHandler: (_, message) => void faults.push(message) }).parseFromString(written, 'text/xml');
    expect(faults).toEqual([]);
    const names = Array.from(document.getElementsByTagName('data')).flatMap((data) => (data.getAttribute('key') === 'd2' ? [data.textContent] : []));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold
    const held = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`);
    expect(names.filter((name) => name === held).length).toBeGreaterThanOrEqual(text === '' ? 0 : 3);
    expect(document.getElementsByTagName('node').length).toBe(5);
    expect(document.getElementsByTagName('edge').length).toBe(3);
  });
});

it('DOT is drawn by Graphviz with the same boxes and lines', async () => {
  // One for each: the built library fails by itself after some drawings.
  const draw = async (text: string) => {
    const viz = await instance();
    const { status, output, errors } = viz.render(textOf('dot', hostileScope(text)), { format: 'json' });
    expect({ status, errors: errors.filter(({ level }) => level !== 'warning') }).toEqual({ status: 'success', errors: [] });
    const drawn = JSON.parse(output ?? '{}');
    expect(drawn.objects.map(({ name }: { name: string }) => name)).toEqual(['n0', 'n1', 'n2']);
    expect(drawn.edges.length).toBe(3);
    // An escString of Graphviz: what it would show.
    const shown = (escaped: string) => escaped.replace(/\\(.)/gs, (_, one) => (one === 'n' ? '\n' : one)).replaceAll('&amp;', '&');
    expect(shown(drawn.objects[1].lid)).toBe(visibleText(`/data/${text}`));
  };
  await fc.assert(fc.asyncProperty(hostile, draw), { numRuns: 25 });
});

it('CSV parses to the same cells, and none is a formula', () => {
  forAll((text) => {
    for (const id of ['csv', 'csv-links'] as const) {
      const { data, errors } = Papa.parse(textOf(id, hostileScope(text)).replace(/\r\n$/, ''), { delimiter: ',' });
      expect(errors).toEqual([]);
      expect(new Set(data.map((row) => row.length)).size).toBe(1);
      for (const cell of data.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
      if (id === 'csv' && !/^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(visibleText(text))) expect(data.flat()).toContain(visibleText(text));
    }
  });
});

it('Mermaid, PROV-N and the list keep to their own lines', () => {
  forAll((text) => {
    const scope = hostileScope(text);
    for (const line of textOf('mermaid', scope).split('\n').slice(1))
      expect(line).toMatch(/^(%% [^\n]*| {2}classDef [A-Za-z]+ [^"]*| {2}n\d+(\[|\(\[)"[^"{}%]*"(\]\)|\]):::[A-Za-z]+| {2}n\d+ (-->|-\.->)\|"[a-z -]+"\| n\d+|)$/u);
    for (const line of textOf('prov-n', scope).split('\n')) expect(line).toMatch(/^(document|endDocument|prefix |\/\/ |entity\(|activity\(|agent\(|used\(|was[A-Za-z]+\(|$)/);
    for (const line of textOf('sha256sum', scope).split('\n')) expect(line).toMatch(/^(# |\\?[0-9a-f]{64} {2}|$)/);
  });
});

it('takes a name of a megabyte', () => {
  const long = `"\\<\u202e${'x'.repeat(1_000_000)}`;
  const scope = madeScope({ files: hostileScope(long).files });
  for (const id of ['ro-crate', 'bco', 'prov-json', 'prov-n', 'openlineage', 'graphml', 'dot', 'mermaid', 'csv', 'csv-links', 'jsonl', 'sha256sum'] as const)
    expect(textOf(id, scope).length).toBeGreaterThan(100);
  expect(textOf('mermaid', scope).length).toBeLessThan(20_000);
});
