/** The language of the search: what is printed reads back as the same, hostile text is answered or refused in words, errors point at the place. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AuditError } from '../../../core/errors';
import { explainQuery } from '../../../core/search/explain';
import { instantOf, instantText } from '../../../core/search/instant';
import { parseQuery } from '../../../core/search/parse';
import { placeAt } from '../../../core/search/place';
import { printQuery } from '../../../core/search/print';
import { qualifierNames, qualifiers, searchKindNames } from '../../../core/search/qualifiers';
import { type Condition, type Query, type Term, textQualifiers } from '../../../core/search/query';
import { together } from '../../../core/search/together';
import { tokensOf } from '../../../core/search/tokens';
import { verdicts } from '../../../core/verify/verdict';

/** Any UTF-16, with much of what has a meaning in the language. */
const hostile = fc.oneof(
  fc.string({ minLength: 1, unit: 'binary' }),
  fc.string({ minLength: 1, unit: fc.constantFrom('"', '\\', '-', ':', ' ', '=', '\n', '\u0000', '\u202e', '\ud800', 'a', 'label', 'é') }),
);
const condition: fc.Arbitrary<Condition> = fc.oneof(
  hostile.map((text): Condition => ({ is: 'text', text })),
  fc.tuple(fc.constantFrom(...textQualifiers), hostile).map(([is, text]): Condition => ({ is, text })),
  hostile.map((text): Condition => ({ is: 'label', text, begins: false })),
  hostile.filter((text) => /^[^\s"]\S*$/.test(text)).map((text): Condition => ({ is: 'label', text, begins: true })),
  fc.constantFrom(...searchKindNames).map((kind): Condition => ({ is: 'kind', kind })),
  fc.constantFrom(...verdicts).map((verdict): Condition => ({ is: 'verdict', verdict })),
  fc
    .tuple(fc.constantFrom('before', 'after'), fc.date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }))
    .map(([is, date]): Condition => ({ is, ms: date.getTime() })),
  fc
    .tuple(
      hostile.filter((name) => !name.includes('=')),
      fc.option(fc.oneof(hostile, fc.constant(''))),
    )
    .map(([name, value]): Condition => ({ is: 'param', name, value })),
);
const query: fc.Arbitrary<Query> = fc.record({ terms: fc.array(fc.tuple(condition, fc.boolean()).map(([one, not]): Term => ({ ...one, not }))) });

const refusal = (text: string): AuditError => {
  try {
    parseQuery(text);
  } catch (error) {
    if (error instanceof AuditError) return error;
    throw error;
  }
  throw new Error(`${text} was read`);
};

