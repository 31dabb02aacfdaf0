/** Where files are now: the longest fitting prefix at a slash, and nothing decoded on the way. */
import { expect, test } from 'vitest';
import { mapPath } from '../../../core/verify/path-map';
import { recordedMillis } from '../../../core/verify/recorded-time';

const maps = [
  { from: '/data', to: '/mnt/copy' },
  { from: '/data/trial/', to: '/mnt/trial' },
  { from: 'file:///data/trial/work', to: 's3://archive/work/' },
  { from: 's3://bucket/run', to: '/mnt/bucket' },
];

test.each([
  ['/data/x', '/mnt/copy/x'],
  ['file:///data/x', '/mnt/copy/x'],
  ['/data', '/mnt/copy'],
  ['/database/x', '/database/x'],
  ['/data/trial/a b#c%20', '/mnt/trial/a b#c%20'],
  ['/data/trial', '/mnt/trial'],
  ['/data/trialx/y', '/mnt/copy/trialx/y'],
  ['/data/trial/work/ab/cd', 's3://archive/work/ab/cd'],
  ['s3://bucket/run/k', '/mnt/bucket/k'],
  ['s3://bucket/running/k', 's3://bucket/running/k'],
  ['/else', '/else'],
])('%s is now %s', (from, to) => expect(mapPath(from, maps)).toBe(to));

test('the root can be mapped, and mapped to', () => {
  expect(mapPath('/a/b', [{ from: '/', to: '/mnt' }])).toBe('/mnt/a/b');
  expect(mapPath('/a/b', [{ from: '/a', to: '/' }])).toBe('/b');
  expect(mapPath('/a', [{ from: '/a', to: '/' }])).toBe('/');
  expect(mapPath('/a', [])).toBe('/a');
});

test('a target on Windows, on a share, in a bucket; slashes at an end; a whole scheme', () => {
  const now = (from: string, to: string, path = '/data/run/a b.txt') => mapPath(path, [{ from, to }]);
  expect(now('/data/run', 'D:\\archive\\run')).toBe('D:\\archive\\run/a b.txt');
  expect(now('/data/run/', 'D:\\')).toBe('D:/a b.txt');
  expect(now('/data/run', '\\\\server\\share\\')).toBe('\\\\server\\share/a b.txt');
  expect(now('/data/run', 's3://moved/run///')).toBe('s3://moved/run/a b.txt');
  expect(now('/data/run', 'file:///mnt/run/')).toBe('/mnt/run/a b.txt');
  expect(now('/data/run', '/odd\\')).toBe('/odd\\/a b.txt');
  expect(now('s3://', '/mnt/s3', 's3://bucket/k')).toBe('/mnt/s3bucket/k');
});

test.each([
  ['2026-11-21T05:10:06.964090723Z', 1795237806964],
  ['2026-11-21T06:10:06.964+01:00', 1795237806964],
  ['2026-11-21T05:10:06Z', 1795237806000],
  ['2026-11-21T05:10Z', 1795237800000],
  ['2026-11-21T05:10:06.9Z', 1795237806900],
  ['1969-12-31T23:59:59.999999999Z', -1],
  ['2026-13-45T05:10:06Z', null],
  ['yesterday', null],
  [null, null],
] as const)('the time %s is %s ms', (text, millis) => expect(recordedMillis(text)).toBe(millis));
