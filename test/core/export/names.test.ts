/** URIs, UUIDs and instants of exports. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dateTime, uriOf, uuidOf } from '../../../core/export/names';
import { digests } from './made-scope';

it('makes UUIDs of version 5 as RFC 9562 and others do', () => {
  // Python: uuid.uuid5(uuid.NAMESPACE_URL, 'https://www.example.com/') and of a LID
  expect(uuidOf('https://www.example.com/', digests)).toBe('3d3ed9d2-aa3d-5fa6-90e8-ed662e90f559');
  expect(uuidOf('lid://87cf4e7e67eebdbcf18cc6b623acf905', digests)).toBe('2e3be828-1153-5354-86ed-7702826c4106');
});

it('names LIDs and paths by URIs that give the very text back', () => {
  expect(uriOf('/data/a b')).toBe('file:///data/a%20b');
  expect(uriOf('s3://bucket/k#1?x')).toBe('s3://bucket/k%231%3Fx');
  expect(uriOf('lid://00ff#output')).toBe('lid://00ff%23output');
  expect(uriOf('rel/a')).toBe('#path/rel/a');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (key) => {
      const uri = uriOf(`lid://${key}`);
      expect(uri).toMatch(/^lid:\/\/[A-Za-z0-9\-_.~/%]*$/);
      expect(decodeURIComponent(uri)).toBe(`lid://${key}`);
    }),
  );
});

it('takes for an instant what has a date, a time and a zone', () => {
  expect(dateTime('2026-11-21T05:08:28.123456789Z')).toBe('2026-11-21T05:08:28.123456789Z');
  for (const text of ['2026-11-21 05:08:28 UTC', '2026-13-21T05:08:28Z', '2026-11-21T05:08:28', '', null, '2026-11-21T05:08:28Z\n']) expect(dateTime(text)).toBeNull();
});