describe('what is typed', () => {
  it('reads back as what was printed', () => {
    fc.assert(
      fc.property(query, (one) => {
        expect(parseQuery(printQuery(one))).toEqual(one);
      }),
      { numRuns: 2000 },
    );
  });

  it('is read, or refused with a place that lies in the text; whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          hostile,
          fc.array(hostile).map((parts) => parts.join(' ')),
          query.map(printQuery).chain((text) => fc.nat(text.length).map((cut) => text.slice(0, cut))),
        ),
        (text) => {
          try {
            const read = parseQuery(text);
            expect(parseQuery(printQuery(read))).toEqual(read);
            for (const sentence of explainQuery(read)) expect(sentence).not.toMatch(/[\p{Cc}\u202e]/u);
          } catch (error) {
            expect(error).toBeInstanceOf(AuditError);
            const { code, message, data } = error as AuditError;
            const { at, length } = data as { at: number; length: number };
            expect(code).toBe('bad-input');
            expect(message).toContain(`at character ${at + 1}`);
            expect(message).not.toMatch(/[\p{Cc}\u202e]/u);
            expect(at >= 0 && length > 0 && at + length <= text.length).toBe(true);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('is cut into words that lie one behind the other, wherever the cursor stands', () => {
    fc.assert(
      fc.property(hostile, fc.nat(40), (text, caret) => {
        let end = 0;
        for (const token of tokensOf(text)) {
          expect(token.at).toBeGreaterThanOrEqual(end);
          expect(token.end).toBeGreaterThan(token.at);
          end = token.end;
        }
        const place = placeAt(text, Math.min(caret, text.length));
        expect(place.at <= place.end && place.end <= Math.max(text.length, caret)).toBe(true);
      }),
    );
  });

  it('is qualifiers, words, phrases, each with or without a dash', () => {
    expect(parseQuery('label:gxp -run:"my run" "two words" param:min_qual=20 PATH:/data/x:y KIND:File')).toEqual({
      terms: [
        { is: 'label', text: 'gxp', begins: false, not: false },
        { is: 'run', text: 'my run', not: true },
        { is: 'text', text: 'two words', not: false },
        { is: 'param', name: 'min_qual', value: '20', not: false },
        { is: 'path', text: '/data/x:y', not: false },
        { is: 'kind', kind: 'file', not: false },
      ],
    });
    for (const text of ['lid://ab/x', 'https://example.org', 's3://b/k', 'quay.io/x:1--h_2', 'sha256:abc', '-', 'chr1:100-200', 'file:///data/x'])
      expect(parseQuery(text)).toEqual({ terms: [{ is: 'text', text, not: false }] });
    expect(parseQuery('   ')).toEqual({ terms: [] });
    expect(parseQuery('label:rel* -label:"rel*"')).toEqual({
      terms: [
        { is: 'label', text: 'rel', begins: true, not: false },
        { is: 'label', text: 'rel*', begins: false, not: true },
      ],
    });
    expect(refusal('label:*').message).toContain('nothing stands before the star');
  });

  it.each([
    ['lable:gxp', 'label:', 0, 9],
    ['kind:file verdict:verified', 'content-verified', 10, 16],
    ['kind:fiel', 'Did you mean file?', 0, 9],
    ['a label:', 'label: has no value', 2, 6],
    ['x "open', 'not closed', 2, 5],
    ['"a"b', 'Put a space', 0, 4],
    ['after:2026-02-30', 'is no day or time', 0, 16],
    ['before:yesterday', '2026-11-20T08:30, always in UTC', 0, 16],
    ['after:2026-11-20T08:30+02:00', 'always in UTC', 0, 28],
    ['param:=20', 'has no name', 0, 9],
    ['""', 'nothing stands between', 0, 2],
  ])('%s is refused in words', (text, words, at, length) => {
    const { message, data } = refusal(text);
    expect(message).toContain(words);
    expect(data).toEqual({ at, length });
  });

  it('takes a time without a zone as UTC, and says so', () => {
    const typed = parseQuery('before:2026-11-21T06:00 after:2026-11-20t05:04:03.2');
    expect(typed).toEqual(parseQuery('before:2026-11-21T06:00Z after:2026-11-20T05:04:03.200Z'));
    expect(explainQuery(typed)).toEqual(['recorded before 2026-11-21 06:00 UTC', 'recorded at or after 2026-11-20 05:04:03.200 UTC']);
    expect(printQuery(typed)).toBe('before:2026-11-21T06:00Z after:2026-11-20T05:04:03.200Z');
  });

  it('reads a value in quotes of its own behind the name of a tag or a parameter as the pair in quotes', () => {
    const tag = { terms: [{ is: 'tag', name: 'owner', value: 'QA team', not: false }] };
    expect([parseQuery('tag:owner="QA team"'), parseQuery('tag:"owner=QA team"')]).toEqual([tag, tag]);
    expect(printQuery(parseQuery('-param:title="a \\"b\\" = c" gxp'))).toBe('-param:"title=a \\"b\\" = c" gxp');
    expect(() => parseQuery('tag:owner="QA team')).toThrow('is opened and not closed');
    expect(() => parseQuery('tag:owner="QA"team')).toThrow('something follows a closing quotation mark');
    expect(placeAt('tag:owner="QA t', 15)).toEqual({ at: 4, end: 15, qualifier: 'tag', typed: 'owner=QA t' });
    // A path may hold both signs.
    expect(parseQuery('path:a="b')).toEqual({ terms: [{ is: 'path', text: 'a="b', not: false }] });
  });

  it('has an example of every qualifier that can be read', () => {
    for (const name of qualifierNames) expect(parseQuery(qualifiers[name].example).terms.map(({ is }) => is)).toEqual([name]);
  });
});

describe('days and instants', () => {
  it('are UTC, and the first of what was named', () => {
    expect(instantOf('2026')).toBe(Date.UTC(2026, 0, 1));
    expect(instantOf('2026-11')).toBe(Date.UTC(2026, 10, 1));
    expect(instantOf('2024-02-29')).toBe(Date.UTC(2024, 1, 29));
    for (const one of ['2026-11-20T08:30Z', '2026-11-20T08:30']) expect(instantOf(one)).toBe(Date.UTC(2026, 10, 20, 8, 30));
    expect(instantOf('2026-11-20T08:30:15.5z')).toBe(Date.UTC(2026, 10, 20, 8, 30, 15, 500));
    for (const none of ['2026-13-01', '2026-11-20 08:30', '2026-11-20T8:30', '2026-11-20T25:00Z', '20261120', '2026-11-20T08:30+01:00', ''])
      expect([none, instantOf(none)]).toEqual([none, null]);
  });

  it('are written as they are read', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }), (date) => {
        expect(instantOf(instantText(date.getTime()))).toBe(date.getTime());
      }),
    );
  });
});

it('named twice, qualifiers of which a record has one value mean either, all others both', () => {
  const { terms } = parseQuery('run:a run:b label:x label:y -run:c -run:d text more');
  expect(together(terms).map((set) => set.map((term) => printQuery({ terms: [term] })))).toEqual([
    ['run:a', 'run:b'],
    ['label:x'],
    ['label:y'],
    ['-run:c'],
    ['-run:d'],
    ['text'],
    ['more'],
  ]);
  expect(explainQuery(parseQuery('run:a run:b'))).toEqual(['is, or names as its own, the run “a” or “b”']);
});

it('completes the word or the value at the cursor', () => {
  expect(placeAt('kind:file la', 12)).toEqual({ at: 10, end: 12, qualifier: null, typed: 'la' });
  expect(placeAt('-label:gx run:a', 9)).toEqual({ at: 7, end: 9, qualifier: 'label', typed: 'gx' });
  expect(placeAt('label:"my la', 12)).toEqual({ at: 6, end: 12, qualifier: 'label', typed: 'my la' });
  expect(placeAt('a  b', 2)).toEqual({ at: 2, end: 2, qualifier: null, typed: '' });
});
