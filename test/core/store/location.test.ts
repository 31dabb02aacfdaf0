/** What people type for a store, and the rights to ask for. */
import { describe, expect, test } from 'vitest';
import { storeLocation } from '../../../core/contract/workspaces';
import { checkEndpoint, normalPrefix, parseStore, storeText } from '../../../core/store/location';
import { optionalRights, readOnlyPolicy, seqeraBucket } from '../../../core/store/read-only-policy';

describe('a store as it is typed', () => {
  test.each([
    ['s3://bucket', 'bucket', '', 's3://bucket'],
    ['s3://bucket/', 'bucket', '', 's3://bucket'],
    ['  s3://bucket/team/lineage  ', 'bucket', 'team/lineage/', 's3://bucket/team/lineage'],
    ['S3://bucket//team/lineage//', 'bucket', 'team/lineage/', 's3://bucket/team/lineage'],
    ['s3://bucket/a b/100%20#1?x', 'bucket', 'a b/100%20#1?x/', 's3://bucket/a b/100%20#1?x'],
    ['s3://my.old_Bucket-1/a//b', 'my.old_Bucket-1', 'a//b/', 's3://my.old_Bucket-1/a//b'],
  ])('%s', (typed, bucket, prefix, text) => {
    const store = parseStore(typed);
    expect(store).toMatchObject({ type: 's3', bucket, prefix });
    expect(storeText(store)).toBe(text);
    expect(parseStore(storeText(store))).toEqual(store);
    expect(storeLocation.parse(store)).toEqual(store);
  });

  test.each([
    ['/data/lineage/', '/data/lineage'],
    ['/', '/'],
    ['.lineage', '.lineage'],
    ['file:///data/x y', '/data/x y'],
    ['C:\\data\\lineage\\', 'C:\\data\\lineage'],
    ['C:\\', 'C:\\'],
    ['/data/ends with a backslash\\', '/data/ends with a backslash\\'],
    ['\\\\server\\share\\', '\\\\server\\share'],
  ])('%s', (typed, path) => {
    expect(parseStore(typed)).toEqual({ type: 'folder', path });
  });

  test.each([
    ['', 'No store was given'],
    ['   ', 'No store was given'],
    ['s3://', 'names no bucket'],
    ['s3:///prefix', 'names no bucket'],
    ['s3://a/b', 'cannot be the name of a bucket'],
    ['s3://buck et/b', 'cannot be the name of a bucket'],
    ['gs://bucket/x', 'stores at gs:// cannot be read'],
    ['https://s3.amazonaws.com/bucket', 'is a web address'],
    ['a\0b', 'NUL'],
  ])('%j is refused in words', (typed, words) => {
    expect(() => parseStore(typed)).toThrowError(expect.objectContaining({ code: 'bad-input', message: expect.stringContaining(words) }));
  });

  test('what goes with a bucket', () => {
    expect(parseStore('s3://bucket', { endpoint: ' http://localhost:9000/ ', region: ' eu-west-1 ', profile: '', pathStyle: true })).toMatchObject({
      endpoint: 'http://localhost:9000',
      region: 'eu-west-1',
      profile: null,
      pathStyle: true,
      anonymous: false,
    });
    for (const bad of ['localhost:9000', 'ftp://x', 'http://', 'https://user@host', 'https://host?x']) expect(() => checkEndpoint(bad)).toThrow('no address of a server');
    expect(normalPrefix('///')).toBe('');
  });
});

describe('the policy to hand over', () => {
  test('lists the prefix and reads below it, and nothing else', () => {
    expect(readOnlyPolicy({ bucket: 'regulated', prefix: '/workspaces/77' })).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'ListLineageStore',
          Effect: 'Allow',
          Action: ['s3:ListBucket'],
          Resource: ['arn:aws:s3:::regulated'],
          Condition: { StringLike: { 's3:prefix': ['workspaces/77/*'] } },
        },
        { Sid: 'ReadLineageStore', Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::regulated/workspaces/77/*'] },
      ],
    });
  });

  test('the optional rights are no part of it, each with what cannot be said without it', () => {
    const policy = JSON.stringify(readOnlyPolicy({ bucket: 'regulated', prefix: '' }));
    expect(optionalRights.map(({ right }) => right)).toEqual(['s3:GetObjectRetention', 's3:GetObjectLegalHold', 's3:GetObjectAttributes', 's3:GetObjectVersion']);
    for (const { right } of optionalRights) expect(policy).not.toContain(right);
  });

  test('a whole bucket has no condition', () => {
    const [list, read] = readOnlyPolicy({ bucket: 'regulated', prefix: '' }).Statement;
    expect(list).not.toHaveProperty('Condition');
    expect(read?.Resource).toEqual(['arn:aws:s3:::regulated/*']);
  });

  test('what IAM would read as a wildcard or variable in the prefix is escaped; the partition follows the region', () => {
    const [list, read] = readOnlyPolicy({ bucket: 'b', prefix: 'a*b?c$d', region: 'cn-north-1' }).Statement;
    expect(read?.Resource).toEqual(['arn:aws-cn:s3:::b/a${*}b${?}c${$}d/*']);
    expect(list?.Condition?.StringLike).toEqual({ 's3:prefix': ['a${*}b${?}c${$}d/*'] });
    expect(readOnlyPolicy({ bucket: 'b', prefix: '', region: 'us-gov-west-1' }).Statement[0]?.Resource).toEqual(['arn:aws-us-gov:s3:::b']);
  });

  test('a Seqera workspace id gives the name of its bucket', () => {
    expect(seqeraBucket(' 138659136604200 ')).toBe('seqera-lineage-138659136604200');
    for (const bad of ['', 'my-org/my-workspace', '12a', '../x']) expect(() => seqeraBucket(bad)).toThrow('It is a number');
  });
});
