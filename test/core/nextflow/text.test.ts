/** The forms that Nextflow's libraries give to numbers, strings and names, which every answer rests on. */

import { describe, expect, it } from 'vitest';
import { ExactNumber, parseExact } from '../../../core/nextflow/exact-json';
import { mightMatch } from '../../../core/nextflow/find';
import { groovyText, gsonText, javaDouble } from '../../../core/nextflow/gson';
import { maskedValue } from '../../../core/nextflow/masked';
import { readNextflowRecord } from '../../../core/nextflow/model';
import { parseTerm } from '../../../core/nextflow/term';
import { plainMasker } from '../../../core/redact/mask';

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

describe('numbers', () => {
  // As java.lang.Double.toString of JDK 19 and later gives them.
  it.each([
    [20, '20.0'],
    [0, '0.0'],
    [-0, '-0.0'],
    [0.001, '0.001'],
    [0.00099, '9.9E-4'],
    [9999999, '9999999.0'],
    [10000000, '1.0E7'],
    [123456.75, '123456.75'],
    [1.2345678901234567e19, '1.2345678901234567E19'],
    [-1.5e300, '-1.5E300'],
  ])('%d is %s', (value, text) => expect(javaDouble(value)).toBe(text));

  it('are whole in typed fields, doubles elsewhere, and never made infinite', () => {
    const record = readNextflowRecord(bytes('{"version":"lineage/v1beta1","kind":"FileOutput","spec":{"size":9007199254740993}}'));
    expect(gsonText(record.spec.get('size') ?? null)).toBe('9007199254740993');
    expect(gsonText(new ExactNumber('1e999', 'double'))).toBe('1e999');
  });
});

describe('JSON', () => {
  it('keeps the order of names, and names that objects of JavaScript have', () => {
    expect(gsonText(parseExact('{"10":1,"2":{},"__proto__":[],"constructor":"x"}'))).toBe('{\n  "10": 1,\n  "2": {},\n  "__proto__": [],\n  "constructor": "x"\n}');
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
  it('escapes what Gson escapes', () =>
    expect(gsonText("<a href='x'>&\"\\\t\u0001\u2028é</a>")).toBe('"\\u003ca href\\u003d\\u0027x\\u0027\\u003e\\u0026\\"\\\\\\t\\u0001\\u2028é\\u003c/a\\u003e"'));
  it.each(['', '{', '[1,]', '{"a":1,}', '01', '"a', 'nul', '{"a" 1}', '[1] x', '"\n"', '+1', '1.'])('refuses %j', (text) => expect(() => parseExact(text)).toThrow(SyntaxError));
  it('refuses what would exhaust the stack', () => expect(() => parseExact('['.repeat(100_000))).toThrow(/nested deeper/));
});

describe('records', () => {
  it('shows fields of newer versions in their place, and fields that nobody knows at the end', () => {
    const record = readNextflowRecord(bytes({ version: 'lineage/v1beta1', kind: 'TaskRun', spec: { later: 1, eval: { v: 'cat' }, name: 'T' } }));
    const names = [...record.spec.keys()];
    expect(names.indexOf('eval')).toBe(names.indexOf('script') + 1);
    expect(names.at(-1)).toBe('later');
    expect([...readNextflowRecord(bytes({ version: 'lineage/v1beta1', kind: 'TaskRun', spec: {} })).spec.keys()]).not.toContain('eval');
  });
  it('shows an unknown version as it stands', () => {
    const text = '{"version":"lineage/v9","kind":"TaskRun","spec":{"b":20,"a":1.50}}';
    expect(gsonText(readNextflowRecord(bytes(text)).whole)).toContain('"b": 20,\n    "a": 1.50');
  });
  it('reads AgentRun, which 26.08 writes', () => {
    const record = readNextflowRecord(bytes({ version: 'lineage/v1beta1', kind: 'AgentRun', spec: { maxIterations: 12, tools: ['x'] } }));
    expect(record.known).toBe(true);
    expect(gsonText(record.spec.get('maxIterations') ?? null)).toBe('12');
  });
});

describe('terms of find', () => {
  it('are decoded as Nextflow decodes them', () => {
    expect(parseTerm('name=CALL%20(NA12878)')).toEqual({ key: 'name', value: 'CALL (NA12878)' });
    expect(parseTerm('label=a+b%2Bc')).toEqual({ key: 'labels', value: 'a b+c' });
    expect(parseTerm('script=a=b')).toEqual({ key: 'script', value: 'a=b' });
    expect(parseTerm('name=100%')).toEqual({ key: 'name', value: '100%' });
  });
  it.each(['name', '=x', ''])('refuses %j', (text) => expect(() => parseTerm(text)).toThrow(/no search term/));
  it('the quick look never rules out what a slow one would find', () => {
    const term = [{ key: 'name', value: 'abc' }];
    expect(mightMatch('{"name":"abc"}', term)).toBe(true);
    expect(mightMatch('{"name":"\\u0061bc"}', term)).toBe(true);
    expect(mightMatch('{"n\\u0061me":"abc"}', term)).toBe(true);
    expect(mightMatch('{"path":"s3:\\/\\/b"}', [{ key: 'path', value: 's3://b' }])).toBe(true);
    expect(mightMatch('{"size":2e1}', [{ key: 'size', value: '20.0' }])).toBe(true);
    expect(mightMatch('{"name":"x\\u0027"}', term)).toBe(false);
    expect(mightMatch('{"title":"abc"}', term)).toBe(false);
  });
});

it('Groovy writes maps with colons', () => expect(groovyText(parseExact('{"a":[1,{}],"b":null}'))).toBe('[a:[1, [:]], b:null]'));

it('masks secrets and leaves all else as it was', () => {
  const { value, json, masked } = maskedValue(plainMasker, parseExact('{"api_token":"tok-12345678","n":1.50,"list":[{"name":"db_password","value":"hunter22"}]}'));
  expect(masked).toBe(2);
  const text = gsonText(value);
  expect(text).not.toContain('tok-12345678');
  expect(text).not.toContain('hunter22');
  expect(text).toContain('"n": 1.50');
  expect(JSON.stringify(json)).not.toContain('hunter22');
});
