/** Two versions of a record field by field: what differs, what is the same value in other bytes, what is masked. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions, jsonPath } from '../../../core/findings/compare-versions';
import { sameNumber } from '../../../core/findings/diff';
import { foldKey } from '../../../core/findings/fold-key';
import { repeatedNames } from '../../../core/record/repeated-names';
import { plainMasker } from '../../../core/redact/mask';

const bytes = (text: string) => new TextEncoder().encode(text);
const compared = (old: string, now: string) => compareVersions(plainMasker, bytes(old), bytes(now));
const changes = (old: string, now: string) => compared(old, now).changes;

describe('the fields of two versions', () => {
  it('are named by path, as added, removed or changed', () => {
    expect(changes('{"a":{"b":[1,2,{"c":"x"}]},"gone":null}', '{"a":{"b":[1,2,{"c":"y"}]},"come":[true]}')).toEqual([
      { path: '$.gone', change: 'removed', old: 'null', new: null },
      { path: '$.a.b[2].c', change: 'changed', old: '"x"', new: '"y"' },
      { path: '$.come', change: 'added', old: null, new: '[true]' },
    ]);
  });

  it('tell another spelling of the same number, and another order, from another value', () => {
    expect(changes('{"n":1}', '{"n":1.0}')).toEqual([{ path: '$.n', change: 'same-value', old: '1', new: '1.0' }]);
    expect(changes('{"a":1,"b":2}', '{"b":2,"a":1}').map(({ change }) => change)).toEqual(['order']);
    expect(changes('{"l":[1,2,3]}', '{"l":[3,1,2]}').map(({ change }) => change)).toEqual(['moved']);
    expect(changes('{"n":9007199254740993}', '{"n":9007199254740992}')).toEqual([{ path: '$.n', change: 'changed', old: '9007199254740993', new: '9007199254740992' }]);
    expect(changes('{"v":1}', '{"v":"1"}')).toMatchObject([{ change: 'changed' }]);
  });

  it('say that only spaces differ, or that the bytes are no JSON', () => {
    expect(compared('{"a":1}', '{ "a": 1 }')).toMatchObject({ how: 'fields', changeCount: 0, bytesDiffer: expect.stringContaining('only spaces') });
    expect(compared('{"a":1}', '{"a":')).toMatchObject({ how: 'bytes', changes: [], bytesDiffer: expect.stringContaining('begin to differ at byte 5') });
  });

  it('keep a list aligned where an item came in front', () => {
    expect(changes('{"l":["a","b","c"]}', '{"l":["x","a","b","c"]}')).toEqual([{ path: '$.l[0]', change: 'added', old: null, new: '"x"' }]);
  });

  it('show no secret, whichever version holds it', () => {
    const secret = (value: string) => `{"spec":{"params":[{"type":"String","name":"api_token","value":"${value}"}]}}`;
    const shown = JSON.stringify(compared(secret('s3cr3t-Value-1'), secret('s3cr3t-Value-2')));
    expect(shown).not.toContain('s3cr3t');
    expect(shown).toContain('masked');
  });

  it('are none exactly where the values are the same', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.jsonValue(),
        (a, b) => (compared(JSON.stringify({ a }), JSON.stringify({ a: b })).changeCount === 0) === (JSON.stringify(a) === JSON.stringify(b)),
      ),
    );
  });
});

it('compares numbers by their digits', () => {
  for (const [a, b] of [
    ['1', '1.0'],
    ['10', '1e1'],
    ['0', '-0.0'],
    ['0.5', '5e-1'],
  ] as const)
    expect(sameNumber(a, b), `${a} ${b}`).toBe(true);
  for (const [a, b] of [
    ['1', '-1'],
    ['1', '1.1'],
    ['1e400', '1e401'],
  ] as const)
    expect(sameNumber(a, b), `${a} ${b}`).toBe(false);
});

it('writes odd names in brackets', () => expect(jsonPath(['spec', 'a.b', 0, '"x"'])).toBe('$.spec["a.b"][0]["\\"x\\""]'));

it('finds names that stand twice, escapes read', () => {
  expect(repeatedNames('{"a":{"b":1,"\\u0062":[2]},"c":[{"d":"x,}","d":null}],"a":3}')).toEqual([
    { path: 'a.b', name: 'b', values: ['1', '[2]'] },
    { path: 'c[0].d', name: 'd', values: ['"x,}"', 'null'] },
    { path: 'a', name: 'a', values: ['{"b":1,"\\u0062":[2]}', '3'] },
  ]);
  fc.assert(fc.property(fc.object(), (value) => repeatedNames(JSON.stringify(value)).length === 0));
});

it('folds letter case, Unicode form and percent-encoding, and nothing else', () => {
  expect(foldKey('ab/É%41.TXT')).toBe(foldKey('ab/e\u0301a.txt'));
  expect(foldKey('ab/%ff')).toBe('ab/%ff');
  expect(foldKey('ab/x.txt')).not.toBe(foldKey('ab/y.txt'));
});
